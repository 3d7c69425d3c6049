// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/results/results_controller.h"

#include "app/studio/exploration_fixture.h"

#include <QSignalSpy>
#include <QtTest>

using namespace tempera;
using namespace tempera::studio;

namespace {

struct Listing : ExplorationFixture {
    Listing() { model.set(tinyModel(1)); }
    ResultsController results{context};
};

} // namespace

class ResultsControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsDifferInTheirSeedAlone() {
        Listing list;
        list.change([](ExplorationState& state) { state.seed = ~std::uint64_t{0} - 1; });
        list.results.generate(5); // the seeds pass the largest one
        QTRY_VERIFY_WITH_TIMEOUT(!list.generator.isBusy(Lane::results), patience);
        QCOMPARE(list.results.results().size(), std::size_t{5});
        for (std::uint64_t j = 0; j < 5; ++j) {
            const auto& result = list.results.results()[j];
            QVERIFY(result.finished);
            QCOMPARE(result.settings.seed, ~std::uint64_t{0} - 1 + j);
            QVERIFY(
                result.text.figures() ==
                list.expected({{{SamplerKind::temperature, 1.0}}, 50, result.settings.seed, {}}));
        }
    }

    void cancelKeepsWhatIsFinished() {
        Listing list;
        QSignalSpy rows(&list.results, &ResultsController::rowChanged);
        list.change([](ExplorationState& state) { state.length = largestLength; });
        list.results.generate(100'000);
        QTRY_VERIFY_WITH_TIMEOUT(rows.size() >= 2, patience);
        list.results.cancel();
        QVERIFY(!list.generator.isBusy(Lane::results));
        QCOMPARE(list.results.results().size(), static_cast<std::size_t>(rows.size()));
        for (const auto& result : list.results.results())
            QVERIFY(result.finished);
    }

    void rowIsTakenOverWithAllThatItWasWrittenWith() {
        Listing list;
        list.change([](ExplorationState& state) {
            state.branches.push_back({1, 0, "one", {tinyWords[3], tinyWords[4]}});
            state.currentBranch = 1;
        });
        list.results.generate(3);
        QTRY_VERIFY_WITH_TIMEOUT(!list.generator.isBusy(Lane::results), patience);
        list.change([](ExplorationState& state) {
            state.prompt = "a plot";
            state.length = 9;
            state.samplers = withTemperature(state.samplers, 2.0);
            state.branches.pop_back();
            state.currentBranch = 0;
        });
        list.results.activate(2);
        const auto& row = list.results.results()[2];
        QVERIFY(list.context.settings() == row.settings);
        QVERIFY(list.expected(list.context.settings()) == row.text.figures());
        QCOMPARE(list.exploration.state().prompt, std::string("This movie"));
    }

    void nothingIsWrittenWithoutAPrompt() {
        Listing list;
        list.change([](ExplorationState& state) { state.prompt.clear(); });
        list.results.generate(3);
        QVERIFY(list.results.results().empty());
        QVERIFY(!list.generator.isBusy(Lane::results));
    }
};

QTEST_GUILESS_MAIN(ResultsControllerTest)
#include "results_controller_test.moc"
