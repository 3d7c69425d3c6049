// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/export/reproduction_check.h"

#include "app/studio/exploration_fixture.h"
#include "app/studio/export/export_gathering.h"
#include "app/studio/studio.h"
#include "core/export/reproduction.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QtTest>

using namespace tempera;
using namespace tempera::studio;

namespace {

/// Studio with a tiny model and a steered text.
struct Exporting {
    Exporting() {
        studio.model().set(tinyModel(1));
        ExplorationState state;
        state.prompt = "This movie is";
        state.seed = 987'654'321'987'654'321;
        state.length = 30;
        state.samplers = withTemperature(state.samplers, 1.3);
        state.samplers[1].enabled = true;
        state.branches.push_back({1, 0, "one", {5, 6}});
        state.currentBranch = 1;
        studio.exploration().change(state, "set up");
        studio.text().generate();
        waitForText();
    }
    void waitForText() {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!studio.generator().isBusy(Lane::text), patience); }();
    }
    void changeEverything() {
        ExplorationState other;
        other.prompt = "a bad plot";
        other.length = 12;
        other.samplers = withTemperature(other.samplers, 0.3);
        studio.exploration().change(other, "something else");
        studio.text().generate();
        waitForText();
    }
    std::vector<GeneratedToken> figures() const { return studio.text().text().figures(); }
    QString write(const QByteArray& bytes) const {
        QFile file(folder.filePath("export"));
        file.open(QIODevice::WriteOnly);
        file.write(bytes);
        return file.fileName();
    }
    QString exportTo(TextFormat format) const {
        const ui::ExportContent content = gatherExport(studio);
        return write(QByteArray::fromStdString(
            formatTexts(content.texts.at(0).texts, *content.vocabulary, format)));
    }

    QTemporaryDir folder;
    Studio studio{{cachedPredictionSource, {}, {}}};
};

} // namespace

class ReproductionCheckTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir home_;

private Q_SLOTS:
    void initTestCase() {
        for (const char* variable : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
            qputenv(variable, home_.path().toUtf8());
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, home_.path());
    }

    void everyFormatBringsTheTextBack_data() {
        QTest::addColumn<int>("format");
        for (const TextFormat format : {TextFormat::text, TextFormat::markdown, TextFormat::csv,
                                        TextFormat::jsonl, TextFormat::html})
            QTest::newRow(std::string(textFormatName(format)).c_str()) << static_cast<int>(format);
    }

    void everyFormatBringsTheTextBack() {
        QFETCH(int, format);
        Exporting exporting;
        const auto before = exporting.figures();
        QCOMPARE(before.size(), std::size_t{30});
        const QString path = exporting.exportTo(static_cast<TextFormat>(format));
        exporting.changeEverything();
        QVERIFY(exporting.figures() != before);
        reproduce(exporting.studio, path);
        exporting.waitForText();
        QVERIFY(exporting.figures() == before);
        QCOMPARE(exporting.studio.window().problem(), QString());
        QVERIFY(exporting.studio.window().statusBar()->currentMessage().startsWith("Reproduced"));
    }

    void textOfAnotherModelIsAProblemAndChangesNothing() {
        Exporting exporting;
        const QString path = exporting.exportTo(TextFormat::jsonl);
        exporting.studio.model().set(tinyModel(2));
        exporting.waitForText();
        const ExplorationState state = exporting.studio.exploration().state();
        reproduce(exporting.studio, path);
        QVERIFY(exporting.studio.window().problem().contains("tiny 1"));
        QVERIFY(exporting.studio.exploration().state() == state);
    }

    void damagedExportIsAProblemAndChangesNothing() {
        Exporting exporting;
        const ExplorationState state = exporting.studio.exploration().state();
        reproduce(exporting.studio, exporting.write(R"({"prompt": "This movie", "seed": -1})"));
        QVERIFY(exporting.studio.window().problem().contains(exporting.folder.path()));
        reproduce(exporting.studio, "/nowhere/export.txt");
        QVERIFY(exporting.studio.window().problem().contains("/nowhere/export.txt"));
        QVERIFY(exporting.studio.exploration().state() == state);
    }

    void comparedTextsAreExportedWithWhatTheyWereWrittenWith() {
        Exporting exporting;
        Studio& studio = exporting.studio;
        studio.compare().setActive(true);
        QTRY_VERIFY_WITH_TIMEOUT(!studio.compare().columns().empty() &&
                                     !studio.generator().isBusy(Lane::compare),
                                 patience);
        studio.compare().setActive(false);
        exporting.changeEverything();
        const ui::ExportContent content = gatherExport(studio);
        QCOMPARE(content.texts.size(), std::size_t{2});
        QCOMPARE(content.texts[0].texts[0].prompt, std::string("a bad plot"));
        QCOMPARE(content.texts[1].texts.size(), std::size_t{5});
        const std::vector<TokenId> prompt = {2, 3, 4};
        for (const GeneratedText& text : content.texts[1].texts) {
            QCOMPARE(text.prompt, std::string("This movie is"));
            QVERIFY(text.tokens == coreText(tinyModel(1), prompt, generationSettings(text)));
        }
    }

    void resultsAreExportedAsTheyWereWritten() {
        Exporting exporting;
        Studio& studio = exporting.studio;
        studio.results().generate(3);
        QTRY_VERIFY_WITH_TIMEOUT(!studio.generator().isBusy(Lane::results), patience);
        exporting.changeEverything();
        const ui::TextSelection selection = selectedResults(studio, {2});
        QCOMPARE(selection.texts.size(), std::size_t{1});
        QCOMPARE(selection.texts[0].seed, std::uint64_t{987'654'321'987'654'323});
        const std::vector<TokenId> prompt = {2, 3, 4};
        QVERIFY(selection.texts[0].tokens ==
                coreText(tinyModel(1), prompt, generationSettings(selection.texts[0])));
    }
};

QTEST_MAIN(ReproductionCheckTest)
#include "reproduction_check_test.moc"
