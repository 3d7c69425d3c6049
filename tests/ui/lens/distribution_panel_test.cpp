// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/distribution_panel.h"

#include "lens_fixtures.h"
#include "support/naive_sampling.h"
#include "ui/lens/distribution_chart.h"
#include "ui/lens/distribution_legend.h"
#include "ui/lens/distribution_model.h"
#include "ui/lens/distribution_view.h"
#include "ui/lens/token_finder.h"
#include "ui/theme/theme.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::ui;

namespace {

constexpr std::size_t vocabularySize = 2'000;

/// How many pixels of the row are in the colour of bars at T.
int barLength(const QImage& image, const QRect& row, const QColor& accent) {
    int length = 0;
    for (int x = row.left(); x <= row.right(); ++x)
        length += image.pixelColor(x, row.center().y()) == accent ? 1 : 0;
    return length;
}

} // namespace

class DistributionPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void barsAreAsLongAsTheirProbability();
    void theLogarithmicScaleShowsRareTokens();
    void choosesHowManyRows();
    void findsATokenWhereverItRanks();
    void returnGoesToTheNextMatch();
    void saysWhatIsNotThere();
    void escapeLeavesTheSearch();
    void doubleClickBranches();
    void enterBranchesOnRemovedTokensToo();
    void theOthersOpen();
    void everyRowIsSaidInWords();
    void theLegendTellsTheTemperatureAndRemovals();
    void exportsTheRows();
    void aRightClickOpensTheChartsMenu();

private:
    void show(double temperature) {
        stack_ = withTemperature(stack_, temperature);
        const auto ranking =
            std::make_shared<const RankedDistribution>(position_.logits, activeChain(stack_));
        panel_->setDistribution(ranking, position_, temperature);
    }
    DistributionView& view() const { return *panel_->findChild<DistributionView*>(); }
    DistributionModel& model() const { return *panel_->findChild<DistributionModel*>(); }
    TokenFinder& finder() const { return *panel_->findChild<TokenFinder*>(); }
    QComboBox& scale() const { return *panel_->findChildren<QComboBox*>().at(0); }
    QComboBox& shown() const { return *panel_->findChildren<QComboBox*>().at(1); }
    QString message() const { return panel_->findChild<QLabel*>()->text(); }
    QString currentWord() const { return model().row(view().currentIndex().row()).label; }
    QRect rowRect(int row) const { return view().visualRect(model().index(row, 0)); }
    void find(const QString& text) {
        panel_->startSearch();
        QTest::keyClicks(&finder(), text);
    }

    std::unique_ptr<DistributionPanel> panel_;
    LensPosition position_;
    SamplerStack stack_;
};

void DistributionPanelTest::init() {
    QApplication::setPalette(lightPalette());
    position_ = test::positionOf(test::normalLogits(vocabularySize, 3.0F, 1));
    stack_ = defaultSamplerStack();
    panel_ = std::make_unique<DistributionPanel>();
    panel_->resize(800, 400);
    panel_->show();
    QVERIFY(QTest::qWaitForWindowActive(panel_.get()));
    show(1.0);
}

void DistributionPanelTest::cleanup() {
    panel_.reset();
}

void DistributionPanelTest::barsAreAsLongAsTheirProbability() {
    // p of the first token is 1 and 0.6 and 0.2 at these temperatures: the axis must not follow.
    position_ = test::positionOf({5.0F, 4.0F, 3.0F, 2.0F, 1.0F});
    const QColor accent = themeColors(panel_->palette()).accent;
    show(0.0);
    const int whole = barLength(view().viewport()->grab().toImage(), rowRect(0), accent);
    QVERIFY(whole > 300);
    for (const double temperature : {0.5, 1.0, 2.0, 20.0, test::infinity}) {
        show(temperature);
        const auto naive = test::naiveDistribution(*position_.logits, activeChain(stack_));
        const QImage image = view().viewport()->grab().toImage();
        for (int row = 0; row < 5; ++row) {
            // The outline at T = 1 covers two or three pixels of a bar.
            const double expected =
                whole * static_cast<double>(naive.probabilities[static_cast<std::size_t>(row)]);
            QVERIFY(std::abs(barLength(image, rowRect(row), accent) - expected) < 6.0);
        }
    }
}

