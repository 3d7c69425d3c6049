// SPDX-License-Identifier: GPL-3.0-or-later
// The panels below the text: samplers, comparison, ladder, results.
#include "app/studio/studio.h"

#include "support/studio_expectation.h"
#include "support/studio_fixture.h"
#include "ui/compare/compare_card.h"
#include "ui/compare/compare_panel.h"
#include "ui/compare/ladder_chart.h"
#include "ui/compare/temperature_ladder.h"
#include "ui/results/results_panel.h"
#include "ui/samplers/sampler_card.h"
#include "ui/samplers/sampler_panel.h"
#include "ui/samplers/switch_box.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::test;

namespace {

constexpr int patience = 60'000;

QString disagreement(StudioFixture& fixture) {
    const StudioExpectation expected(fixture.state(), fixture.model());
    if (fixture.writtenIds() != expected.text())
        return "another text";
    return expected.disagreement(fixture.lensReadouts(),
                                 static_cast<std::size_t>(fixture.studio().text().selected()));
}

QAbstractButton* buttonWith(QWidget& parent, const QString& text) {
    for (QAbstractButton* button : parent.findChildren<QAbstractButton*>())
        if (button->text().remove('&') == text)
            return button;
    return nullptr;
}

ui::SamplerCard& cardOf(StudioFixture& fixture, SamplerKind kind) {
    for (ui::SamplerCard* card : fixture.window().samplers().findChildren<ui::SamplerCard*>())
        if (card->kind() == kind)
            return *card;
    qFatal("there is no such card");
}

std::vector<TokenId> expectedAt(StudioFixture& fixture, double temperature) {
    studio::ExplorationState state = fixture.state();
    state.samplers = withTemperature(state.samplers, temperature);
    return StudioExpectation(state, fixture.model()).text();
}

std::vector<TokenId> idsOf(const std::vector<studio::WrittenToken>& tokens) {
    std::vector<TokenId> ids;
    for (const studio::WrittenToken& token : tokens)
        ids.push_back(token.figures.id);
    return ids;
}

} // namespace

class StudioPanelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void switchesSamplersByTheirCards();
    void putsSamplersIntoNamedOrders();
    void comparesTheBooksTemperatures();
    void marksWhereColumnsDiffer();
    void takesAColumnsTemperatureOver();
    void climbsTheLadder();
    void generatesTwentyTexts();
};

void StudioPanelsTest::switchesSamplersByTheirCards() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    fixture.window().raisePanel(fixture.window().samplers());
    for (const SamplerKind kind : {SamplerKind::topK, SamplerKind::topP, SamplerKind::minP}) {
        auto& toggle = fixture.child<ui::SwitchBox>(&cardOf(fixture, kind));
        toggle.setFocus();
        QTest::keyClick(&toggle, Qt::Key_Space);
        const SamplerChain chain = activeChain(fixture.state().samplers);
        QVERIFY(std::ranges::find(chain, kind, &Sampler::kind) != chain.end());
        QVERIFY(fixture.awaitText());
        QCOMPARE(disagreement(fixture), QString());
    }
    QVERIFY(fixture.lensReadouts().kept <= 40);
}

void StudioPanelsTest::putsSamplersIntoNamedOrders() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    ui::SamplerPanel& panel = fixture.window().samplers();
    fixture.window().raisePanel(panel);
    for (const auto& [name, order] : {std::pair{"llama.cpp", SamplerOrder::llamaCpp},
                                      std::pair{"Hugging Face", SamplerOrder::huggingFace},
                                      std::pair{"Book", SamplerOrder::book}}) {
        QAbstractButton* const button = buttonWith(panel, name);
        QVERIFY2(button != nullptr, name);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(orderOf(arranged(fixture.state().samplers, order)),
                 orderOf(fixture.state().samplers));
        QVERIFY(fixture.awaitText());
        QCOMPARE(disagreement(fixture), QString());
    }
}

void StudioPanelsTest::comparesTheBooksTemperatures() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    fixture.window().raisePanel(fixture.window().compare());
    const std::vector<double> book{0.2, 0.5, 0.7, 1.0, 1.5};
    QCOMPARE(fixture.window().compare().temperatures(), book);
    const auto& columns = fixture.studio().compare().columns();
    QVERIFY(QTest::qWaitFor(
        [&] {
            return columns.size() == book.size() &&
                   std::ranges::all_of(columns, &studio::CompareController::Column::finished);
        },
        patience));
    for (std::size_t i = 0; i < book.size(); ++i)
        QCOMPARE(idsOf(columns[i].text.tokens()), expectedAt(fixture, book[i]));
}

