// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/corpus_panel.h"

#include "corpus_fixture.h"
#include "ui/charts/qcustomplot.h"
#include "ui/corpus/corpus_figures.h"
#include "ui/corpus/corpus_pages.h"
#include "ui/corpus/coverage_chart.h"
#include "ui/corpus/document_browser.h"
#include "ui/corpus/document_view.h"
#include "ui/corpus/length_chart.h"
#include "ui/corpus/vocabulary_model.h"
#include "ui/corpus/zipf_chart.h"
#include "ui/lens/readout_line.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::ui;
using test::moveMouse;

namespace {

constexpr CorpusChoice firstChoice{DocumentUnit::automatic, Standardization::none, 50, 1, 100,
                                   LongDocuments::first};

/// The panel with 300 documents, and what it announced.
struct Fixture {
    CorpusPanel panel;
    std::vector<CorpusChoice> announced;

    explicit Fixture(QSize size = {1400, 600}) {
        panel.resize(size);
        panel.setChoice(firstChoice);
        panel.setCorpus(test::steppedOverview());
        panel.show();
        panel.grab();
        QObject::connect(&panel, &CorpusPanel::choiceChanged,
                         [this](const CorpusChoice& choice) { announced.push_back(choice); });
    }

    template <typename Part>
    Part& part() const {
        return *panel.findChild<Part*>();
    }
    template <typename Part>
    Part& named(const QString& name) const {
        for (Part* found : panel.findChildren<Part*>())
            if (found->accessibleName() == name)
                return *found;
        qFatal("there is no %s", qPrintable(name));
    }
    QStringList readouts() const {
        QStringList lines;
        for (const ReadoutLine* line : panel.findChildren<ReadoutLine*>())
            lines.append(line->text());
        return lines;
    }
    QAction& openAction(const QString& text) const {
        for (QAction* action : panel.findChild<QMenu*>()->actions())
            if (action->text().remove(u'&') == text)
                return *action;
        qFatal("there is no %s", qPrintable(text));
    }
};

/// Presses at the marker, goes to a value and lets go.
void dragMarker(MarkedChart& chart, qint64 to) {
    auto& plot = *chart.findChild<QCustomPlot*>();
    const QPoint from = chart.placeOf(chart.marked());
    QTest::mousePress(&plot, Qt::LeftButton, {}, from);
    for (int step = 1; step <= 4; ++step)
        moveMouse(plot, from + (chart.placeOf(to) - from) * step / 4, Qt::LeftButton);
    QTest::mouseRelease(&plot, Qt::LeftButton, {}, chart.placeOf(to));
}

bool isNear(qint64 value, qint64 expected) {
    return std::abs(value - expected) * 50 <= expected; // 2 %: a pixel
}

} // namespace

class CorpusPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void settersEmitNothing() {
        Fixture fixture;
        CorpusChoice choice = firstChoice;
        choice.vocabularySize = 80;
        choice.sequenceLength = 20;
        choice.longDocuments = LongDocuments::windows;
        fixture.panel.setChoice(choice);
        fixture.panel.setCorpus(test::steppedOverview());
        QCOMPARE(fixture.panel.choice(), choice);
        QVERIFY(fixture.announced.empty());
    }

    void figuresByHand() {
        // 300 documents of 1 to 300 words; w0 to w47 are known.
        const Fixture fixture;
        std::int64_t covered = 0;
        for (int word = 0; word < 48; ++word)
            covered += 300 - word;
        const double share = static_cast<double>(covered) / (300.0 * 301.0 / 2.0);
        const QString percent = QString::number(share * 100.0, 'f', 1);
        const QStringList lines = fixture.readouts();
        QVERIFY(lines.contains("50 vocabulary entries"));
        QVERIFY2(lines.contains(percent + " % of the words covered"), qPrintable(lines.join('\n')));
        QVERIFY(lines.contains("200 documents over 100 words"));
        QVERIFY(lines.contains("299 sequences an epoch"));
    }

    void draggingTheCoverageMarkChoosesASize() {
        Fixture fixture;
        dragMarker(fixture.part<CoverageChart>(), 120);
        QVERIFY(!fixture.announced.empty());
        const CorpusChoice& chosen = fixture.announced.back();
        QVERIFY(isNear(chosen.vocabularySize, 120));
        QCOMPARE(chosen.sequenceLength, firstChoice.sequenceLength);
        QCOMPARE(fixture.panel.choice(), chosen);
        QCOMPARE(qint64(fixture.named<QSpinBox>("Vocabulary").value()), chosen.vocabularySize);
        QVERIFY(fixture.readouts().contains(
            QString("%1 vocabulary entries").arg(chosen.vocabularySize)));
    }

    void draggingTheLengthMarkChoosesALength() {
        Fixture fixture;
        dragMarker(fixture.part<LengthChart>(), 200);
        QVERIFY(isNear(fixture.announced.back().sequenceLength, 200));
        QVERIFY(fixture.readouts().contains(QString("%1 documents over %2 words")
                                                .arg(300 - fixture.announced.back().sequenceLength)
                                                .arg(fixture.announced.back().sequenceLength)));
    }

    void anotherButtonMovesNothing() {
        Fixture fixture;
        auto& chart = fixture.part<CoverageChart>();
        QTest::mousePress(chart.findChild<QCustomPlot*>(), Qt::RightButton, {}, chart.placeOf(200));
        moveMouse(*chart.findChild<QCustomPlot*>(), chart.placeOf(150), Qt::RightButton);
        QVERIFY(fixture.announced.empty());
    }

    void theKeyboardMovesTheMarks() {
        Fixture fixture;
        auto& lengths = fixture.part<LengthChart>();
        QTest::keyClick(&lengths, Qt::Key_PageDown);
        QCOMPARE(fixture.announced.back().sequenceLength, std::int64_t{50});
        QTest::keyClick(&lengths, Qt::Key_Right);
        QVERIFY(fixture.announced.back().sequenceLength > 50);
        QTest::keyClick(&lengths, Qt::Key_Home);
        QCOMPARE(fixture.announced.back().sequenceLength, shortestSequence);
        QTest::keyClick(&lengths, Qt::Key_Left); // no shorter
        QCOMPARE(fixture.announced.back().sequenceLength, shortestSequence);
        auto& coverage = fixture.part<CoverageChart>();
        QTest::keyClick(&coverage, Qt::Key_End);
        QCOMPARE(fixture.announced.back().vocabularySize, std::int64_t{302});
        QVERIFY(fixture.readouts().contains("100 % of the words covered"));
        QTest::keyClick(&fixture.part<ZipfChart>(), Qt::Key_PageDown);
        QVERIFY(isNear(fixture.announced.back().vocabularySize, 150));
    }

    void controlsChangeTheChoice() {
        Fixture fixture;
        auto& frequency = fixture.named<QSpinBox>("Occurs at least");
        frequency.setValue(290); // w0 to w10 occur that often
        QCOMPARE(fixture.announced.back().minimumFrequency, std::uint64_t{290});
        QVERIFY(fixture.readouts().contains("13 vocabulary entries"));
        QTest::keyClick(&fixture.named<QComboBox>("Long documents"), Qt::Key_Down);
        QCOMPARE(fixture.announced.back().longDocuments, LongDocuments::windows);
        QTest::keyClick(&fixture.named<QComboBox>("Standardization"), Qt::Key_Down);
        QCOMPARE(fixture.announced.back().standardization, Standardization::characters);
    }

    void theVocabularyIsSearched() {
        Fixture fixture;
        auto& model = fixture.part<VocabularyModel>();
        QCOMPARE(model.rowCount(), 300);
        QCOMPARE(model.firstUnknownRow(), 48);
        QTest::keyClicks(&fixture.named<QLineEdit>("Find a word"), "W29");
        QCOMPARE(model.rowCount(), 11); // w29, w290 to w299
        QCOMPARE(model.wordAt(0), QString("w29"));
        QCOMPARE(model.index(0, VocabularyModel::idColumn).data().toString(), QString("31"));
        QCOMPARE(model.index(1, VocabularyModel::idColumn).data().toString(), QString("[UNK]"));
        QCOMPARE(model.index(0, VocabularyModel::countColumn).data().toString(), QString("271"));
        QCOMPARE(model.firstUnknownRow(), 1);
    }

    void aWordLeadsToADocument() {
        Fixture fixture;
        auto& table = fixture.part<QTableView>();
        table.setCurrentIndex(table.model()->index(250, VocabularyModel::wordColumn));
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(fixture.part<DocumentBrowser>().current(),
                 std::size_t{250}); // the first with w250
        QCOMPARE(fixture.named<QSpinBox>("Document number").value(), 251);
    }

    void documentsAreShownAsTheModelSeesThem() {
        Fixture fixture;
        fixture.named<QSpinBox>("Document number").setValue(120);
        const auto& view = fixture.part<DocumentView>();
        QCOMPARE(view.document().tokens.size(), std::size_t{120});
        QCOMPARE(view.shownText(47), QString("w47"));
        QCOMPARE(view.shownText(48), QString("[UNK]"));
        QVERIFY(!view.document().tokens[99].leftOut);
        QVERIFY(view.document().tokens[100].leftOut);
        QCOMPARE(view.text().count("[UNK]"), 52); // of 100 that the model sees
        QTest::mouseClick(&fixture.named<QCheckBox>("Original words"), Qt::LeftButton, {}, {5, 8});
        QCOMPARE(view.shownText(48), QString("w48"));
        QTest::keyClick(&fixture.part<LengthChart>(), Qt::Key_Home);
        QVERIFY(view.document().tokens[2].leftOut); // live
        QTest::mouseClick(&fixture.named<QToolButton>("Next document"), Qt::LeftButton);
        QCOMPARE(view.document().tokens.size(), std::size_t{121});
    }

    void littleHeightPutsThePartsBehindTabs() {
        Fixture fixture({1240, 180});
        QVERIFY(fixture.part<CorpusPages>().isCompact());
        QVERIFY(fixture.part<CoverageChart>().isVisible());
        QVERIFY(!fixture.part<DocumentBrowser>().isVisible());
        fixture.part<QTabBar>().setCurrentIndex(2);
        QVERIFY(!fixture.part<CoverageChart>().isVisible());
        QVERIFY(fixture.part<DocumentBrowser>().isVisible());
        fixture.panel.resize(1240, 600);
        QVERIFY(fixture.part<CoverageChart>().isVisible());
        QVERIFY(fixture.part<DocumentBrowser>().isVisible());
        QVERIFY(fixture.panel.minimumSizeHint().height() <= 150);
    }

    void readingAndProblemsAreTold() {
        Fixture fixture;
        auto& progress = fixture.part<QProgressBar>();
        QVERIFY(!progress.isVisible());
        fixture.panel.setReading("/texts/other.txt", 0.25);
        QVERIFY(progress.isVisible());
        QCOMPARE(progress.value() * 4, progress.maximum());
        QSignalSpy cancels(&fixture.panel, &CorpusPanel::cancelRequested);
        QTest::mouseClick(&fixture.named<QPushButton>("Cancel reading"), Qt::LeftButton);
        QCOMPARE(cancels.size(), 1);
        fixture.panel.clearReading();
        QVERIFY(!progress.isVisible());
        fixture.panel.setReading("/texts/other.txt", 0.5);
        fixture.panel.setProblem("other.txt: is not text");
        QVERIFY(!progress.isVisible());
        const auto labels = fixture.panel.findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
            return label->isVisible() && label->text() == "other.txt: is not text";
        }));
        QVERIFY(fixture.part<CoverageChart>().isVisible()); // the corpus before stays
    }

    void everyWayToOpenIsThere() {
        CorpusPanel panel;
        Fixture fixture;
        const std::pair<QString, void (CorpusPanel::*)()> ways[] = {
            {"A File or Archive...", &CorpusPanel::openFileRequested},
            {"A Folder...", &CorpusPanel::openFolderRequested},
            {"The Built-in Reviews", &CorpusPanel::builtinRequested},
            {"Download the IMDB Reviews...", &CorpusPanel::downloadRequested}};
        for (const auto& [text, signal] : ways) {
            QSignalSpy spy(&fixture.panel, signal);
            fixture.openAction(text).trigger();
            QCOMPARE(spy.size(), 1);
        }
        fixture.panel.setCorpus(nullptr);
        QVERIFY(!fixture.part<CoverageChart>().isVisible());
        QSignalSpy files(&fixture.panel, &CorpusPanel::openFileRequested);
        QTest::mouseClick(&fixture.named<QPushButton>("Open File..."), Qt::LeftButton);
        QCOMPARE(files.size(), 1);
    }

    void chartsHaveTables() {
        const Fixture fixture;
        const ChartTable coverage = fixture.part<CoverageChart>().chartTable();
        QCOMPARE(coverage.rows.front()[1].toLongLong(), 300); // w0
        QCOMPARE(coverage.rows.back()[1].toLongLong(), 300LL * 301 / 2);
        qlonglong documents = 0;
        for (const auto& row : fixture.part<LengthChart>().chartTable().rows)
            documents += row[2].toLongLong();
        QCOMPARE(documents, 300);
        const ChartTable zipf = fixture.part<ZipfChart>().chartTable();
        QCOMPARE(zipf.rows[9][1].toString(), QString("w9"));
        QCOMPARE(zipf.rows[9][2].toLongLong(), 291);
    }

    void oddCorpora_data() {
        QTest::addColumn<QStringList>("documents");
        QTest::newRow("no words") << QStringList{"", " "};
        QTest::newRow("one word") << QStringList{"a"};
        QTest::newRow("only [UNK]") << QStringList{"[UNK] [UNK]"};
        QTest::newRow("one long word") << QStringList{QString(5'000, u'x')};
    }
    void oddCorpora() {
        QFETCH(QStringList, documents);
        std::vector<std::string> texts;
        for (const QString& text : documents)
            texts.push_back(text.toStdString());
        Fixture fixture;
        fixture.panel.setCorpus(test::overviewOf(texts));
        fixture.panel.grab();
        for (MarkedChart* chart : fixture.panel.findChildren<MarkedChart*>())
            for (const int key : {Qt::Key_End, Qt::Key_Left, Qt::Key_PageDown, Qt::Key_Home})
                QTest::keyClick(chart, static_cast<Qt::Key>(key));
        fixture.panel.grab();
        for (const QString& line : fixture.readouts())
            QVERIFY2(!line.contains("nan") && !line.contains("inf"), qPrintable(line));
        QVERIFY(fixture.panel.choice().vocabularySize >= smallestVocabulary);
    }

    void countsAndSharesInWords() {
        QCOMPARE(shareText(0.0), QString("0 %"));
        QCOMPARE(shareText(0.0001), QString("< 0.1 %"));
        QCOMPARE(shareText(0.99999), QString("> 99.9 %"));
        QCOMPARE(shareText(1.0), QString("100 %"));
        QCOMPARE(shortCountText(9'999), QString("9,999"));
        QCOMPARE(shortCountText(12'340), QString("12.3 k"));
        QCOMPARE(shortCountText(170'400), QString("170 k"));
        QCOMPARE(shortCountText(11'398'976), QString("11.4 M"));
        QCOMPARE(roundedToThreeDigits(14'873.0), 14'900);
        QCOMPARE(roundedToThreeDigits(99.6), 100);
        QCOMPARE(roundedToThreeDigits(2.4), 2);
    }
};

QTEST_MAIN(CorpusPanelTest)
#include "corpus_panel_test.moc"
