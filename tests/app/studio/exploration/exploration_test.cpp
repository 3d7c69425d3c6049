// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/exploration/exploration.h"

#include <QtTest>
#include <rapidcheck.h>
#include <vector>

using namespace tempera;
using namespace tempera::studio;
using Change = Exploration::Change;

namespace {

ExplorationState withSeed(ExplorationState state, std::uint64_t seed) {
    state.seed = seed;
    return state;
}

ExplorationState atTemperature(ExplorationState state, double temperature) {
    state.samplers = withTemperature(state.samplers, temperature);
    return state;
}

/// The state with one thing changed.
ExplorationState anyChangeOf(ExplorationState state) {
    switch (*rc::gen::inRange(0, 5)) {
    case 0:
        return atTemperature(state, *rc::gen::inRange(0, 5) * 0.5);
    case 1:
        return withSeed(state, *rc::gen::inRange<std::uint64_t>(0, 4));
    case 2:
        state.prompt = *rc::gen::element<std::string>("a", "b", "");
        return state;
    case 3:
        state.length = *rc::gen::inRange<std::size_t>(1, 4);
        return state;
    default:
        state.branches.push_back(
            {static_cast<int>(state.branches.size()), 0, "branch", {"is", "a"}});
        return state;
    }
}

} // namespace

class ExplorationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void changesAreToldWithBothStates() {
        Exploration exploration;
        std::vector<std::pair<ExplorationState, ExplorationState>> told;
        connect(&exploration, &Exploration::changed, this,
                [&](const ExplorationState& before, const ExplorationState& after) {
                    told.emplace_back(before, after);
                });
        const ExplorationState first = exploration.state();
        const ExplorationState second = withSeed(first, 8);
        exploration.change(second, "seed");
        exploration.change(second, "the same again");
        exploration.undoStack().undo();
        exploration.undoStack().redo();
        const std::vector<std::pair<ExplorationState, ExplorationState>> expected = {
            {first, second}, {second, first}, {first, second}};
        QVERIFY(told == expected);
        QCOMPARE(exploration.undoStack().count(), 1);
        QCOMPARE(exploration.undoStack().undoText(), QString("seed"));
    }

    void dragIsUndoneAsOne() {
        Exploration exploration;
        const ExplorationState first = exploration.state();
        for (int i = 1; i <= 20; ++i)
            exploration.change(atTemperature(first, 1.0 + i * 0.1), "T", Change::temperature);
        QCOMPARE(exploration.undoStack().count(), 1);
        exploration.undoStack().undo();
        QVERIFY(exploration.state() == first);
        exploration.undoStack().redo();
        QCOMPARE(temperatureOf(exploration.state().samplers), 3.0);
    }

    void endOfADragSeparates() {
        Exploration exploration;
        const ExplorationState first = exploration.state();
        exploration.change(atTemperature(first, 1.5), "T", Change::temperature);
        exploration.endMerge();
        exploration.change(atTemperature(first, 2.0), "T", Change::temperature);
        exploration.change(atTemperature(first, 2.5), "T", Change::temperature);
        QCOMPARE(exploration.undoStack().count(), 2);
        exploration.undoStack().undo();
        QCOMPARE(temperatureOf(exploration.state().samplers), 1.5);
    }

    void otherKindsAndSingleChangesAreUndoneByThemselves() {
        Exploration exploration;
        exploration.change(withSeed(exploration.state(), 2), "seed", Change::seed);
        exploration.change(atTemperature(exploration.state(), 2.0), "T", Change::temperature);
        exploration.change(withSeed(exploration.state(), 3), "seed", Change::seed);
        exploration.change(withSeed(exploration.state(), 4), "seed");
        exploration.change(withSeed(exploration.state(), 5), "seed");
        QCOMPARE(exploration.undoStack().count(), 5);
    }

    void dragBackToItsBeginningLeavesNothingToUndo() {
        Exploration exploration;
        const ExplorationState first = exploration.state();
        exploration.change(withSeed(first, 9), "seed");
        const ExplorationState second = exploration.state();
        exploration.change(atTemperature(second, 1.5), "T", Change::temperature);
        exploration.change(second, "T", Change::temperature);
        QCOMPARE(exploration.undoStack().count(), 1);
        exploration.undoStack().undo();
        QVERIFY(exploration.state() == first);
    }

    void restoredSessionHasNoWayBack() {
        Exploration exploration;
        exploration.change(withSeed(exploration.state(), 2), "seed");
        QSignalSpy changed(&exploration, &Exploration::changed);
        const ExplorationState restored = withSeed(exploration.state(), 77);
        exploration.restore(restored);
        QVERIFY(exploration.state() == restored);
        QCOMPARE(changed.size(), 1);
        QVERIFY(!exploration.undoStack().canUndo());
        QVERIFY(!exploration.undoStack().canRedo());
    }

    void everySequenceOfChangesCanBeUndoneAndRedone() {
        const bool holds = rc::check([] {
            Exploration exploration;
            const ExplorationState first = exploration.state();
            const auto count = *rc::gen::inRange(0, 60);
            for (int i = 0; i < count; ++i) {
                const auto kind = static_cast<Change>(*rc::gen::inRange(0, 6));
                exploration.change(anyChangeOf(exploration.state()), "change", kind);
                if (*rc::gen::inRange(0, 4) == 0)
                    exploration.endMerge();
                if (*rc::gen::inRange(0, 6) == 0)
                    exploration.undoStack().undo();
            }
            while (exploration.undoStack().canRedo())
                exploration.undoStack().redo();
            const ExplorationState last = exploration.state();
            std::vector<ExplorationState> passed = {last};
            while (exploration.undoStack().canUndo()) {
                exploration.undoStack().undo();
                passed.push_back(exploration.state());
            }
            RC_ASSERT(exploration.state() == first);
            while (exploration.undoStack().canRedo()) {
                RC_ASSERT(exploration.state() == passed.back());
                passed.pop_back();
                exploration.undoStack().redo();
            }
            RC_ASSERT(exploration.state() == last);
        });
        QVERIFY(holds);
    }
};

QTEST_GUILESS_MAIN(ExplorationTest)
#include "exploration_test.moc"
