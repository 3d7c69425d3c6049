// SPDX-License-Identifier: GPL-3.0-or-later
// The whole program with LibTorch: a network is trained on the built-in reviews while its texts
// are read.
#include "app/studio/studio.h"

#include "core/system/openmp_waiting.h"
#include "support/studio_expectation.h"
#include "support/studio_fixture.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::test;

namespace {

constexpr int patience = 300'000;

studio::TrainingRequest smallRun(const QString& output) {
    studio::TrainingRequest request;
    request.settings = smallTrainingSettings();
    request.settings.batchSize = 16;
    request.output = output;
    request.threads = 1;
    return request;
}

/// Of a text that the model would write at any moment.
QString disagreement(StudioFixture& fixture) {
    const StudioExpectation expected(fixture.state(), fixture.model());
    if (fixture.writtenIds() != expected.text())
        return "another text";
    return expected.disagreement(fixture.lensReadouts(),
                                 static_cast<std::size_t>(fixture.studio().text().selected()));
}

} // namespace

class StudioEndToEndTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void trainsWhileItWrites();
};

void StudioEndToEndTest::trainsWhileItWrites() {
    const QTemporaryDir folder;
    const QString output = folder.filePath("run.tempera");
    StudioFixture fixture({}, studio::libtorchLanguageModel);
    QVERIFY(fixture.awaitText());
    studio::TrainingController& training = fixture.studio().training();
    const ModelHandle builtin = fixture.studio().model().handle();
    training.start(smallRun(output));
    // Generation goes on while the network learns: a text for every temperature.
    QVERIFY(QTest::qWaitFor([&] { return training.losses().size() >= 2; }, patience));
    for (const double temperature : {0.5, 0.8, 1.2}) {
        fixture.drag({temperature});
        QVERIFY(fixture.awaitText());
        QCOMPARE(fixture.writtenIds().size(), std::size_t{50});
        QVERIFY(training.isRunning());
    }
    // Weights reach the text as they are learned.
    QVERIFY(
        QTest::qWaitFor([&] { return fixture.studio().model().handle() != builtin; }, patience));
    const double firstLoss = training.losses().front();
    QVERIFY(QTest::qWaitFor([&] { return training.losses().size() >= 20; }, patience));
    QVERIFY(training.losses().back() < firstLoss);
    training.stop();
    QVERIFY(QTest::qWaitFor([&] { return !training.isRunning(); }, patience));
    QVERIFY2(training.status().message.isEmpty(), qPrintable(training.status().message));
    QCOMPARE(fixture.model().step(), static_cast<std::int64_t>(training.losses().size()));
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
    // What was learned is in the file.
    QCOMPARE(modelHash(loadModel(output.toStdString())), fixture.model().hash());
    QVERIFY(fixture.window().close());
}

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the program does
    return runStudioTest<StudioEndToEndTest>(argumentCount, arguments);
}
#include "studio_end_to_end_test.moc"
