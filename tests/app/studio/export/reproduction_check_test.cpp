// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/export/reproduction_check.h"

#include "app/studio/export/export_gathering.h"
#include "core/export/text_format.h"
#include "support/studio_fixture.h"
#include "support/temporary_folder.h"

#include <QLabel>
#include <QtTest>
#include <algorithm>

using namespace tempera;
using namespace tempera::test;

namespace {

bool says(StudioFixture& fixture, const QString& words) {
    const auto labels = fixture.window().findChildren<QLabel*>();
    return std::ranges::any_of(
        labels, [&words](const QLabel* label) { return label->text().contains(words); });
}

/// Writes the current text as the export dialog does.
QString exportText(StudioFixture& fixture, const TemporaryFolder& folder, TextFormat format) {
    const ui::ExportContent content = studio::gatherExport(fixture.studio());
    const std::string bytes = formatTexts(content.texts.front().texts, *content.vocabulary, format);
    return QString::fromStdString(folder.write("export", bytes).string());
}

/// A text that owes something to every setting.
studio::ExplorationState settledState(studio::ExplorationState state) {
    state.prompt = "This film, \"really\", is";
    state.seed = 4'711;
    state.length = 37;
    state.samplers = {{{SamplerKind::topK, 50.0}, true},
                      {{SamplerKind::temperature, 1.3}, true},
                      {{SamplerKind::topP, 0.9}, true},
                      {{SamplerKind::minP, 0.05}, false}};
    state.branches.push_back({1, 0, "mine", {"a", "wonderful"}});
    state.currentBranch = 1;
    return state;
}

} // namespace

class ReproductionCheckTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesTheSameTextAgain_data() {
        QTest::addColumn<TextFormat>("format");
        QTest::newRow("plain text") << TextFormat::text;
        QTest::newRow("Markdown") << TextFormat::markdown;
        QTest::newRow("CSV") << TextFormat::csv;
        QTest::newRow("JSON Lines") << TextFormat::jsonl;
        QTest::newRow("HTML") << TextFormat::html;
    }
    /// While somebody types, the text on screen still follows from the prompt before.
    void exportsWhatIsOnScreenWhileThePromptIsEdited() {
        const TemporaryFolder folder;
        StudioFixture fixture;
        QVERIFY(fixture.awaitText());
        const auto written = fixture.writtenIds();
        studio::ExplorationState state = fixture.state();
        state.prompt += " really";
        fixture.studio().exploration().change(state, "type", studio::Exploration::Change::prompt);
        QVERIFY(fixture.studio().text().awaitsEndOfTyping());
        const QString path = exportText(fixture, folder, TextFormat::jsonl);
        QVERIFY(fixture.awaitText());
        QVERIFY(fixture.writtenIds() != written);
        studio::reproduce(fixture.studio(), path);
        QVERIFY(fixture.awaitText());
        QVERIFY(fixture.writtenIds() == written);
        QTRY_VERIFY(says(fixture, "identical"));
    }
    /// The Lens may look at a place among the words that a person chose.
    void contextAmongChosenWordsNamesThoseBeforeIt() {
        StudioFixture fixture;
        studio::ExplorationState state = fixture.state();
        state.branches.push_back({1, 0, "mine", {"is", "a", "wonderful", "film"}});
        state.currentBranch = 1;
        fixture.studio().exploration().restore(state);
        QVERIFY(fixture.awaitText());
        const std::vector<TokenId> written = fixture.writtenIds();
        const int prompt = fixture.studio().text().promptLength();
        for (int before = 0; before <= 4; ++before) {
            fixture.clickToken(prompt + before);
            QVERIFY(fixture.awaitText());
            const auto content = studio::gatherExport(fixture.studio());
            QCOMPARE(content.distributions.size(), std::size_t{1});
            const GeneratedText& context = content.distributions.front().distribution.context;
            const std::vector<TokenId> chosen(written.begin(), written.begin() + before);
            QCOMPARE(context.tokens.size(), chosen.size());
            QCOMPARE(context.forced, chosen);
        }
    }
    void writesTheSameTextAgain() {
        QFETCH(TextFormat, format);
        const TemporaryFolder folder;
        StudioFixture fixture;
        fixture.studio().exploration().restore(settledState(fixture.state()));
        fixture.studio().text().generate();
        QVERIFY(fixture.awaitText());
        const auto written = fixture.writtenIds();
        QCOMPARE(written.size(), std::size_t{37});
        const QString path = exportText(fixture, folder, format);
        fixture.studio().exploration().restore({});
        fixture.studio().text().generate();
        QVERIFY(fixture.awaitText());
        QVERIFY(fixture.writtenIds() != written);
        studio::reproduce(fixture.studio(), path);
        QVERIFY(fixture.awaitText());
        QVERIFY(fixture.writtenIds() == written);
        QTRY_VERIFY(says(fixture, "identical"));
        QCOMPARE(fixture.window().problem(), QString());
    }

    void tellsWhenTheModelIsAnother() {
        const TemporaryFolder folder;
        StudioFixture fixture;
        QVERIFY(fixture.awaitText());
        ui::ExportContent content = studio::gatherExport(fixture.studio());
        content.texts.front().texts.front().modelHash = std::string(64, 'a');
        const std::string bytes =
            formatTexts(content.texts.front().texts, *content.vocabulary, TextFormat::jsonl);
        const auto before = fixture.state();
        studio::reproduce(fixture.studio(),
                          QString::fromStdString(folder.write("other.jsonl", bytes).string()));
        QVERIFY(fixture.window().problem().contains("Open that model first"));
        QVERIFY(fixture.state() == before);
    }

    void tellsWhenTheFileIsDamaged() {
        const TemporaryFolder folder;
        StudioFixture fixture;
        QVERIFY(fixture.awaitText());
        studio::reproduce(fixture.studio(),
                          QString::fromStdString(folder.write("damaged.jsonl", "{]").string()));
        QVERIFY(fixture.window().problem().contains("damaged.jsonl"));
    }
};

int main(int argumentCount, char** arguments) {
    return runStudioTest<ReproductionCheckTest>(argumentCount, arguments);
}
#include "reproduction_check_test.moc"
