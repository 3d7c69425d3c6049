// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/temperature_ladder.h"

#include "ui/compare/ladder_chart.h"

#include <QtTest>
#include <QtWidgets>
#include <rapidcheck.h>

using namespace tempera;
using namespace tempera::ui;

namespace {

std::vector<LadderCell> rowOf(const QString& words) {
    std::vector<LadderCell> cells;
    for (const QString& word : words.split(u' '))
        cells.push_back({word, static_cast<TokenId>(qHash(word) % 1000), 1.5, 2.25});
    return cells;
}

/// A ladder of three rows in a window.
struct Fixture {
    TemperatureLadder ladder;
    std::vector<double> chosen;

    Fixture() {
        ladder.setTemperatures({0.2, 0.7, 1.5});
        ladder.setRow(0, rowOf("a good film"));
        ladder.setRow(1, rowOf("a good cat"));
        ladder.setRow(2, rowOf("the bad cat"));
        ladder.resize(800, 300);
        ladder.show();
        chart().grab(); // lays the plot out
        QObject::connect(&ladder, &TemperatureLadder::temperatureChosen,
                         [this](double temperature) { chosen.push_back(temperature); });
    }

    LadderChart& chart() const { return *ladder.findChild<LadderChart*>(); }
    QWidget* plot() const {
        return chart().findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
    }
    QPoint placeOf(std::size_t row, std::size_t position) const {
        return chart().cellRect({row, position}).center().toPoint() - plot()->pos();
    }
    QString reading() const {
        for (const QLabel* label : ladder.findChildren<QLabel*>())
            if (label->accessibleName().startsWith("The cell"))
                return label->text();
        return {};
    }
};

} // namespace

class TemperatureLadderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pointingShowsTheWord() {
        Fixture fixture;
        QTest::mouseMove(fixture.plot(), fixture.placeOf(1, 2));
        const QPoint place = fixture.placeOf(1, 2);
        QMouseEvent move(QEvent::MouseMove, place, fixture.plot()->mapToGlobal(place), Qt::NoButton,
                         Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(fixture.plot(), &move);
        QCOMPARE(fixture.reading(), u"T = 0.70 \u00b7 token 3 \u201ccat\u201d \u00b7 entropy 1.50 "
                                    "bits \u00b7 surprise 2.25 bits"_qs);
        QVERIFY(fixture.chart().accessibleDescription().endsWith("a good cat"));
    }

    void clickingChoosesTheTemperature() {
        Fixture fixture;
        QTest::mouseClick(fixture.plot(), Qt::LeftButton, {}, fixture.placeOf(2, 0));
        QTest::mouseClick(fixture.plot(), Qt::LeftButton, {}, fixture.placeOf(0, 2));
        QCOMPARE(fixture.chosen, (std::vector<double>{1.5, 0.2}));
    }

    void theKeyboardReadsAndChooses() {
        Fixture fixture;
        QTest::keyClick(&fixture.chart(), Qt::Key_Return);
        QVERIFY(fixture.chosen.empty());
        QTest::keyClick(&fixture.chart(), Qt::Key_Right); // the first cell
        QVERIFY(fixture.reading().contains(u"token 1 \u201ca\u201d"_qs));
        QTest::keyClick(&fixture.chart(), Qt::Key_Up);
        QTest::keyClick(&fixture.chart(), Qt::Key_Right);
        QVERIFY(fixture.reading().contains(u"T = 0.70 \u00b7 token 2 \u201cgood\u201d"_qs));
        QTest::keyClick(&fixture.chart(), Qt::Key_Return);
        QCOMPARE(fixture.chosen, (std::vector<double>{0.7}));
        for (int times = 0; times < 9; ++times)
            QTest::keyClick(&fixture.chart(), Qt::Key_Up);
        QVERIFY(fixture.reading().contains(u"T = 1.50"_qs));
    }

    void theCursorFallsWithItsRow() {
        Fixture fixture;
        QTest::keyClick(&fixture.chart(), Qt::Key_Right);
        fixture.ladder.setTemperatures({0.5, 1.0});
        QVERIFY(!fixture.chart().cursor());
        QVERIFY(!fixture.chart().isVisible());
        fixture.ladder.setRow(5, rowOf("no such row"));
        fixture.ladder.setRow(-1, rowOf("no such row"));
        QCOMPARE(fixture.ladder.grid().positionCount(), std::size_t(0));
    }

    void progressGoesWhenAllIsDone() {
        Fixture fixture;
        auto* progress = fixture.ladder.findChild<QProgressBar*>();
        fixture.ladder.setProgress(1, 3);
        QVERIFY(progress->isVisible());
        QCOMPARE(progress->text(), "1 of 3 rows");
        fixture.ladder.setProgress(3, 3);
        QVERIFY(!progress->isVisible());
    }

    void theTableHoldsEveryCell() {
        Fixture fixture;
        const ChartTable table = fixture.chart().chartTable();
        QCOMPARE(table.rows.size(), std::size_t(9));
        QCOMPARE(table.rows[5][0].toDouble(), 0.7);
        QCOMPARE(table.rows[5][1].toInt(), 3);
        QCOMPARE(table.rows[5][2].toString(), "cat");
    }

    void differencesEqualANaiveComparison() {
        const bool held = rc::check([] {
            const auto rows = *rc::gen::container<std::vector<std::vector<int>>>(
                rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 3)));
            LadderGrid grid;
            std::vector<double> temperatures;
            for (std::size_t row = 0; row < rows.size(); ++row)
                temperatures.push_back(0.1 * static_cast<double>(row + 1));
            grid.setTemperatures(temperatures);
            for (std::size_t row = 0; row < rows.size(); ++row) {
                std::vector<LadderCell> cells;
                for (const int id : rows[row])
                    cells.push_back({QString::number(id), id, 0.0, 0.0});
                grid.setRow(row, cells);
            }
            std::set<std::pair<std::size_t, std::size_t>> found;
            for (const LadderDifference& difference : grid.differences())
                RC_ASSERT(found.insert({difference.lowerRow, difference.position}).second);
            for (std::size_t row = 0; row < rows.size(); ++row)
                for (std::size_t position = 0; position < 200; ++position) {
                    const bool both = row + 1 < rows.size() && position < rows[row].size() &&
                                      position < rows[row + 1].size();
                    const bool differ = both && rows[row][position] != rows[row + 1][position];
                    RC_ASSERT(found.contains({row, position}) == differ);
                }
        });
        QVERIFY(held);
    }

    void placesAreLogarithmic() {
        LadderGrid grid;
        grid.setTemperatures({0.1, 1.0, 10.0});
        QCOMPARE(grid.placeOf(1.0), std::optional(1.0));
        QVERIFY(std::abs(grid.placeOf(std::sqrt(10.0)).value() - 1.5) < 1e-12);
        QCOMPARE(grid.placeOf(0.05), std::nullopt);
        QCOMPARE(grid.placeOf(11.0), std::nullopt);
        QCOMPARE(grid.placeOf(std::numeric_limits<double>::infinity()), std::nullopt);
        QCOMPARE(grid.placeOf(0.0), std::nullopt);
    }
};

QTEST_MAIN(TemperatureLadderTest)
#include "temperature_ladder_test.moc"
