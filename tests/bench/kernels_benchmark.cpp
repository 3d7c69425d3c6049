// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a training step and whole steps, with the share of the rate of square products that
// they reach. That rate is measured just before each, with as many threads: a part has one, as it
// has inside a worker, a step has all. "share of sgemm" counts a part's products alone, so
// everything else that it does lowers it.
#include "core/model/compute.h"
#include "core/model/cross_entropy_kernel.h"
#include "core/model/libtorch/attention_function.h"
#include "core/model/libtorch/chunked_cross_entropy.h"
#include "core/model/libtorch/matrix_products.h"
#include "core/system/available_processors.h"
#include "core/system/openmp_waiting.h"
#include "tests/bench/training_work.h"

#include <benchmark/benchmark.h>

namespace {

using namespace tempera;

/// The book's network, and what a worker has of a slice: 8 sequences.
constexpr std::int64_t vocabulary = 15'000;
constexpr std::int64_t width = 256;
constexpr std::int64_t sequences = 8;
constexpr std::int64_t length = 99;
constexpr std::int64_t rows = sequences * length;
/// Of the output layer's products, forward and backward.
constexpr double outputOperations = 3.0 * 2.0 * rows * width * vocabulary;

struct Measured {
    double seconds = 0.0; ///< of one iteration
    double sgemm = 0.0;   ///< operations a second
};

/// `operations`: floating-point operations of the products in one call of `work`.
template <typename Work>
Measured measure(benchmark::State& state, int threads, double operations, const Work& work) {
    prepareComputeThreads(threads);
    const double sgemm = bench::sgemmRate();
    const auto start = bench::Clock::now();
    for (auto _ : state)
        work();
    const double seconds = bench::secondsSince(start) / static_cast<double>(state.iterations());
    state.counters["GFLOP/s"] = operations / seconds / 1e9;
    state.counters["sgemm"] = sgemm / 1e9;
    state.counters["share of sgemm"] = operations / seconds / sgemm;
    return {seconds, sgemm};
}

/// Softmax, loss and gradient of logits that are there. No products: how long it takes is given as
/// a share of the time that the layer's products would take, forward and backward, at sgemm's rate.
void crossEntropyOfRows(benchmark::State& state) {
    const torch::Tensor logits = torch::randn({rows, vocabulary});
    const torch::Tensor bias = torch::zeros(vocabulary);
    torch::Tensor biasGradient = torch::zeros(vocabulary);
    const OutputBias<float> output{bias.data_ptr<float>(), biasGradient.data_ptr<float>()};
    const double scale = 1.0 / static_cast<double>(rows);
    const Measured measured = measure(state, 1, 0.0, [&] {
        for (std::int64_t row = 0; row < rows; ++row)
            benchmark::DoNotOptimize(crossEntropyOfRow(logits.data_ptr<float>() + row * vocabulary,
                                                       vocabulary, 7, output, &scale));
    });
    state.counters["beside its products"] = measured.seconds * measured.sgemm / outputOperations;
}
BENCHMARK(crossEntropyOfRows)->Unit(benchmark::kMillisecond);

void outputLayerAndLoss(benchmark::State& state) {
    const torch::Tensor hidden = torch::randn({rows, width});
    const torch::Tensor weight = torch::randn({vocabulary, width}) / 16.0;
    const torch::Tensor bias = torch::zeros(vocabulary);
    const torch::Tensor targets = torch::randint(2, vocabulary, rows, torch::kInt64);
    ChunkedCrossEntropy loss(1'024);
    CrossEntropyGradients gradients;
    measure(state, 1, outputOperations,
            [&] { benchmark::DoNotOptimize(loss(hidden, weight, bias, targets, &gradients)); });
}
BENCHMARK(outputLayerAndLoss)->Unit(benchmark::kMillisecond);

void attentionForwardAndBackward(benchmark::State& state) {
    constexpr std::int64_t heads = 2;
    const auto random = [] { return torch::randn({sequences, length, heads * width}); };
    const torch::Tensor query = random().requires_grad_();
    const torch::Tensor key = random().requires_grad_();
    const torch::Tensor value = random().requires_grad_();
    const torch::Tensor upstream = random();
    const torch::Tensor forbidden = torch::ones({length, length}, torch::kBool).triu(1);
    measure(state, 1, 3.0 * 2.0 * 2.0 * sequences * heads * length * length * width,
            [&] { attention(query, key, value, heads, forbidden).backward(upstream); });
}
BENCHMARK(attentionForwardAndBackward)->Unit(benchmark::kMillisecond);

double layerOperations(std::int64_t units) {
    return 2.0 * static_cast<double>(rows * width * units);
}

/// Forward, of a layer from the embedding to so many units.
void layerProduct(benchmark::State& state) {
    const std::int64_t units = state.range(0);
    const torch::Tensor input = torch::randn({rows, width});
    const torch::Tensor weight = torch::randn({units, width});
    const torch::Tensor output = torch::empty({rows, units});
    measure(state, 1, layerOperations(units), [&] { multiplyInto(output, input, weight.t()); });
}
BENCHMARK(layerProduct)->Arg(512)->Arg(2'048)->Arg(vocabulary)->Unit(benchmark::kMillisecond);

/// That layer's gradient of the weights.
void weightGradient(benchmark::State& state) {
    const std::int64_t units = state.range(0);
    const torch::Tensor input = torch::randn({rows, width});
    const torch::Tensor upstream = torch::randn({rows, units});
    torch::Tensor sum = torch::zeros({units, width});
    measure(state, 1, layerOperations(units), [&] { addTransposedProduct(sum, upstream, input); });
}
BENCHMARK(weightGradient)->Arg(512)->Arg(2'048)->Arg(vocabulary)->Unit(benchmark::kMillisecond);

void trainingStep(benchmark::State& state, TrainingSettings settings) {
    prepareComputeThreads(availableProcessors());
    settings.batchSize = 64;
    bench::TrainingWork work(settings);
    work.step(); // memory is claimed
    const auto positions = static_cast<double>(work.positions());
    const Measured measured =
        measure(state, availableProcessors(), positions * work.operations(), [&] { work.step(); });
    state.counters["tokens/s"] = positions / measured.seconds;
}
BENCHMARK_CAPTURE(trainingStep, book, bookTrainingSettings())
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3)
    ->UseRealTime();
BENCHMARK_CAPTURE(trainingStep, gpt, gptTrainingSettings())
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3)
    ->UseRealTime();

} // namespace

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the programs do
    benchmark::Initialize(&argumentCount, arguments);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