void StudioPanelsTest::marksWhereColumnsDiffer() {
    StudioFixture fixture;
    std::vector<ui::CompareColumn> shown;
    studio::CompareController& compare = fixture.studio().compare();
    connect(&compare, &studio::CompareController::columnsChanged, this,
            [&](const std::vector<ui::CompareColumn>& columns) { shown = columns; });
    connect(&compare, &studio::CompareController::columnChanged, this,
            [&](int index, const ui::CompareColumn& column) {
                // Columns that were announced before this test listened come in full later.
                if (static_cast<std::size_t>(index) < shown.size())
                    shown[static_cast<std::size_t>(index)] = column;
            });
    QVERIFY(fixture.awaitText());
    fixture.window().raisePanel(fixture.window().compare());
    QTest::qWait(300);
    // Changed where nobody looks at the columns, which stay the same but for their marks.
    fixture.window().raisePanel(fixture.window().results());
    QTest::qWait(50);
    studio::ExplorationState state = fixture.state();
    state.samplers = withTemperature(state.samplers, 0.7);
    fixture.studio().exploration().change(state, "choose a temperature");
    QVERIFY(fixture.awaitText());
    QTest::qWait(300);
    fixture.window().raisePanel(fixture.window().compare());
    QTest::qWait(300);
    const std::vector<TokenId> current = expectedAt(fixture, 0.7);
    QCOMPARE(shown.size(), std::size_t{5});
    for (const ui::CompareColumn& column : shown) {
        const std::vector<TokenId> text = expectedAt(fixture, column.temperature);
        const auto same =
            static_cast<std::size_t>(std::ranges::mismatch(text, current).in1 - text.begin());
        QCOMPARE(column.current, column.temperature == 0.7);
        QCOMPARE(column.firstDifference,
                 same == 50 ? std::nullopt : std::optional(same + 2)); // behind "this movie"
    }
}

void StudioPanelsTest::takesAColumnsTemperatureOver() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    fixture.window().raisePanel(fixture.window().compare());
    const auto cards = fixture.window().compare().findChildren<ui::CompareCard*>();
    QVERIFY(QTest::qWaitFor([&] { return cards.size() == 5 && cards[1]->isVisible(); }, patience));
    QTest::mouseClick(cards[1], Qt::LeftButton, {},
                      {cards[1]->width() / 2, cards[1]->height() - 6});
    QCOMPARE(temperatureOf(fixture.state().samplers), 0.5);
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
}

void StudioPanelsTest::climbsTheLadder() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    ui::TemperatureLadder& ladder = fixture.window().ladder();
    fixture.window().raisePanel(ladder);
    QVERIFY(QTest::qWaitFor(
        [&] {
            return ladder.grid().rowCount() > 0 && ladder.grid().positionCount() == 50 &&
                   !fixture.studio().generator().isBusy(studio::Lane::ladder);
        },
        patience));
    const std::size_t row = ladder.grid().rowCount() / 4;
    const double temperature = ladder.grid().temperatures()[row];
    const std::vector<TokenId> expected = expectedAt(fixture, temperature);
    for (std::size_t position = 0; position < 50; ++position)
        QCOMPARE(ladder.grid().row(row)[position].id, expected[position]);
    auto& chart = fixture.child<ui::LadderChart>();
    QTest::qWait(100); // the map is drawn once there is nothing else to do
    const QPoint place = chart.cellRect({row, 20}).center().toPoint();
    QWidget* const plot = chart.childAt(place);
    QVERIFY(plot != nullptr);
    QTest::mouseClick(plot, Qt::LeftButton, {}, plot->mapFrom(&chart, place));
    QCOMPARE(temperatureOf(fixture.state().samplers), temperature);
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
}

void StudioPanelsTest::generatesTwentyTexts() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    QTest::keyClick(&fixture.window(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    const auto& results = fixture.studio().results().results();
    QVERIFY(QTest::qWaitFor(
        [&] {
            return results.size() == 20 &&
                   std::ranges::all_of(results, &studio::ResultsController::Result::finished);
        },
        patience));
    studio::ExplorationState state = fixture.state();
    for (const auto& result : results) {
        state.seed = result.settings.seed;
        QCOMPARE(idsOf(result.text.tokens()), StudioExpectation(state, fixture.model()).text());
    }
    auto& table = fixture.child<QTableView>(&fixture.window().results());
    QCOMPARE(table.model()->rowCount(), 20);
    table.setFocus();
    table.setCurrentIndex(table.model()->index(7, 0));
    QTest::keyClick(&table, Qt::Key_Return);
    QVERIFY(fixture.state().seed != 1);
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
}

int main(int argumentCount, char** arguments) {
    return runStudioTest<StudioPanelsTest>(argumentCount, arguments);
}
#include "studio_panels_test.moc"
