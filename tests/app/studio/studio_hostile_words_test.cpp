// SPDX-License-Identifier: GPL-3.0-or-later
// Words of a corpus, names of files and what a person types look like HTML: nothing in the window
// takes them for it.
#include "core/model/model_file.h"
#include "core/training/checkpoint_file.h"
#include "support/fake_network_model.h"
#include "support/studio_training.h"
#include "support/studio_visible_texts.h"
#include "support/temporary_folder.h"
#include "ui/branches/branch_panel.h"
#include "ui/compare/compare_panel.h"
#include "ui/compare/temperature_ladder.h"
#include "ui/corpus/corpus_panel.h"
#include "ui/moments/moments_panel.h"
#include "ui/results/results_panel.h"
#include "ui/setup/model_panel.h"
#include "ui/training/training_panel.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::test;

namespace {

constexpr int patience = 60'000;
const QString mark = QStringLiteral("<b>evil");

/// Nine words and the special ones, as many as a tiny network knows.
Vocabulary hostileVocabulary() {
    return Vocabulary({"<b>evil", "<b>evil</b>", "<img", "&amp;", "</table>", "<a", "href=\"x\">",
                       "<br>", "movie"});
}

std::filesystem::path saveHostileModel(const TemporaryFolder& folder) {
    const ModelConfiguration configuration = tinyConfiguration(Architecture::gpt);
    const auto path = folder / "<b>evil.safetensors";
    saveModel(path, {std::make_shared<const ModelWeights>(randomWeights(configuration, 1)),
                     {Standardization::none, configuration.contextLength},
                     hostileVocabulary()});
    return path;
}

std::string hostileCorpus() {
    std::string text;
    for (int i = 0; i < 60; ++i)
        text += "<b>evil movie <b>evil</b> <img &amp; </table> " + std::to_string(i % 7) + "\n";
    return text;
}

/// Where the mark is taken for bold type.
QStringList interpreted(QWidget& window) {
    QStringList places;
    for (const VisibleText& text : visibleTexts(window))
        if (text.isMarkup && text.text.contains(mark))
            places += text.where + ": " + text.text.left(200);
    return places;
}

int shown(QWidget& window) {
    int count = 0;
    for (const VisibleText& text : visibleTexts(window))
        count += text.text.contains(mark) ? 1 : 0;
    return count;
}

std::unique_ptr<LanguageModel> fakeNetwork(const studio::TrainingRequest& request) {
    return std::make_unique<FakeNetworkModel>(request.settings.model,
                                              request.settings.optimizer.kind);
}

} // namespace

class StudioHostileWordsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wordsOfAModel();
    void wordsOfACorpusThatIsTrainedOn();
    void messages();
    void labelsThatMeanMarkupSaySo();
};

void StudioHostileWordsTest::wordsOfAModel() {
    const TemporaryFolder folder;
    StudioFixture fixture;
    fixture.studio().open(QString::fromStdString(saveHostileModel(folder).string()));
    QTRY_COMPARE_WITH_TIMEOUT(fixture.model().vocabulary().size(), std::size_t{11}, patience);
    studio::ExplorationState state = fixture.state();
    state.prompt = "<b>evil <img movie";
    state.branches.push_back({1, 0, "<b>evil", {"<b>evil</b>", "<a"}});
    state.currentBranch = 1;
    state.samplers = withTemperature(state.samplers, 1.0);
    fixture.studio().exploration().change(state, "hostile words");
    QVERIFY(fixture.awaitText());
    ui::MainWindow& window = fixture.window();
    for (QWidget* const panel : std::initializer_list<QWidget*>{
             &window.compare(), &window.ladder(), &window.branches(), &window.results()}) {
        window.raisePanel(*panel);
        QVERIFY(fixture.awaitText());
        QTest::qWait(50);
    }
    fixture.clickToken(4);
    QVERIFY(fixture.awaitText());
    QVERIFY2(shown(window) > 20, qPrintable(QString::number(shown(window))));
    QVERIFY2(interpreted(window).isEmpty(), qPrintable(interpreted(window).join("\n")));
}

void StudioHostileWordsTest::wordsOfACorpusThatIsTrainedOn() {
    const TemporaryFolder folder;
    const auto corpus = folder.write("<b>evil.txt", hostileCorpus());
    StudioFixture fixture({}, fakeNetwork, QString::fromStdString((folder / "runs").string()));
    TrainingSettings settings = tinyTraining(30);
    settings.standardization = Standardization::none;
    plan(fixture, settings);
    fixture.studio().corpus().open(QString::fromStdString(corpus.string()));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.studio().corpus().overview() &&
                                 fixture.studio().corpus().path().endsWith("evil.txt"),
                             patience);
    ui::MainWindow& window = fixture.window();
    window.raisePanel(window.corpus());
    QTest::qWait(50);
    QTest::mouseClick(&button(pedals(window.strip()), "Train"), Qt::LeftButton);
    QVERIFY(awaitEnd(fixture));
    for (QWidget* const panel :
         std::initializer_list<QWidget*>{&window.training(), &window.moments(), &window.model()}) {
        window.raisePanel(*panel);
        QTest::qWait(50);
    }
    QVERIFY(fixture.awaitText());
    QVERIFY2(shown(window) > 10, qPrintable(QString::number(shown(window))));
    QVERIFY2(interpreted(window).isEmpty(), qPrintable(interpreted(window).join("\n")));
}

void StudioHostileWordsTest::messages() {
    StudioFixture fixture;
    fixture.studio().open("/nowhere/<b>evil.safetensors");
    QTRY_VERIFY_WITH_TIMEOUT(fixture.window().problem().contains(mark), patience);
    QCOMPARE(interpreted(fixture.window()), QStringList());
    QMessageBox box(QMessageBox::Warning, "title", "<b>evil", QMessageBox::Ok, &fixture.window());
    box.setInformativeText("<b>evil");
    box.show();
    QCOMPARE(interpreted(box), QStringList());
    QVERIFY(shown(box) >= 2);
}

void StudioHostileWordsTest::labelsThatMeanMarkupSaySo() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    for (const QLabel* const label : fixture.window().findChildren<QLabel*>())
        QVERIFY2(label->textFormat() != Qt::PlainText || !Qt::mightBeRichText(label->text()),
                 qPrintable(label->text()));
}

int main(int argumentCount, char** arguments) {
    return runStudioTest<StudioHostileWordsTest>(argumentCount, arguments);
}
#include "studio_hostile_words_test.moc"
