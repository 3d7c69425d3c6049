// SPDX-License-Identifier: GPL-3.0-or-later
// A run takes denormal numbers for 0: with them a step would be many times slower, as is printed.
// tests/libtorch/compute_threads_test.cpp looks at each of its threads.
#include "core/model/compute.h"
#include "core/model/language_model.h"
#include "support/random_model.h"

#include <QElapsedTimer>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <functional>
#include <thread>

using namespace tempera;
using namespace tempera::test;

namespace {

/// Weights of the output layer so small that every gradient below it would be a denormal number,
/// though a normal one in another unit of the loss.
ModelWeights withTinyOutput(ModelWeights weights) {
    for (NamedTensor& tensor : weights.tensors)
        if (tensor.name == "output.weight")
            for (float& value : tensor.values)
                value = std::copysign(2e-38F, value);
    return weights;
}

std::size_t denormals(const std::vector<NamedTensor>& tensors) {
    std::size_t count = 0;
    for (const NamedTensor& tensor : tensors)
        count += static_cast<std::size_t>(std::ranges::count_if(
            tensor.values, [](float value) { return std::fpclassify(value) == FP_SUBNORMAL; }));
    return count;
}

struct Slices {
    std::size_t denormalGradients = 0;
    qint64 nanoseconds = 0;
};

/// In a thread of its own, which begins with the setting of this one: denormals are denormals.
Slices train(const ModelConfiguration& configuration, const std::function<void()>& prepare) {
    Slices result;
    std::thread trainer([&] {
        const auto model = createLanguageModel(configuration, {}, 1);
        model->load(withTinyOutput(randomWeights(configuration, 1)));
        const Batch slice = randomBatch(configuration, 8, 3);
        model->accumulateGradient(slice, slice.targetCount(), 0); // the other threads exist now
        prepare();
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 10; ++i) {
            model->discardGradient();
            model->accumulateGradient(slice, slice.targetCount(), 0);
        }
        result.nanoseconds = timer.nsecsElapsed();
        result.denormalGradients = denormals(model->gradient());
    });
    trainer.join();
    return result;
}

} // namespace

class DenormalsInTrainingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyWorkerTakesThemForZero_data();
    void everyWorkerTakesThemForZero();
};

void DenormalsInTrainingTest::everyWorkerTakesThemForZero_data() {
    QTest::addColumn<int>("threads");
    QTest::newRow("one thread") << 1;
    QTest::newRow("two threads") << 2;
    QTest::newRow("four threads") << 4;
}

void DenormalsInTrainingTest::everyWorkerTakesThemForZero() {
    QFETCH(const int, threads);
    ModelConfiguration configuration = tinyConfiguration(Architecture::book);
    configuration.embeddingWidth = 64;
    configuration.hiddenWidth = 512;
    const Slices kept = train(configuration, [] {});
    const Slices flushed = train(configuration, [threads] { prepareComputeThreads(threads); });
    QCOMPARE(flushed.denormalGradients, std::size_t{0});
    QVERIFY(kept.denormalGradients > 100); // so there was something to flush
    qInfo("with denormals a slice takes %.1f times as long",
          static_cast<double>(kept.nanoseconds) / static_cast<double>(flushed.nanoseconds));
}

QTEST_GUILESS_MAIN(DenormalsInTrainingTest)
#include "denormals_in_training_test.moc"
