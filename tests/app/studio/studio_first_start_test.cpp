// SPDX-License-Identifier: GPL-3.0-or-later
// The first minute with the studio: what stands there, and what the slider does.
#include "app/studio/studio.h"

#include "support/studio_expectation.h"
#include "support/studio_fixture.h"
#include "ui/lens/distribution_model.h"
#include "ui/lens/distribution_view.h"
#include "ui/lens/lens_panel.h"
#include "ui/lens/token_finder.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::test;

namespace {

StudioExpectation expectationOf(StudioFixture& fixture) {
    return {fixture.state(), fixture.model()};
}

/// Empty where text and Lens are what they must be.
QString disagreement(StudioFixture& fixture) {
    const StudioExpectation expected = expectationOf(fixture);
    if (fixture.writtenIds() != expected.text())
        return "another text";
    return expected.disagreement(fixture.lensReadouts(),
                                 static_cast<std::size_t>(fixture.studio().text().selected()));
}

double shownProbability(ui::DistributionModel& model) {
    double sum = 0.0;
    for (int row = 0; row < model.rowCount(); ++row)
        sum += model.row(row).probability;
    return sum;
}

} // namespace

class StudioFirstStartTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsALivingText();
    void drawsTheWholeDistribution();
    void followsTheSlider_data();
    void followsTheSlider();
    void undoesADragAsOneStep();
    void marksWhatADragChanged();
    void looksAtTheTokenThatIsClicked();
    void looksAtThePromptsTokens();
    void forgetsAnswersForAnotherToken();
    void findsATokenFromAnywhere();
};

void StudioFirstStartTest::showsALivingText() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    QVERIFY(fixture.window().isVisible());
    QCOMPARE(fixture.writtenIds().size(), std::size_t{50});
    QCOMPARE(fixture.tokens().size(), std::size_t{52}); // with "This movie"
    QCOMPARE(fixture.tokenView().tokens().size(), std::size_t{52});
    QCOMPARE(fixture.studio().text().selected(), 2); // the first token that was written
    QCOMPARE(disagreement(fixture), QString());
    QVERIFY(fixture.window().problem().isEmpty());
}

void StudioFirstStartTest::drawsTheWholeDistribution() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    auto& model = fixture.child<ui::DistributionModel>();
    const NaiveDistribution expected = *expectationOf(fixture).distributionAt(2);
    QCOMPARE(model.rowCount(), 11);
    for (int row = 0; row < 10; ++row) {
        const auto rank = static_cast<std::size_t>(row);
        QCOMPARE(model.row(row).token, std::optional(expected.ranking[rank]));
        QVERIFY(std::abs(model.row(row).probability -
                         static_cast<double>(expected.probabilities[rank])) < 1e-9);
    }
    QVERIFY(std::abs(shownProbability(model) - 1.0) < 1e-9);
}

void StudioFirstStartTest::followsTheSlider_data() {
    QTest::addColumn<double>("temperature");
    for (const double temperature : {0.0, 0.05, 0.2, 0.7, 1.5, 5.0})
        QTest::addRow("T = %g", temperature) << temperature;
    QTest::newRow("uniform") << std::numeric_limits<double>::infinity();
}

void StudioFirstStartTest::followsTheSlider() {
    QFETCH(double, temperature);
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    fixture.drag({0.9, 0.4, 2.0, temperature});
    // A pixel of the slider is more than one temperature: what counts is that all agree on one.
    const double reached = temperatureOf(fixture.state().samplers);
    QVERIFY(reached == temperature || std::abs(reached / temperature - 1.0) < 0.05);
    QCOMPARE(fixture.window().lens().temperature(), reached);
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
}

void StudioFirstStartTest::undoesADragAsOneStep() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    const auto text = fixture.writtenIds();
    const studio::ExplorationState before = fixture.state();
    fixture.drag({0.9, 0.7, 0.5, 0.3, 0.2});
    QVERIFY(fixture.awaitText());
    QVERIFY(fixture.writtenIds() != text);
    fixture.drag({0.5, 1.5});
    QVERIFY(fixture.awaitText());
    fixture.undoAction().trigger(); // the second drag
    fixture.undoAction().trigger(); // the first one
    QVERIFY(fixture.state() == before);
    QVERIFY(!fixture.undoAction().isEnabled());
    QVERIFY(fixture.awaitText());
    QCOMPARE(fixture.writtenIds(), text);
    QCOMPARE(disagreement(fixture), QString());
    fixture.redoAction().trigger();
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
}

void StudioFirstStartTest::marksWhatADragChanged() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    const ui::TextTokens before = fixture.tokens();
    fixture.drag({0.5, 0.2});
    QVERIFY(fixture.awaitText());
    const ui::TextTokens after = fixture.tokens();
    int differing = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
        const bool differs = after[i].figures.id != before[i].figures.id;
        differing += differs ? 1 : 0;
        QCOMPARE(fixture.tokenView().differsFromReference(static_cast<int>(i)), differs);
    }
    QVERIFY(differing > 0);
}

void StudioFirstStartTest::looksAtTheTokenThatIsClicked() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    for (const int index : {51, 2, 20}) {
        fixture.clickToken(index);
        QCOMPARE(fixture.studio().text().selected(), index);
        QVERIFY(fixture.awaitText());
        QCOMPARE(disagreement(fixture), QString());
        QVERIFY(fixture.studio().text().position().needle.has_value());
    }
}

void StudioFirstStartTest::looksAtThePromptsTokens() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    fixture.clickToken(1);
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
    QVERIFY(!fixture.studio().text().position().needle.has_value()); // nobody drew it
    fixture.clickToken(0);
    QVERIFY(fixture.awaitText());
    QVERIFY(fixture.lensReadouts() == ui::LensReadouts{}); // nothing stands before it
}

void StudioFirstStartTest::forgetsAnswersForAnotherToken() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    fixture.clickToken(1); // has to be asked for
    fixture.clickToken(0); // has no answer
    QVERIFY(fixture.awaitText());
    QTest::qWait(50);
    QVERIFY(fixture.lensReadouts() == ui::LensReadouts{});
}

void StudioFirstStartTest::findsATokenFromAnywhere() {
    StudioFixture fixture;
    QVERIFY(fixture.awaitText());
    auto& finder = fixture.child<ui::TokenFinder>();
    const std::array<QWidget*, 3> places{&fixture.tokenView(), &fixture.slider(),
                                         &fixture.child<ui::DistributionView>()};
    for (QWidget* place : places) {
        place->setFocus();
        QTest::keyClick(place, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(finder.hasFocus());
    }
}

int main(int argumentCount, char** arguments) {
    return runStudioTest<StudioFirstStartTest>(argumentCount, arguments);
}
#include "studio_first_start_test.moc"
