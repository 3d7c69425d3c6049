// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/results_panel.h"

#include "ui/results/results_model.h"

#include <QtTest>
#include <QtWidgets>
#include <limits>
#include <rapidcheck.h>

using namespace tempera::ui;

namespace {

ResultRow rowOf(quint64 seed, const QString& text, double entropy, double distinct) {
    return {.seed = seed,
            .text = text,
            .statistics = {.meanEntropyBits = entropy,
                           .meanLogProbability = -entropy,
                           .distinct2 = distinct},
            .finished = true};
}

struct Results {
    ResultsPanel panel;
    QTableView& table = *panel.findChild<QTableView*>();

    Results() {
        panel.resize(800, 300);
        panel.show();
        panel.activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(&panel));
        table.setFocus();
    }
    void fill() {
        panel.setRow(0, rowOf(42, QStringLiteral("middle one"), 2.0, 0.5));
        panel.setRow(1, rowOf(43, QStringLiteral("zebra"), 1.0, 0.9));
        panel.setRow(2, rowOf(44, QStringLiteral("apple"), 3.0, 0.7));
    }
    QStringList column(int column) const {
        QStringList cells;
        for (int row = 0; row < table.model()->rowCount(); ++row)
            cells.append(table.model()->index(row, column).data().toString());
        return cells;
    }
    QPoint cell(int row, int column) const {
        return table.visualRect(table.model()->index(row, column)).center();
    }
    void clickHeader(int column) {
        QHeaderView& header = *table.horizontalHeader();
        QTest::mouseClick(header.viewport(), Qt::LeftButton, {},
                          {header.sectionViewportPosition(column) + 8, header.height() / 2});
    }
    QPushButton& button(const QString& text) const {
        for (QPushButton* each : panel.findChildren<QPushButton*>())
            if (each->text() == text)
                return *each;
        qFatal("no such button");
    }
};

} // namespace

class ResultsPanelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatToDoWhenEmpty();
    void showsTheTextsAndTheirFigures();
    void sortsByEachColumn();
    void sortsAnyNumbers();
    void keepsUnfinishedTextsLast();
    void showsNoRawInfinity();
    void makesATextCurrent();
    void exportsAndCopiesTheSelection();
    void tellsTheProgressAndCancels();
    void sortsSeedsAsNumbers();
};

void ResultsPanelTest::saysWhatToDoWhenEmpty() {
    Results results;
    QVERIFY(!results.table.isVisible());
    results.fill();
    QVERIFY(results.table.isVisible());
    results.panel.clear();
    QVERIFY(!results.table.isVisible());
    QVERIFY(results.panel.selectedRows().empty());
}

void ResultsPanelTest::showsTheTextsAndTheirFigures() {
    Results results;
    results.fill();
    QCOMPARE(results.column(ResultsModel::seedColumn), (QStringList{"42", "43", "44"}));
    QCOMPARE(results.column(ResultsModel::entropyColumn), (QStringList{"2.00", "1.00", "3.00"}));
    QCOMPARE(results.column(ResultsModel::distinctColumn), (QStringList{"0.50", "0.90", "0.70"}));
    QCOMPARE(results.column(ResultsModel::logProbabilityColumn),
             (QStringList{"-2.00", "-1.00", "-3.00"}));
}

void ResultsPanelTest::sortsByEachColumn() {
    Results results;
    results.fill();
    results.clickHeader(ResultsModel::entropyColumn);
    QCOMPARE(results.column(ResultsModel::seedColumn), (QStringList{"43", "42", "44"}));
    results.clickHeader(ResultsModel::entropyColumn);
    QCOMPARE(results.column(ResultsModel::seedColumn), (QStringList{"44", "42", "43"}));
    results.clickHeader(ResultsModel::textColumn);
    QCOMPARE(results.column(ResultsModel::textColumn),
             (QStringList{"apple", "middle one", "zebra"}));
    // A row that is set keeps its index whatever the order.
    results.panel.setRow(1, rowOf(43, QStringLiteral("aardvark"), 1.0, 0.9));
    QCOMPARE(results.column(ResultsModel::textColumn),
             (QStringList{"aardvark", "apple", "middle one"}));
}

void ResultsPanelTest::sortsAnyNumbers() {
    rc::check("the column is in order and no row is lost", [] {
        Results results;
        const auto values =
            *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000)).as("values");
        for (std::size_t i = 0; i < values.size(); ++i)
            results.panel.setRow(static_cast<int>(i), rowOf(i, {}, values[i], 0.5));
        results.table.sortByColumn(ResultsModel::entropyColumn, Qt::AscendingOrder);
        std::vector<int> sorted = values;
        std::sort(sorted.begin(), sorted.end());
        const QStringList shown = results.column(ResultsModel::entropyColumn);
        RC_ASSERT(static_cast<std::size_t>(shown.size()) == sorted.size());
        for (std::size_t i = 0; i < sorted.size(); ++i)
            RC_ASSERT(shown[static_cast<qsizetype>(i)].toDouble() == sorted[i]);
    });
}

