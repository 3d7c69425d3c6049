// SPDX-License-Identifier: GPL-3.0-or-later
// Ten thousand steps with everything that goes with them: memory stays flat.
#include "core/system/openmp_waiting.h"
#include "support/studio_fixture.h"

#include <QtTest>
#include <fstream>
#include <unistd.h>

using namespace tempera;
using namespace tempera::studio;

namespace {

constexpr int patience = 600'000;
constexpr std::int64_t warmUp = 1'000;
constexpr std::int64_t soak = 10'000;

/// In bytes.
double residentMemory() {
    std::ifstream statm("/proc/self/statm");
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    statm >> total >> resident;
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

/// A network small enough for hundreds of steps a second.
TrainingRequest tinyRun() {
    TrainingRequest request;
    request.settings = smallTrainingSettings();
    TrainingSettings& settings = request.settings;
    settings.data.vocabularySize = 300;
    settings.model.contextLength = settings.data.sequenceLength = 16;
    settings.model.embeddingWidth = 16;
    settings.model.headCount = 1;
    settings.model.headWidth = 16;
    settings.model.hiddenWidth = 32;
    settings.model.layerCount = 1;
    settings.batchSize = 4;
    settings.validateEvery = 500;
    settings.limits.steps = soak;
    return request;
}

} // namespace

class TrainingSoakTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void memoryStaysFlat() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("takes longer than Qt Test lets a function, and a sanitizer keeps what was freed");
#endif
        test::StudioFixture fixture({}, libtorchLanguageModel);
        QVERIFY(fixture.awaitText());
        TrainingController& training = fixture.studio().training();
        training.start(tinyRun());
        QVERIFY(QTest::qWaitFor([&] { return training.status().step >= warmUp; }, patience));
        const double before = residentMemory();
        QVERIFY(QTest::qWaitFor([&] { return !training.isRunning(); }, patience));
        QCOMPARE(training.status().step, qint64{soak});
        QCOMPARE(training.status().message, QString());
        const double growth = residentMemory() / before - 1.0;
        qInfo("resident memory: %.1f MiB after %lld steps, grown by %.2f %%", before / 1048576.0,
              static_cast<long long>(warmUp), 100.0 * growth);
        QVERIFY2(growth < 0.02, qPrintable(QString::number(growth)));
    }
};

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the program does
    return test::runStudioTest<TrainingSoakTest>(argumentCount, arguments);
}

#include "training_soak_test.moc"