void DistributionPanelTest::theLogarithmicScaleShowsRareTokens() {
    // 1, 0.01 and 0.0001 of the most probable one: 0, 2 and 4 of the scale's five decades away.
    const auto logit = [](double p) { return static_cast<float>(std::log(p)); };
    position_ = test::positionOf({logit(1.0), logit(1e-2), logit(1e-4), logit(1e-9)});
    const QColor accent = themeColors(panel_->palette()).accent;
    show(0.999999); // as good as 1
    scale().setCurrentText("log");
    const QImage image = view().viewport()->grab().toImage();
    const int whole = barLength(image, rowRect(0), accent);
    QVERIFY(std::abs(barLength(image, rowRect(1), accent) - whole * 0.6) < 6.0);
    QVERIFY(std::abs(barLength(image, rowRect(2), accent) - whole * 0.2) < 6.0);
    QCOMPARE(barLength(image, rowRect(3), accent), 0);
}

void DistributionPanelTest::choosesHowManyRows() {
    QCOMPARE(model().rowCount(), 11);
    QTest::keyClick(&shown(), Qt::Key_Down);
    QCOMPARE(model().rowCount(), 26);
    QTest::keyClick(&shown(), Qt::Key_Down);
    QCOMPARE(model().rowCount(), 51);
    QTest::keyClick(&shown(), Qt::Key_Down);
    QCOMPARE(model().rowCount(), static_cast<int>(vocabularySize));
    view().scrollToBottom();
    QVERIFY(view()
                .visualRect(model().index(static_cast<int>(vocabularySize) - 1, 0))
                .intersects(view().viewport()->rect()));
}

