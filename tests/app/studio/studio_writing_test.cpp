// SPDX-License-Identifier: GPL-3.0-or-later
// Prompt, seed, generating and stopping, branches: as a person drives them.
#include "app/studio/studio.h"

#include "support/studio_expectation.h"
#include "support/studio_fixture.h"
#include "ui/branches/branch_tree.h"
#include "ui/lens/distribution_view.h"
#include "ui/text/prompt_edit.h"
#include "ui/text/seed_box.h"
#include "ui/text/writing_panel.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::test;

namespace {

QString disagreement(StudioFixture& fixture) {
    const StudioExpectation expected(fixture.state(), fixture.model());
    if (fixture.writtenIds() != expected.text())
        return "another text";
    return expected.disagreement(fixture.lensReadouts(),
                                 static_cast<std::size_t>(fixture.studio().text().selected()));
}

void typePrompt(StudioFixture& fixture, const QString& prompt) {
    auto& edit = fixture.child<ui::PromptEdit>();
    edit.setFocus();
    edit.selectAll();
    QTest::keyClicks(&edit, prompt);
}

void paste(StudioFixture& fixture, const QString& text) {
    auto& edit = fixture.child<ui::PromptEdit>();
    edit.setFocus();
    edit.selectAll();
    QApplication::clipboard()->setText(text);
    QTest::keyClick(&edit, Qt::Key_V, Qt::ControlModifier);
}

/// What the line beneath the prompt says.
QString promptMessage(StudioFixture& fixture) {
    QStringList messages;
    for (const QLabel* label : fixture.window().writing().findChildren<QLabel*>())
        if (label->isVisible())
            messages.append(label->text());
    return messages.join('\n');
}

/// Double-clicks the candidate of that rank.
void branchAt(StudioFixture& fixture, int rank) {
    auto& view = fixture.child<ui::DistributionView>();
    const QRect place = view.visualRect(view.model()->index(rank - 1, 0));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, place.center());
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, place.center());
}

} // namespace

class StudioWritingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesAfterTheTypedPrompt();
    void tellsUnknownWords();
    void saysWhatToDoWithoutAPrompt();
    void takesAHundredThousandWords();
    void takesPastedBinary();
    void branchesAtACandidate();
    void branchesWithEnter();
    void refusesToBranchInThePrompt();
    void renamesAndDeletesBranches();
    void rerollsTheSeed();
    void keepsALockedSeed();
    void stopsWithEscape();
    void isReachedByTab();
};

void StudioWritingTest::writesAfterTheTypedPrompt() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    typePrompt(fixture, "the film was");
    QVERIFY(fixture.awaitText());
    QCOMPARE(fixture.state().prompt, std::string("the film was"));
    QCOMPARE(fixture.tokens().size(), std::size_t{53});
    QCOMPARE(disagreement(fixture), QString());
    QTest::keyClick(&fixture.window(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
}

void StudioWritingTest::tellsUnknownWords() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    typePrompt(fixture, "this xylophonist was");
    QVERIFY(fixture.awaitText());
    QVERIFY2(promptMessage(fixture).contains("xylophonist"), qPrintable(promptMessage(fixture)));
    QCOMPARE(disagreement(fixture), QString());
}

void StudioWritingTest::saysWhatToDoWithoutAPrompt() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    auto& edit = fixture.child<ui::PromptEdit>();
    edit.selectAll();
    QTest::keyClick(&edit, Qt::Key_Delete);
    QVERIFY(fixture.awaitText());
    QVERIFY(fixture.tokens().empty());
    QVERIFY(fixture.lensReadouts() == ui::LensReadouts{});
    QVERIFY2(promptMessage(fixture).contains("Type at least one word"),
             qPrintable(promptMessage(fixture)));
    fixture.drag({0.5});
    QTest::keyClick(&fixture.window(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(fixture.awaitText());
    typePrompt(fixture, "a film");
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
}

void StudioWritingTest::takesAHundredThousandWords() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    paste(fixture, QStringLiteral("movie ").repeated(100'000));
    QVERIFY(fixture.awaitText());
    QVERIFY(!promptMessage(fixture).isEmpty());
    QCOMPARE(disagreement(fixture), QString());
    // The same without a field in between, as a session or an export could hold it.
    studio::ExplorationState state = fixture.state();
    state.prompt = QStringLiteral("the film ").repeated(50'000).toStdString();
    fixture.studio().exploration().change(state, "a long prompt");
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
    QVERIFY2(promptMessage(fixture).contains("the last"), qPrintable(promptMessage(fixture)));
}

void StudioWritingTest::takesPastedBinary() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    QByteArray bytes("the movie ");
    for (int i = 0; i < 2'048; ++i)
        bytes.append(static_cast<char>((i * 37) % 256));
    paste(fixture, QString::fromLatin1(bytes));
    QVERIFY(fixture.awaitText());
    QVERIFY(!promptMessage(fixture).isEmpty());
    QCOMPARE(disagreement(fixture), QString());
}

void StudioWritingTest::branchesAtACandidate() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    const auto trunk = fixture.writtenIds();
    fixture.clickToken(12);
    QVERIFY(fixture.awaitText());
    const TokenId wanted =
        StudioExpectation(fixture.state(), fixture.model()).distributionAt(12)->ranking[2];
    branchAt(fixture, 3);
    QVERIFY(fixture.awaitText());
    QCOMPARE(fixture.state().branches.size(), std::size_t{2});
    QCOMPARE(fixture.writtenIds().at(10), wanted);
    QVERIFY(std::equal(trunk.begin(), trunk.begin() + 10, fixture.writtenIds().begin()));
    QCOMPARE(disagreement(fixture), QString());
    fixture.undoAction().trigger();
    QVERIFY(fixture.awaitText());
    QCOMPARE(fixture.writtenIds(), trunk);
    fixture.redoAction().trigger();
    QVERIFY(fixture.awaitText());
    QCOMPARE(fixture.writtenIds().at(10), wanted);
}

void StudioWritingTest::branchesWithEnter() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    fixture.clickToken(5);
    QVERIFY(fixture.awaitText());
    auto& view = fixture.child<ui::DistributionView>();
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Home);
    QTest::keyClick(&view, Qt::Key_Down);
    const TokenId wanted =
        StudioExpectation(fixture.state(), fixture.model()).distributionAt(5)->ranking[1];
    QTest::keyClick(&view, Qt::Key_Return);
    QVERIFY(fixture.awaitText());
    QCOMPARE(fixture.writtenIds().at(3), wanted);
    QCOMPARE(disagreement(fixture), QString());
}

