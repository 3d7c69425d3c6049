// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/compare/compare_controller.h"

#include "app/studio/compare/ladder_controller.h"
#include "app/studio/exploration_fixture.h"

#include <QSignalSpy>
#include <QtTest>
#include <map>

using namespace tempera;
using namespace tempera::studio;

namespace {

/// A text, columns and a ladder of the same state.
struct Comparing : ExplorationFixture {
    Comparing() { model.set(tinyModel(1)); }

    TextController text{context};
    CompareController compare{context, text};
    LadderController ladder{context};

    bool isFinished() const {
        return !compare.columns().empty() &&
               std::ranges::all_of(compare.columns(), &CompareController::Column::finished);
    }
    GenerationSettings at(double temperature) const {
        return {{{SamplerKind::temperature, temperature}}, 50, 1, {}};
    }
};

} // namespace

class CompareControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsAreTheTextsAtTheirTemperatures() {
        Comparing all;
        all.compare.setActive(true);
        QTRY_VERIFY_WITH_TIMEOUT(all.isFinished(), patience);
        const std::vector<double> temperatures = {0.2, 0.5, 0.7, 1.0, 1.5};
        QCOMPARE(all.compare.columns().size(), temperatures.size());
        for (std::size_t i = 0; i < temperatures.size(); ++i)
            QVERIFY(all.compare.columns()[i].text.figures() ==
                    all.expected(all.at(temperatures[i])));
        QVERIFY(all.compare.model() == all.model.handle());
        QCOMPARE(all.compare.promptText(), std::string("This movie"));
    }

    void nothingIsWrittenWhileNobodyLooks() {
        Comparing all;
        QSignalSpy finished(&all.text, &TextController::finished);
        int written = 0;
        connect(&all.generator, &Generator::tokensWritten, this, [&](const WrittenTokens& tokens) {
            written += tokens.lane == Lane::compare || tokens.lane == Lane::ladder ? 1 : 0;
        });
        all.setTemperature(2.0);
        // Longer than their pauses (200 ms at most): a prompt's is 250 ms.
        all.change([](ExplorationState& state) { state.prompt = "a good film"; });
        QTRY_VERIFY_WITH_TIMEOUT(finished.size() >= 1 && all.text.promptLength() == 3, patience);
        QCOMPARE(written, 0);
        QVERIFY(!all.generator.isBusy(Lane::compare) && !all.generator.isBusy(Lane::ladder));
        QVERIFY(all.compare.columns().empty());
    }

    void whoLooksAwayStopsTheWriting() {
        Comparing all;
        all.compare.setActive(true);
        all.ladder.setActive(true);
        QVERIFY(all.generator.isBusy(Lane::compare) && all.generator.isBusy(Lane::ladder));
        all.compare.setActive(false);
        all.ladder.setActive(false);
        QVERIFY(!all.generator.isBusy(Lane::compare) && !all.generator.isBusy(Lane::ladder));
        all.compare.setActive(true);
        all.ladder.setActive(true);
        QTRY_VERIFY_WITH_TIMEOUT(all.isFinished() && !all.generator.isBusy(Lane::ladder), patience);
    }

    void firstDifferenceIsToTheCurrentText() {
        Comparing all;
        std::vector<ui::CompareColumn> shown;
        connect(&all.compare, &CompareController::columnsChanged, this,
                [&](const std::vector<ui::CompareColumn>& columns) { shown = columns; });
        all.compare.setActive(true);
        all.setTemperature(0.7);
        QTRY_VERIFY_WITH_TIMEOUT(all.isFinished() && !all.generator.isBusy(Lane::text), patience);
        QTRY_VERIFY_WITH_TIMEOUT(shown.size() == 5 && shown[2].current && shown[4].finished &&
                                     !shown[2].firstDifference && shown[4].firstDifference,
                                 patience);
        const auto current = all.expected(all.at(0.7));
        const auto other = all.expected(all.at(1.5));
        std::size_t different = 0;
        while (current[different].id == other[different].id)
            ++different;
        QCOMPARE(*shown[4].firstDifference, different + 2); // the prompt's two stand before
        QVERIFY(!shown[4].current);
    }

    void activatedColumnIsTheCurrentTemperature() {
        Comparing all;
        all.compare.setActive(true);
        all.compare.activate(4);
        QCOMPARE(temperatureOf(all.exploration.state().samplers), 1.5);
        all.compare.activate(99);
        all.compare.activate(-1);
        QCOMPARE(temperatureOf(all.exploration.state().samplers), 1.5);
    }

    void branchesCanBeCompared() {
        Comparing all;
        all.change([](ExplorationState& state) {
            state.branches.push_back({1, 0, "one", {tinyWords[3], tinyWords[4]}});
            state.branches.push_back({2, 0, "two", {tinyWords[5]}});
        });
        all.compare.setActive(true);
        all.compare.compareBranches({1, 2});
        QCOMPARE(all.compare.columns().size(), std::size_t{2});
        QTRY_VERIFY_WITH_TIMEOUT(all.isFinished(), patience);
        GenerationSettings settings = all.at(1.0);
        settings.forced = {5, 6};
        QVERIFY(all.compare.columns()[0].text.figures() == all.expected(settings));
        all.compare.activate(1);
        QCOMPARE(all.exploration.state().currentBranch, 2);
    }

    void ladderRowsAreTheTextsAtTheirTemperatures() {
        Comparing all;
        std::map<int, std::vector<ui::LadderCell>> rows;
        connect(&all.ladder, &LadderController::rowChanged, this,
                [&](int row, const std::vector<ui::LadderCell>& cells) { rows[row] = cells; });
        all.ladder.setActive(true);
        const auto& temperatures = all.ladder.temperatures();
        QCOMPARE(temperatures.size(), std::size_t{28});
        QTRY_COMPARE_WITH_TIMEOUT(rows.size(), temperatures.size(), patience);
        for (std::size_t row = 0; row < temperatures.size(); ++row) {
            const auto expected = all.expected(all.at(temperatures[row]));
            const auto& cells = rows.at(static_cast<int>(row));
            QCOMPARE(cells.size(), expected.size());
            for (std::size_t i = 0; i < cells.size(); ++i) {
                QCOMPARE(cells[i].id, expected[i].id);
                QCOMPARE(cells[i].entropyBits, expected[i].entropyBits);
            }
        }
    }
};

QTEST_GUILESS_MAIN(CompareControllerTest)
#include "compare_controller_test.moc"
