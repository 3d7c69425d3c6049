// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/exploration/exploration.h"

#include <QSignalSpy>
#include <QtTest>
#include <rapidcheck.h>

using namespace tempera;
using namespace tempera::studio;
using Change = Exploration::Change;

namespace {

ExplorationState atTemperature(ExplorationState state, double temperature) {
    state.samplers = withTemperature(state.samplers, temperature);
    return state;
}

/// One of several unrelated changes.
ExplorationState changed(ExplorationState state, int what, unsigned value) {
    switch (what) {
    case 0:
        state.seed = value;
        return state;
    case 1:
        state.prompt = "prompt " + std::to_string(value);
        return state;
    case 2:
        state.length = 1 + value % 100;
        return state;
    default:
        return atTemperature(state, 0.1 + value % 7);
    }
}

} // namespace

class ExplorationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDragIsOneStep() {
        Exploration exploration;
        const ExplorationState first = exploration.state();
        for (const double temperature : {0.9, 0.8, 0.7})
            exploration.change(atTemperature(exploration.state(), temperature), "T",
                               Change::temperature);
        QCOMPARE(exploration.undoStack().count(), 1);
        exploration.undoStack().undo();
        QVERIFY(exploration.state() == first);
        exploration.undoStack().redo();
        QCOMPARE(temperatureOf(exploration.state().samplers), 0.7);
    }

    void twoDragsAreTwoSteps() {
        Exploration exploration;
        exploration.change(atTemperature(exploration.state(), 0.9), "T", Change::temperature);
        exploration.endMerge();
        exploration.change(atTemperature(exploration.state(), 0.5), "T", Change::temperature);
        QCOMPARE(exploration.undoStack().count(), 2);
        exploration.undoStack().undo();
        QCOMPARE(temperatureOf(exploration.state().samplers), 0.9);
    }

    void nothingChangedIsNoStep() {
        Exploration exploration;
        QSignalSpy spy(&exploration, &Exploration::changed);
        exploration.change(exploration.state(), "nothing");
        QCOMPARE(exploration.undoStack().count(), 0);
        QCOMPARE(spy.size(), 0);
    }

    void aRestoredStateHasNoWayBack() {
        Exploration exploration;
        exploration.change(atTemperature(exploration.state(), 0.5), "T");
        exploration.restore(changed({}, 0, 77));
        QVERIFY(!exploration.undoStack().canUndo());
        QCOMPARE(exploration.state().seed, std::uint64_t(77));
    }

    void anyChangesCanBeUndoneAndRedone() {
        QVERIFY(rc::check([](const std::vector<std::pair<unsigned char, unsigned>>& changes) {
            Exploration exploration;
            const ExplorationState first = exploration.state();
            for (const auto& [what, value] : changes)
                exploration.change(changed(exploration.state(), what % 4, value), "change",
                                   static_cast<Change>(what % 5));
            const ExplorationState last = exploration.state();
            while (exploration.undoStack().canUndo())
                exploration.undoStack().undo();
            RC_ASSERT(exploration.state() == first);
            while (exploration.undoStack().canRedo())
                exploration.undoStack().redo();
            RC_ASSERT(exploration.state() == last);
        }));
    }
};

QTEST_MAIN(ExplorationTest)
#include "exploration_test.moc"
