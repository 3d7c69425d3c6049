// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/weights_follower.h"

#include "support/studio_fixture.h"

#include <QtTest>

using namespace tempera;
using namespace tempera::studio;

namespace {

constexpr int patience = 60'000;

/// A run that is followed.
struct Run {
    TrainingController training{nullptr, test::fakeLanguageModel};
    CurrentModel model;
    WeightsFollower weights{training, model};

    Run() {
        model.loadBuiltin();
        training.start(test::endlessTraining());
    }

    bool awaitNewer() {
        const ModelHandle before = training.trainedModel();
        return QTest::qWaitFor([&] { return training.trainedModel() != before; }, patience);
    }
};

} // namespace

class WeightsFollowerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void windowHasTheNewestWeights() {
        Run run;
        QVERIFY(!run.weights.age()); // the built-in model is none of the run's
        for (int i = 0; i < 2; ++i) {
            QVERIFY(run.awaitNewer());
            QCOMPARE(run.model.handle(), run.training.trainedModel());
            QVERIFY(!run.weights.newerExist());
            const auto age = run.weights.age();
            QVERIFY(age.has_value());
            QCOMPARE(age->step, qint64{run.training.trainedModel()->step()});
            QVERIFY(age->secondsOld < 60.0 && !age->pinned && !age->newerExist);
        }
    }

    void pinnedWeightsStay() {
        Run run;
        QVERIFY(run.awaitNewer());
        run.weights.setPinned(true);
        const ModelHandle pinned = run.model.handle();
        QVERIFY(run.awaitNewer());
        QCOMPARE(run.model.handle(), pinned);
        QVERIFY(run.weights.age()->pinned && run.weights.age()->newerExist);
        QCOMPARE(run.weights.age()->step, qint64{pinned->step()});
        run.weights.setPinned(false);
        QCOMPARE(run.model.handle(), run.training.trainedModel());
        QVERIFY(!run.weights.age()->newerExist);
    }

    void anotherModelIsLeftAlone() {
        Run run;
        QVERIFY(run.awaitNewer());
        run.model.loadBuiltin(); // a person opens another model
        const ModelHandle other = run.model.handle();
        QVERIFY(run.awaitNewer());
        QCOMPARE(run.model.handle(), other);
        QVERIFY(!run.weights.age());
        QVERIFY(run.weights.newerExist());
        run.weights.useNewest();
        QCOMPARE(run.model.handle(), run.training.trainedModel());
        QVERIFY(run.awaitNewer());
        QCOMPARE(run.model.handle(), run.training.trainedModel());
    }

    void aNewRunIsFollowedUnpinned() {
        Run run;
        QVERIFY(run.awaitNewer());
        run.weights.setPinned(true);
        run.training.stop();
        QVERIFY(QTest::qWaitFor([&] { return !run.training.isRunning(); }, patience));
        QVERIFY(!run.weights.age());
        run.training.start(test::endlessTraining());
        QVERIFY(!run.weights.isPinned());
        QVERIFY(run.awaitNewer());
        QCOMPARE(run.model.handle(), run.training.trainedModel());
    }
};

int main(int argumentCount, char** arguments) {
    return test::runStudioTest<WeightsFollowerTest>(argumentCount, arguments);
}

#include "weights_follower_test.moc"