void ResultsPanelTest::keepsUnfinishedTextsLast() {
    Results results;
    results.fill();
    ResultRow unfinished = rowOf(45, QStringLiteral("half"), 0.0, 0.1);
    unfinished.finished = false;
    results.panel.setRow(3, unfinished);
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        results.table.sortByColumn(ResultsModel::entropyColumn, order);
        QCOMPARE(results.column(ResultsModel::seedColumn).last(), QStringLiteral("45"));
        QCOMPARE(results.column(ResultsModel::entropyColumn).last(), QStringLiteral("–"));
    }
}

void ResultsPanelTest::showsNoRawInfinity() {
    Results results;
    ResultRow row = rowOf(1, QStringLiteral("x"), 1.0, 0.5);
    row.statistics.meanLogProbability = -std::numeric_limits<double>::infinity();
    row.statistics.distinct2.reset();
    results.panel.setRow(0, row);
    const QModelIndex cell = results.table.model()->index(0, ResultsModel::logProbabilityColumn);
    QCOMPARE(cell.data().toString(), QStringLiteral("–"));
    QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(QLatin1String("removed")));
    QCOMPARE(results.column(ResultsModel::distinctColumn), QStringList{"–"});
}

void ResultsPanelTest::makesATextCurrent() {
    Results results;
    results.fill();
    results.clickHeader(ResultsModel::entropyColumn); // 43, 42, 44
    QSignalSpy spy(&results.panel, &ResultsPanel::rowActivated);
    const QPoint place = results.cell(0, ResultsModel::textColumn);
    QTest::mouseClick(results.table.viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(results.table.viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(spy.takeFirst()[0].toInt(), 1);
    QTest::keyClick(&results.table, Qt::Key_Down);
    QTest::keyClick(&results.table, Qt::Key_Return);
    QCOMPARE(spy.takeFirst()[0].toInt(), 0);
    QCOMPARE(spy.count(), 0);
}

void ResultsPanelTest::exportsAndCopiesTheSelection() {
    Results results;
    results.fill();
    QSignalSpy spy(&results.panel, &ResultsPanel::exportRequested);
    QVERIFY(!results.button(QStringLiteral("Export Selected...")).isEnabled());
    QTest::mouseClick(results.table.viewport(), Qt::LeftButton, {}, results.cell(2, 1));
    QTest::mouseClick(results.table.viewport(), Qt::LeftButton, Qt::ControlModifier,
                      results.cell(0, 1));
    QCOMPARE(results.panel.selectedRows(), (std::vector<int>{0, 2}));
    QTest::mouseClick(&results.button(QStringLiteral("Export Selected...")), Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy[0][0].value<std::vector<int>>(), (std::vector<int>{0, 2}));
    QTest::keySequence(&results.table, QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("middle one\napple"));
}

void ResultsPanelTest::tellsTheProgressAndCancels() {
    Results results;
    QSignalSpy spy(&results.panel, &ResultsPanel::cancelRequested);
    QPushButton& cancel = results.button(QStringLiteral("Cancel"));
    QVERIFY(!cancel.isVisible());
    results.panel.setProgress(7, 20);
    QVERIFY(cancel.isVisible());
    bool told = false;
    for (const QLabel* label : results.panel.findChildren<QLabel*>())
        told = told || (label->isVisible() && label->text() == QLatin1String("7 of 20"));
    QVERIFY(told);
    QTest::mouseClick(&cancel, Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
    results.panel.setProgress(20, 20);
    QVERIFY(!cancel.isVisible());
}

void ResultsPanelTest::sortsSeedsAsNumbers() {
    Results results;
    results.panel.setRow(0, rowOf(18446744073709551615ULL, {}, 1.0, 0.5));
    results.panel.setRow(1, rowOf(9, {}, 1.0, 0.5));
    results.panel.setRow(2, rowOf(10, {}, 1.0, 0.5));
    results.table.sortByColumn(ResultsModel::seedColumn, Qt::AscendingOrder);
    QCOMPARE(results.column(ResultsModel::seedColumn),
             (QStringList{"9", "10", "18446744073709551615"}));
}

QTEST_MAIN(ResultsPanelTest)
#include "results_panel_test.moc"