void StudioWritingTest::refusesToBranchInThePrompt() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    fixture.clickToken(1);
    QVERIFY(fixture.awaitText());
    branchAt(fixture, 2);
    QCOMPARE(fixture.state().branches.size(), std::size_t{1});
    QVERIFY(!fixture.window().notice().isEmpty());
}

void StudioWritingTest::renamesAndDeletesBranches() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    const auto trunk = fixture.writtenIds();
    branchAt(fixture, 2);
    QVERIFY(fixture.awaitText());
    fixture.window().raisePanel(fixture.window().branches());
    auto& tree = fixture.child<ui::BranchTree>();
    QVERIFY(tree.currentItem() != nullptr);
    tree.setFocus();
    QTest::keyClick(&tree, Qt::Key_F2);
    auto* const editor = tree.viewport()->findChild<QLineEdit*>();
    QVERIFY(editor != nullptr);
    editor->selectAll();
    QTest::keyClicks(editor, "mine");
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(fixture.state().branches.at(1).name, std::string("mine"));
    QTest::keyClick(&tree, Qt::Key_Delete);
    QCOMPARE(fixture.state().branches.size(), std::size_t{1});
    QVERIFY(fixture.awaitText());
    QCOMPARE(fixture.writtenIds(), trunk);
    fixture.undoAction().trigger();
    QCOMPARE(fixture.state().branches.at(1).name, std::string("mine"));
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
}

void StudioWritingTest::rerollsTheSeed() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    const auto before = fixture.writtenIds();
    QTest::keyClick(&fixture.window(), Qt::Key_R, Qt::ControlModifier);
    QVERIFY(fixture.state().seed != 1);
    QCOMPARE(fixture.child<ui::SeedBox>().seed(), quint64{fixture.state().seed});
    QVERIFY(fixture.awaitText());
    QVERIFY(fixture.writtenIds() != before);
    QCOMPARE(disagreement(fixture), QString());
}

void StudioWritingTest::keepsALockedSeed() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    QTest::keyClick(&fixture.window(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(fixture.state().seedLocked);
    QTest::keyClick(&fixture.window(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(fixture.awaitText());
    QCOMPARE(fixture.state().seed, std::uint64_t{1});
    QTest::keyClick(&fixture.window(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(!fixture.state().seedLocked);
    QTest::keyClick(&fixture.window(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(fixture.state().seed != 1);
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
}

void StudioWritingTest::stopsWithEscape() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    studio::ExplorationState state = fixture.state();
    state.length = studio::largestLength;
    state.seed = 77;
    fixture.studio().exploration().change(state, "a long text");
    QVERIFY(fixture.studio().generator().isBusy(studio::Lane::text));
    QTest::keyClick(&fixture.window(), Qt::Key_Escape);
    QVERIFY(!fixture.studio().generator().isBusy(studio::Lane::text));
    QVERIFY(fixture.writtenIds().size() < studio::largestLength);
    QTest::keyClick(&fixture.window(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(fixture.awaitText());
    QCOMPARE(fixture.writtenIds().size(), studio::largestLength);
    QCOMPARE(disagreement(fixture), QString());
}

void StudioWritingTest::isReachedByTab() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    QWidget& prompt = fixture.child<ui::PromptEdit>();
    prompt.setFocus();
    QSet<QWidget*> reached;
    for (int i = 0; i < 300 && QApplication::focusWidget() != nullptr; ++i) {
        reached.insert(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QVERIFY(reached.contains(&prompt));
    QVERIFY(reached.contains(&fixture.tokenView()));
    QVERIFY(reached.contains(&fixture.slider()));
    QVERIFY(reached.contains(&fixture.child<ui::DistributionView>()));
    const bool button = std::ranges::any_of(reached, [](QWidget* widget) {
        const auto* const push = qobject_cast<QPushButton*>(widget);
        return push != nullptr && push->text().contains("Generate");
    });
    QVERIFY(button);
}

int main(int argumentCount, char** arguments) {
    return runStudioTest<StudioWritingTest>(argumentCount, arguments);
}
#include "studio_writing_test.moc"
