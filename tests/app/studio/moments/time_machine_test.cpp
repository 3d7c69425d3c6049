// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/moments/time_machine.h"

#include "support/moments.h"
#include "support/temporary_folder.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QtTest>
#include <atomic>
#include <sys/resource.h>

using namespace tempera;
using namespace tempera::studio;
using tempera::test::randomModelAt;
using tempera::test::stepsOf;

using Steps = std::vector<std::int64_t>;

namespace {

constexpr int patience = 60'000;

TrainingMoment trainingMoment(std::int64_t step) {
    return {randomModelAt(step), step, 1 + step / 10, step % 10 == 0, 5.5, 6.25};
}

QString pathOf(const test::TemporaryFolder& folder) {
    return QString::fromStdString((folder / "run.moments").string());
}

/// A disk that is as slow as the test wants: every moment waits to be let through.
struct Gate {
    QSemaphore open;
    QSemaphore arrived;

    MomentWriter writer() {
        return [this](const LoadedModel& model, const MomentSettings& settings) {
            arrived.release();
            open.acquire();
            return writeMoment(model, settings);
        };
    }
};

} // namespace

class TimeMachineTest : public QObject {
    Q_OBJECT

private:
    static void fill(const QString& folder, const Steps& steps) {
        TimeMachine machine;
        machine.open(folder);
        for (const std::int64_t step : steps) {
            machine.keep(trainingMoment(step));
            QTRY_VERIFY_WITH_TIMEOUT(
                !machine.moments().empty() && machine.moments().back().step == step, patience);
        }
    }

private Q_SLOTS:
    void momentsAreKeptWithWhatTheTrainerSaid() {
        const test::TemporaryFolder folder;
        TimeMachine machine;
        machine.open(pathOf(folder));
        machine.setPrompt("a b", 17);
        machine.keep(trainingMoment(10));
        machine.setPrompt("c", 18);
        machine.keep(trainingMoment(15));
        QTRY_COMPARE_WITH_TIMEOUT(machine.moments().size(), std::size_t{2}, patience);
        const Moment& first = machine.moments()[0];
        QCOMPARE(first.step, std::int64_t{10});
        QCOMPARE(first.epoch, std::int64_t{2});
        QVERIFY(first.atEpochEnd);
        QCOMPARE(first.trainLoss, 5.5);
        QCOMPARE(first.validationLoss, std::optional(6.25));
        QCOMPARE(first.prompt, std::string("a b"));
        QCOMPARE(machine.moments()[1].prompt, std::string("c"));
        QVERIFY(!machine.moments()[1].atEpochEnd);
        const Moment written = writeMoment(*randomModelAt(10), {.prompt = "a b", .seed = 17});
        QVERIFY(first.texts == written.texts);
        QVERIFY(first.candidates == written.candidates);
        QCOMPARE(first.entropy, written.entropy);
    }

