// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_panel.h"

#include "ui/compare/compare_card.h"
#include "ui/compare/compare_text.h"
#include "ui/compare/compared_temperatures.h"
#include "ui/lens/temperature_spin_box.h"
#include "ui/theme/theme.h"

#include <QtTest>
#include <QtWidgets>
#include <rapidcheck.h>

using namespace tempera;
using namespace tempera::ui;

namespace {

TextToken tokenOf(const QString& word, bool fromPrompt = false) {
    TextToken token;
    token.word = word;
    token.fromPrompt = fromPrompt;
    return token;
}

CompareColumn columnOf(double temperature, const QString& words = "this movie is good") {
    CompareColumn column;
    column.temperature = temperature;
    for (const QString& word : words.split(u' ', Qt::SkipEmptyParts))
        column.tokens.push_back(tokenOf(word, column.tokens.size() < 2));
    column.statistics = {.meanEntropyBits = 2.14, .meanLogProbability = -1.834, .distinct2 = 0.412};
    return column;
}

std::vector<CompareColumn> columnsAt(const std::vector<double>& temperatures) {
    std::vector<CompareColumn> columns;
    for (const double temperature : temperatures)
        columns.push_back(columnOf(temperature));
    return columns;
}

QPushButton* button(const QWidget& panel, const QString& name) {
    for (QPushButton* found : panel.findChildren<QPushButton*>())
        if (found->accessibleName() == name)
            return found;
    return nullptr;
}

/// The panel in a window, and what it announced.
struct Fixture {
    ComparePanel panel;
    std::vector<std::vector<double>> temperatures;
    std::vector<int> activated;

    explicit Fixture(const std::vector<double>& columns = {0.2, 0.7, 1.5}) {
        panel.setColumns(columnsAt(columns));
        panel.resize(1240, 190);
        panel.show();
        QObject::connect(
            &panel, &ComparePanel::temperaturesChanged,
            [this](const std::vector<double>& changed) { temperatures.push_back(changed); });
        QObject::connect(&panel, &ComparePanel::columnActivated,
                         [this](int index) { activated.push_back(index); });
    }

    /// From left to right, those that can be seen.
    std::vector<CompareCard*> cards() const {
        std::vector<CompareCard*> seen;
        for (CompareCard* card : panel.findChildren<CompareCard*>())
            if (card->isVisible())
                seen.push_back(card);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        std::ranges::sort(seen, {}, [](const CompareCard* card) { return card->x(); });
        return seen;
    }
};

} // namespace

class ComparePanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTextAndFigures() {
        Fixture fixture;
        const auto cards = fixture.cards();
        QCOMPARE(cards.size(), std::size_t(3));
        QCOMPARE(cards[1]->findChild<CompareText*>()->toPlainText(), "this movie is good");
        QCOMPARE(cards[1]->accessibleName(), "T = 0.70");
        QCOMPARE(
            cards[1]->accessibleDescription(),
            u"this movie is good\nH\u0304 2.1 bits \u00b7 distinct-2 0.41 \u00b7 log p \u22121.83"_qs);
    }

    void figuresEqualStatisticsOfTheTokens() {
        const bool held = rc::check([] {
            std::vector<GeneratedToken> written;
            const int count = *rc::gen::inRange(2, 30);
            for (int index = 0; index < count; ++index) {
                GeneratedToken token;
                token.id = *rc::gen::inRange(0, 5);
                token.entropyBits = *rc::gen::inRange(0, 1000) / 100.0;
                token.logProbability = -*rc::gen::inRange(0, 900) / 100.0;
                written.push_back(token);
            }
            CompareColumn column = columnOf(1.0);
            column.statistics = statisticsOf(written);
            double entropy = 0.0;
            std::set<std::pair<TokenId, TokenId>> pairs;
            for (std::size_t index = 0; index < written.size(); ++index) {
                entropy += written[index].entropyBits;
                if (index > 0)
                    pairs.insert({written[index - 1].id, written[index].id});
            }
            const QRegularExpression pattern("H\u0304 ([0-9.]+) bits \u00b7 distinct-2 ([0-9.]+)");
            const auto shown = pattern.match(figuresText(column));
            RC_ASSERT(shown.hasMatch());
            RC_ASSERT(std::abs(shown.captured(1).toDouble() - entropy / count) < 0.05 + 1e-9);
            RC_ASSERT(std::abs(shown.captured(2).toDouble() -
                               static_cast<double>(pairs.size()) / (count - 1)) < 0.005 + 1e-9);
        });
        QVERIFY(held);
    }

    void noFiguresBeforeATokenIsWritten() {
        QCOMPARE(figuresText(columnOf(1.0, "this movie")), QString());
        CompareColumn column = columnOf(1.0);
        column.statistics.distinct2.reset();
        column.statistics.meanLogProbability = -std::numeric_limits<double>::infinity();
        QCOMPARE(figuresText(column), u"H\u0304 2.1 bits \u00b7 log p \u2212\u221e"_qs);
    }

    void marksTheFirstDifference() {
        Fixture fixture;
        CompareColumn column = columnOf(0.2, "this movie was bad");
        column.firstDifference = 2;
        fixture.panel.setColumn(0, column);
        const auto* text = fixture.cards()[0]->findChild<CompareText*>();
        QTextCursor cursor = text->document()->find("was");
        QCOMPARE(cursor.charFormat().background().color(), themeColors(text->palette()).changed);
        cursor = text->document()->find("bad");
        QVERIFY(cursor.charFormat().background().style() == Qt::NoBrush);
    }

    void streamsByAppending() {
        Fixture fixture;
        CompareColumn column = columnOf(0.2, "this movie is good and so is the cat");
        const TextTokens all = column.tokens;
        auto* text = fixture.cards()[0]->findChild<CompareText*>();
        int removed = 0;
        connect(text->document(), &QTextDocument::contentsChange, text,
                [&removed](int, int charsRemoved, int) { removed += charsRemoved; });
        for (std::size_t length = 4; length <= all.size(); ++length) {
            column.tokens.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(length));
            column.finished = length == all.size();
            fixture.panel.setColumn(0, column);
        }
        QCOMPARE(text->toPlainText(), "this movie is good and so is the cat");
        QCOMPARE(removed, 0);
        fixture.panel.setColumn(0, columnOf(0.2, "this film"));
        QCOMPARE(text->toPlainText(), "this film");
    }

    void charactersNeedNoSeparator() {
        Fixture fixture;
        fixture.panel.setTokenSeparator({});
        QCOMPARE(fixture.cards()[0]->findChild<CompareText*>()->toPlainText(), "thismovieisgood");
    }

    void aTemperatureIsEdited() {
        Fixture fixture;
        auto* box = fixture.cards()[1]->findChild<TemperatureSpinBox*>();
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, "0.85");
        QVERIFY(fixture.temperatures.empty());
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(fixture.temperatures, (std::vector<std::vector<double>>{{0.2, 0.85, 1.5}}));
        QVERIFY(fixture.activated.empty());
    }

    void clickAndEnterActivate() {
        Fixture fixture;
        QTest::mouseClick(fixture.cards()[2]->findChild<CompareText*>()->viewport(),
                          Qt::LeftButton);
        QTest::keyClick(fixture.cards()[0], Qt::Key_Return);
        CompareCard* card = fixture.cards()[1];
        QTest::mouseClick(card, Qt::LeftButton, {}, {card->width() / 2, card->height() - 2});
        QCOMPARE(fixture.activated, (std::vector<int>{2, 0, 1}));
        QVERIFY(fixture.temperatures.empty());
    }

    void columnsAreAddedUpToSixAndRemovedDownToTwo() {
        Fixture fixture({0.2, 1.5});
        QPushButton* add = button(fixture.panel, "Add column");
        for (int count = 3; count <= 6; ++count) {
            QVERIFY(add->isEnabled());
            QTest::mouseClick(add, Qt::LeftButton);
            QCOMPARE(fixture.cards().size(), static_cast<std::size_t>(count));
        }
        QVERIFY(!add->isEnabled());
        QVERIFY(std::ranges::is_sorted(fixture.panel.temperatures()));
        for (int count = 5; count >= 2; --count) {
            QTest::mouseClick(fixture.cards()[0]->findChild<QToolButton*>(), Qt::LeftButton);
            QCOMPARE(fixture.cards().size(), static_cast<std::size_t>(count));
        }
        QTest::keyClick(fixture.cards()[0], Qt::Key_Delete);
        QCOMPARE(fixture.cards().size(), std::size_t(2));
        QCOMPARE(fixture.temperatures.size(), std::size_t(8));
        QCOMPARE(fixture.temperatures.back(), fixture.panel.temperatures());
    }

    void bookGivesTheFive() {
        Fixture fixture({0.3, 4.0});
        QTest::mouseClick(button(fixture.panel, "Book's five"), Qt::LeftButton);
        QCOMPARE(fixture.temperatures.back(), (std::vector<double>{0.2, 0.5, 0.7, 1.0, 1.5}));
        QVERIFY(!button(fixture.panel, "Book's five")->isEnabled());
    }

    void branchesHaveNamesAndNoTemperatureToEdit() {
        Fixture fixture;
        std::vector<CompareColumn> columns = columnsAt({0.7, 0.7});
        columns[0].title = "Trunk";
        columns[1].title = "plot";
        fixture.panel.setColumns(columns);
        QCOMPARE(fixture.cards()[1]->accessibleName(), "plot");
        QVERIFY(!fixture.cards()[1]->findChild<TemperatureSpinBox*>()->isVisible());
        QVERIFY(!button(fixture.panel, "Add column")->isEnabled());
    }

    void everyCardIsReachedByTab() {
        Fixture fixture;
        std::set<QWidget*> reached;
        QWidget* widget = fixture.panel.nextInFocusChain();
        for (; widget != &fixture.panel; widget = widget->nextInFocusChain())
            if (widget->focusPolicy() & Qt::TabFocus)
                reached.insert(widget);
        for (CompareCard* card : fixture.cards())
            QVERIFY(reached.contains(card));
    }

    void whatIsAddedIsNewAndInRange() {
        const bool held = rc::check([](std::vector<unsigned char> seeds) {
            std::vector<double> temperatures;
            for (std::size_t index = 0; index < std::min<std::size_t>(seeds.size(), 5); ++index)
                temperatures.push_back(seeds[index] / 50.0);
            const double added = temperatureToAdd(temperatures);
            RC_ASSERT(added >= 0.05 && added <= 5.0);
            RC_ASSERT(std::ranges::find(temperatures, added) == temperatures.end());
            const bool sorted = std::ranges::is_sorted(temperatures);
            const int index = addTemperature(temperatures, added);
            RC_ASSERT(temperatures[static_cast<std::size_t>(index)] == added);
            RC_ASSERT(!sorted || std::ranges::is_sorted(temperatures));
        });
        QVERIFY(held);
    }

    void outOfRangeColumnsAreIgnored() {
        Fixture fixture;
        fixture.panel.setColumn(7, columnOf(3.0));
        fixture.panel.setColumn(-1, columnOf(3.0));
        QCOMPARE(fixture.panel.temperatures(), (std::vector<double>{0.2, 0.7, 1.5}));
    }
};

QTEST_MAIN(ComparePanelTest)
#include "compare_panel_test.moc"
