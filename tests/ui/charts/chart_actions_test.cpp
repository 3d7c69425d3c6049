// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_actions.h"

#include "support/csv_reader.h"
#include "support/temporary_folder.h"
#include "ui/charts/chart_table_dialog.h"
#include "ui/charts/fake_charts.h"

#include <QtTest>
#include <fstream>

using namespace tempera::ui;
using namespace tempera::ui::test;
using tempera::test::CsvReader;
using tempera::test::TemporaryFolder;

namespace {

void trigger(const QWidget& widget, const QString& text) {
    for (QAction* action : widget.actions())
        if (action->text().remove('&') == text)
            action->trigger();
}

QTableView& tableOf(QWidget& widget) {
    return *widget.window()->findChild<ChartTableDialog*>()->findChild<QTableView*>();
}

QStringList shownColumn(const QTableView& table, int column) {
    QStringList cells;
    for (int row = 0; row < table.model()->rowCount(); ++row)
        cells += table.model()->index(row, column).data().toString();
    return cells;
}

QString clipboard() {
    return QGuiApplication::clipboard()->text();
}

} // namespace

class ChartActionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QApplication::setPalette(lightPalette());
        QGuiApplication::clipboard()->clear();
    }
    void copiesNumbersExactly();
    void copiesAPictureInLightColours();
    void asksToExportItself();
    void showsATableThatSortsNumbersAsNumbers();
    void copiesWhatIsSelectedInTheOrderShown();
    void savesTheTableWithItsProvenance();
    void tellsWhyATableCannotBeSaved();
};

void ChartActionsTest::copiesNumbersExactly() {
    FakeChart chart;
    trigger(chart, "Copy Numbers");
    QCOMPARE(clipboard(), QString("word\tprobability\trank\nfilm\t0.5\t2\n=sum\t0.1\t10\n"
                                  "\"a\tb\"\t0.3333333333333333\t1\n"));
}

void ChartActionsTest::copiesAPictureInLightColours() {
    QApplication::setPalette(darkPalette());
    FakeChart chart;
    trigger(chart, "Copy Image");
    const QImage image = QGuiApplication::clipboard()->image();
    QCOMPARE(image.size(), QSize(400, 200)); // twice as sharp as a plain screen
    QCOMPARE(image.pixelColor(0, 0), lightPalette().color(QPalette::Base));
    QCOMPARE(image.pixelColor(20, 40), lightPalette().color(QPalette::Text));
}

void ChartActionsTest::asksToExportItself() {
    FakeChart chart;
    const Chart* asked = nullptr;
    connect(chart.actions, &ChartActions::exportRequested, this,
            [&asked](const Chart& which) { asked = &which; });
    trigger(chart, "Export Chart...");
    QCOMPARE(asked, static_cast<const Chart*>(&chart));
    QMenu menu;
    chart.actions->addTo(menu);
    QCOMPARE(menu.actions().size(), 4);
}

void ChartActionsTest::showsATableThatSortsNumbersAsNumbers() {
    FakeChart chart;
    trigger(chart, "Show as Table");
    QTableView& table = tableOf(chart);
    QVERIFY(!table.window()->isModal());
    QCOMPARE(shownColumn(table, 0), (QStringList{"film", "=sum", "a\tb"}));
    QCOMPARE(shownColumn(table, 1), (QStringList{"0.5", "0.1", "0.333333"}));
    QCOMPARE(table.model()->index(2, 1).data(Qt::ToolTipRole).toString(),
             QString("0.3333333333333333"));
    const QHeaderView& header = *table.horizontalHeader();
    const QPoint heading(header.sectionViewportPosition(2) + 5, header.height() / 2);
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, heading);
    QStringList ranks = shownColumn(table, 2);
    if (ranks.front() != "1") // the first click may sort downwards
        std::ranges::reverse(ranks);
    QCOMPARE(ranks, (QStringList{"1", "2", "10"}));
}

void ChartActionsTest::copiesWhatIsSelectedInTheOrderShown() {
    FakeChart chart;
    trigger(chart, "Show as Table");
    QTableView& table = tableOf(chart);
    table.sortByColumn(2, Qt::DescendingOrder);
    table.window()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(table.window()));
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier); // nothing selected: all
    QVERIFY(clipboard().startsWith("word\tprobability\trank\n=sum\t0.1\t10\nfilm\t0.5\t2\n"));
    table.selectionModel()->select(
        QItemSelection(table.model()->index(0, 0), table.model()->index(1, 1)),
        QItemSelectionModel::Select);
    QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(clipboard(), QString("word\tprobability\n=sum\t0.1\nfilm\t0.5\n"));
}

namespace {

/// Presses "Save as CSV..." and answers the file dialog.
void saveTable(QWidget& chart, const std::filesystem::path& path) {
    auto* dialog = chart.window()->findChild<ChartTableDialog*>();
    for (auto* button : dialog->findChildren<QPushButton*>())
        if (button->text().contains("CSV"))
            QTest::mouseClick(button, Qt::LeftButton);
    auto* files = dialog->findChild<QFileDialog*>();
    QVERIFY(files != nullptr);
    Q_EMIT files->fileSelected(QString::fromStdString(path.string()));
    files->close();
}

} // namespace

void ChartActionsTest::savesTheTableWithItsProvenance() {
    const TemporaryFolder folder;
    FakeChart chart;
    chart.actions->setProvenance([] { return QString("{\"seed\":7}"); });
    trigger(chart, "Show as Table");
    const auto path = folder / "table.csv";
    saveTable(chart, path);
    std::ifstream file(path, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    const auto rows = CsvReader::read(bytes);
    QCOMPARE(rows.size(), std::size_t{4});
    QCOMPARE(rows[1], (CsvReader::Row{"film", "0.5", "2", "Words & <numbers>", "{\"seed\":7}"}));
    QCOMPARE(rows[2], (CsvReader::Row{"'=sum", "0.1", "10", "", ""}));
}

void ChartActionsTest::tellsWhyATableCannotBeSaved() {
    const TemporaryFolder folder;
    FakeChart chart;
    trigger(chart, "Show as Table");
    saveTable(chart, folder / "no such folder" / "table.csv");
    auto* dialog = chart.window()->findChild<ChartTableDialog*>();
    QVERIFY(dialog->isVisible());
    bool told = false;
    for (const auto* label : dialog->findChildren<QLabel*>())
        told = told || label->text().contains("no such folder");
    QVERIFY(told);
}

QTEST_MAIN(ChartActionsTest)
#include "chart_actions_test.moc"