void DistributionPanelTest::findsATokenWhereverItRanks() {
    const auto ranking = test::naiveDistribution(*position_.logits, {}).ranking;
    for (const auto& [rank, place] :
         {std::pair<std::size_t, QString>{1'700, "rank 1,700"}, {30, "rank 30"}, {5, "rank 5"}}) {
        const QString word = QString("w%1").arg(ranking[rank - 1]);
        find(word);
        QCOMPARE(currentWord(), word);
        QVERIFY(rowRect(static_cast<int>(rank) - 1).intersects(view().viewport()->rect()));
        QVERIFY2(message().endsWith(place), qPrintable(message()));
    }
}

void DistributionPanelTest::returnGoesToTheNextMatch() {
    find("w77"); // w77 itself, then w770 to w779 by falling probability, then nothing else
    QCOMPARE(currentWord(), "w77");
    QVERIFY(message().startsWith("match 1 of 11"));
    QSet<QString> seen{currentWord()};
    float before = std::numeric_limits<float>::infinity();
    for (int i = 0; i < 10; ++i) {
        QTest::keyClick(&finder(), Qt::Key_Return);
        const auto id = currentWord().mid(1).toUInt();
        QVERIFY(id >= 770 && id <= 779);
        QVERIFY((*position_.logits)[id] <= before);
        before = (*position_.logits)[id];
        seen.insert(currentWord());
    }
    QCOMPARE(seen.size(), 11);
    QTest::keyClick(&finder(), Qt::Key_Return);
    QCOMPARE(currentWord(), "w77"); // round again
}

void DistributionPanelTest::saysWhatIsNotThere() {
    find("zebra");
    QCOMPARE(message(), "No word of the vocabulary (2,000) contains “zebra”.");
    finder().clear();
    find("w199"); // a word
    QVERIFY(!message().contains("not in the vocabulary"));
    finder().clear();
    find("1999"); // a part of one
    QVERIFY(message().startsWith("“1999” is not in the vocabulary; match 1 of 1"));
    QCOMPARE(currentWord(), "w1999");
}

void DistributionPanelTest::escapeLeavesTheSearch() {
    find("zebra");
    QTest::keyClick(&finder(), Qt::Key_Escape);
    QCOMPARE(finder().text(), QString());
    QCOMPARE(message(), QString());
    QCOMPARE(QApplication::focusWidget(), &view());
}

void DistributionPanelTest::doubleClickBranches() {
    QSignalSpy branches(panel_.get(), &DistributionPanel::branchRequested);
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, rowRect(3).center());
    QCOMPARE(branches.size(), 0);
    QTest::mouseDClick(view().viewport(), Qt::LeftButton, {}, rowRect(3).center());
    QCOMPARE(branches.size(), 1);
    const auto ranking = test::naiveDistribution(*position_.logits, {}).ranking;
    QCOMPARE(branches.first().first().value<TokenId>(), ranking[3]);
}

void DistributionPanelTest::enterBranchesOnRemovedTokensToo() {
    stack_ = {{{SamplerKind::temperature, 1.0}, true}, {{SamplerKind::topK, 2.0}, true}};
    show(1.0);
    QSignalSpy branches(panel_.get(), &DistributionPanel::branchRequested);
    view().setFocus();
    view().setCurrentIndex(model().index(0, 0));
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(&view(), Qt::Key_Down);
    QVERIFY(model().row(4).removedBy.has_value());
    QTest::keyClick(&view(), Qt::Key_Return);
    QCOMPARE(branches.size(), 1);
    const auto ranking = test::naiveDistribution(*position_.logits, {}).ranking;
    QCOMPARE(branches.first().first().value<TokenId>(), ranking[4]);
}

void DistributionPanelTest::theOthersOpen() {
    QSignalSpy branches(panel_.get(), &DistributionPanel::branchRequested);
    view().setFocus();
    view().setCurrentIndex(model().index(10, 0));
    QTest::keyClick(&view(), Qt::Key_Enter);
    QCOMPARE(branches.size(), 0);
    QCOMPARE(model().rowCount(), 26);
    QCOMPARE(view().currentIndex().row(), 10); // now the eleventh token
}

void DistributionPanelTest::everyRowIsSaidInWords() {
    position_ = test::positionOf({std::log(2.0F), std::log(1.0F), std::log(1.0F)});
    position_.chosen = 0;
    stack_ = {{{SamplerKind::temperature, 1.0}, true}, {{SamplerKind::topK, 2.0}, true}};
    show(1.0);
    const auto words = [this](int row) {
        return model().data(model().index(row, 0), Qt::AccessibleTextRole).toString();
    };
    QCOMPARE(words(0), "[PAD]: rank 1, 66.667 %, at T = 1 50.000 %, chosen");
    QCOMPARE(words(2), "w2: rank 3, removed by top-k, at T = 1 25.000 %");
    for (const QWidget* widget : {static_cast<QWidget*>(&view()), static_cast<QWidget*>(&finder()),
                                  static_cast<QWidget*>(&scale()), static_cast<QWidget*>(&shown())})
        QVERIFY(!widget->accessibleName().isEmpty());
}

void DistributionPanelTest::theLegendTellsTheTemperatureAndRemovals() {
    const auto& legend = *panel_->findChild<DistributionLegend*>();
    show(0.7);
    QCOMPARE(legend.entries().temperature, "T = 0.70");
    QVERIFY(!legend.entries().removed);
    stack_ = {{{SamplerKind::temperature, 0.7}, true}, {{SamplerKind::topK, 2.0}, true}};
    show(0.0);
    QCOMPARE(legend.entries().temperature, "greedy");
    QVERIFY(legend.entries().removed);
}

void DistributionPanelTest::exportsTheRows() {
    show(0.0); // the first bar fills the axis
    const auto& chart = *panel_->findChild<DistributionChart*>();
    const ChartTable table = chart.chartTable();
    QCOMPARE(table.rows.size(), std::size_t{11});
    double sum = 0.0;
    for (const auto& row : table.rows) {
        QCOMPARE(row.size(), static_cast<std::size_t>(table.columns.size()));
        sum += row[2].toDouble();
    }
    QVERIFY(std::abs(sum - 1.0) < 1e-12);
    const QSize size = chart.chartSize() * 2;
    QImage image(size, QImage::Format_ARGB32);
    chart.paintChart(image, size, darkPalette());
    int accent = 0;
    for (int y = 0; y < size.height(); ++y)
        accent = std::max(accent, barLength(image, QRect(0, y, size.width(), 1),
                                            themeColors(darkPalette()).accent));
    QVERIFY(accent > size.width() / 3);
    QCOMPARE(image.pixelColor(0, 0), themeColors(darkPalette()).cardBackground);
}

void DistributionPanelTest::aRightClickOpensTheChartsMenu() {
    bool opened = false;
    QTimer::singleShot(0, panel_.get(), [&opened] {
        if (QWidget* menu = QApplication::activePopupWidget()) {
            opened = menu->actions().size() >= 4; // table, image, numbers, export
            menu->close();
        }
    });
    const QPoint place = rowRect(2).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, place, view().viewport()->mapToGlobal(place));
    QApplication::sendEvent(view().viewport(), &event);
    QVERIFY(opened);
}

QTEST_MAIN(DistributionPanelTest)
#include "distribution_panel_test.moc"