    void modelComesBackAsItWas() {
        const test::TemporaryFolder folder;
        fill(pathOf(folder), {3, 1'200});
        TimeMachine machine;
        QSignalSpy failed(&machine, &TimeMachine::failed);
        ModelHandle shown;
        connect(&machine, &TimeMachine::shown, this,
                [&](const ModelHandle& model, qint64) { shown = model; });
        machine.open(pathOf(folder), "run.tempera");
        machine.show(1'200);
        QVERIFY(machine.isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(shown, patience);
        QVERIFY(!machine.isBusy());
        QCOMPARE(shown->hash(), randomModelAt(1'200)->hash());
        QCOMPARE(shown->step(), std::int64_t{1'200});
        QCOMPARE(QString::fromStdString(shown->name()), QString("run.tempera at step 1,200"));
        QVERIFY(failed.isEmpty());
        // The same one again comes from memory, also when the file is gone.
        std::filesystem::remove(folder / "run.moments/step-00001200.safetensors");
        const ModelHandle before = std::exchange(shown, nullptr);
        machine.show(1'200);
        QTRY_VERIFY_WITH_TIMEOUT(shown, patience);
        QCOMPARE(shown, before);
    }

    void fastScrubbingShowsTheNewestWishAlone() {
        const test::TemporaryFolder folder;
        fill(pathOf(folder), {1, 2, 3, 4, 5});
        TimeMachine machine;
        machine.open(pathOf(folder));
        QSignalSpy shown(&machine, &TimeMachine::shown);
        QSignalSpy busy(&machine, &TimeMachine::busyChanged);
        for (const qint64 step : {1, 2, 3, 4, 5})
            machine.show(step);
        QTRY_COMPARE_WITH_TIMEOUT(shown.size(), 1, patience);
        QCOMPARE(shown[0][1].toLongLong(), 5);
        QVERIFY(!shown.wait(200));
        QCOMPARE(busy.size(), 2);
    }

    void wishThatWasTakenBackIsNotShown() {
        const test::TemporaryFolder folder;
        fill(pathOf(folder), {1, 2});
        TimeMachine machine;
        machine.open(pathOf(folder));
        QSignalSpy shown(&machine, &TimeMachine::shown);
        machine.show(1);
        machine.cancelShow();
        QVERIFY(!machine.isBusy());
        QVERIFY(!shown.wait(200));
        machine.show(2);
        QTRY_COMPARE_WITH_TIMEOUT(shown.size(), 1, patience);
        QCOMPARE(shown[0][1].toLongLong(), 2);
    }

    void answersOfAnotherRunAreDropped() {
        const test::TemporaryFolder first;
        const test::TemporaryFolder second;
        fill(pathOf(first), {7});
        Gate gate;
        TimeMachine machine(nullptr, {}, gate.writer());
        machine.open(pathOf(second));
        machine.keep(trainingMoment(6)); // the worker stands still
        machine.open(pathOf(first));
        machine.show(7);
        machine.open(pathOf(second));
        QVERIFY(machine.moments().empty());
        QSignalSpy shown(&machine, &TimeMachine::shown);
        QSignalSpy failed(&machine, &TimeMachine::failed);
        machine.show(7); // is in the first folder only
        gate.open.release();
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QVERIFY(shown.isEmpty());
        QCOMPARE(stepsOf(machine.moments()), Steps{6});
    }

    void slowDiskDropsTheOldestAndSaysSo() {
        const test::TemporaryFolder folder;
        Gate gate;
        TimeMachine machine(nullptr, {}, gate.writer());
        QSignalSpy failed(&machine, &TimeMachine::failed);
        machine.open(pathOf(folder));
        machine.keep(trainingMoment(1));
        QVERIFY(gate.arrived.tryAcquire(1, patience)); // it is being written
        for (const std::int64_t step : {2, 3, 4, 5, 6, 7})
            machine.keep(trainingMoment(step));
        QCOMPARE(failed.size(), 2);
        QVERIFY(failed[0][0].toString().contains("step 2 "));
        QVERIFY(failed[1][0].toString().contains("step 3 "));
        gate.open.release(100);
        QTRY_COMPARE_WITH_TIMEOUT(stepsOf(machine.moments()), (Steps{1, 4, 5, 6, 7}), patience);
    }

    void destructorFinishesWhatIsQueued() {
        const test::TemporaryFolder folder;
        {
            TimeMachine machine;
            machine.open(pathOf(folder));
            for (const std::int64_t step : {1, 2, 3, 4})
                machine.keep(trainingMoment(step));
            machine.show(1);
        }
        QCOMPARE(stepsOf(MomentStore(folder / "run.moments").moments()), (Steps{1, 2, 3, 4}));
    }

    void nothingIsKeptWithoutAFolder() {
        TimeMachine machine;
        QSignalSpy failed(&machine, &TimeMachine::failed);
        machine.keep(trainingMoment(1));
        machine.open({});
        machine.keep(trainingMoment(2));
        machine.show(2);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QVERIFY(machine.moments().empty());
    }

    void otherRunsMomentsStayInTheirFolder() {
        const test::TemporaryFolder first;
        const test::TemporaryFolder second;
        TimeMachine machine;
        machine.open(pathOf(first));
        for (const std::int64_t step : {1, 2, 3})
            machine.keep(trainingMoment(step));
        machine.open(pathOf(second));
        // The first folder's are written from now on, and must not be taken for the second's.
        std::vector<Steps> seen;
        connect(&machine, &TimeMachine::momentsChanged, this,
                [&] { seen.push_back(stepsOf(machine.moments())); });
        machine.keep(trainingMoment(4));
        QTRY_COMPARE_WITH_TIMEOUT(stepsOf(machine.moments()), Steps{4}, patience);
        QVERIFY(seen == (std::vector<Steps>{{}, {4}}));
        QCOMPARE(stepsOf(MomentStore(first / "run.moments").moments()), (Steps{1, 2, 3}));
    }

    void runThatGoesOnEarlierForgetsItsOtherFuture() {
        const test::TemporaryFolder folder;
        fill(pathOf(folder), {1, 2, 3});
        TimeMachine machine;
        machine.open(pathOf(folder));
        QTRY_COMPARE_WITH_TIMEOUT(machine.moments().size(), std::size_t{3}, patience);
        machine.forgetAfter(1);
        machine.keep(trainingMoment(5));
        QTRY_COMPARE_WITH_TIMEOUT(stepsOf(machine.moments()), (Steps{1, 5}), patience);
    }

    void failureToWriteIsAMessage() {
        const test::TemporaryFolder folder;
        folder.write("file", "no folder");
        TimeMachine machine;
        QSignalSpy failed(&machine, &TimeMachine::failed);
        machine.open(QString::fromStdString((folder / "file").string()));
        machine.keep(trainingMoment(12));
        machine.keep(trainingMoment(13));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, patience);
        QVERIFY(failed[0][0].toString().contains("step 12"));
    }

    void limitsThinWhatIsKept() {
        const test::TemporaryFolder folder;
        TimeMachine machine(nullptr, {.count = 2});
        machine.open(pathOf(folder));
        for (const std::int64_t step : {1, 2, 3})
            machine.keep(trainingMoment(step));
        QTRY_COMPARE_WITH_TIMEOUT(stepsOf(machine.moments()), (Steps{1, 3}), patience);
    }

    void itsThreadIsNice() {
        std::atomic<int> niceness = -1;
        const test::TemporaryFolder folder;
        TimeMachine machine(nullptr, {}, [&](const LoadedModel&, const MomentSettings&) {
            niceness = getpriority(PRIO_PROCESS, 0);
            return Moment();
        });
        machine.open(pathOf(folder));
        machine.keep(trainingMoment(1));
        QTRY_VERIFY_WITH_TIMEOUT(niceness >= 0, patience);
        QVERIFY(niceness >= 10);
    }
};

QTEST_GUILESS_MAIN(TimeMachineTest)
#include "time_machine_test.moc"
