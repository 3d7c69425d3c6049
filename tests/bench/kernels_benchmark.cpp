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

/// To be made before the clock runs.
class ShareOfSgemm {
public:
    explicit ShareOfSgemm(int threads) {
        prepareComputeThreads(threads);
        rate_ = bench::sgemmRate();
    }
    /// `operations`: floating-point operations of the products of one iteration.
    void report(benchmark::State& state, double operations) const {
        using benchmark::Counter;
        state.counters["share of sgemm"] =
            Counter(operations / rate_, Counter::kIsIterationInvariantRate);
        state.counters["FLOP/s"] = Counter(operations, Counter::kIsIterationInvariantRate);
        state.counters["sgemm"] = rate_;
    }

private:
    double rate_ = 0.0;
};

/// How many products of a row by the output layer, forward and backward, take the time of its
/// softmax, loss and gradient: the less, the better.
void crossEntropyOfRows(benchmark::State& state) {
    const ShareOfSgemm share(1);
    const torch::Tensor logits = torch::randn({rows, vocabulary});
    const torch::Tensor bias = torch::zeros(vocabulary);
    torch::Tensor biasGradient = torch::zeros(vocabulary);
    const OutputBias<float> output{bias.data_ptr<float>(), biasGradient.data_ptr<float>()};
    const double scale = 1.0 / static_cast<double>(rows);
    for (auto _ : state)
        for (std::int64_t row = 0; row < rows; ++row)
            benchmark::DoNotOptimize(crossEntropyOfRow(logits.data_ptr<float>() + row * vocabulary,
                                                       vocabulary, 7, output, &scale));
    state.counters["rows/s"] = benchmark::Counter(static_cast<double>(rows),
                                                  benchmark::Counter::kIsIterationInvariantRate);
    share.report(state, 0.0);
}
BENCHMARK(crossEntropyOfRows)->Unit(benchmark::kMillisecond);

void outputLayerAndLoss(benchmark::State& state) {
    const ShareOfSgemm share(1);
    const torch::Tensor hidden = torch::randn({rows, width});
    const torch::Tensor weight = torch::randn({vocabulary, width}) / 16.0;
    const torch::Tensor bias = torch::zeros(vocabulary);
    const torch::Tensor targets = torch::randint(2, vocabulary, rows, torch::kInt64);
    ChunkedCrossEntropy loss(1'024);
    CrossEntropyGradients gradients;
    for (auto _ : state)
        benchmark::DoNotOptimize(loss(hidden, weight, bias, targets, &gradients));
    share.report(state, 3.0 * 2.0 * rows * width * vocabulary);
}
BENCHMARK(outputLayerAndLoss)->Unit(benchmark::kMillisecond);

void attentionForwardAndBackward(benchmark::State& state) {
    constexpr std::int64_t heads = 2;
    const ShareOfSgemm share(1);
    const auto leaf = [] { return torch::randn({sequences, length, heads * width}); };
    const torch::Tensor query = leaf().requires_grad_();
    const torch::Tensor key = leaf().requires_grad_();
    const torch::Tensor value = leaf().requires_grad_();
    const torch::Tensor upstream = leaf();
    const torch::Tensor forbidden = torch::ones({length, length}, torch::kBool).triu(1);
    for (auto _ : state)
        attention(query, key, value, heads, forbidden).backward(upstream);
    share.report(state, 3.0 * 2.0 * 2.0 * sequences * heads * length * length * width);
}
BENCHMARK(attentionForwardAndBackward)->Unit(benchmark::kMillisecond);

/// Forward, of a layer from the embedding to so many units.
void layerProduct(benchmark::State& state) {
    const std::int64_t units = state.range(0);
    const ShareOfSgemm share(1);
    const torch::Tensor input = torch::randn({rows, width});
    const torch::Tensor weight = torch::randn({units, width});
    torch::Tensor output = torch::empty({rows, units});
    for (auto _ : state)
        multiplyInto(output, input, weight.t());
    share.report(state, 2.0 * static_cast<double>(rows * width * units));
}
BENCHMARK(layerProduct)->Arg(512)->Arg(2'048)->Arg(vocabulary)->Unit(benchmark::kMillisecond);

/// That layer's gradient of the weights.
void weightGradient(benchmark::State& state) {
    const std::int64_t units = state.range(0);
    const ShareOfSgemm share(1);
    const torch::Tensor input = torch::randn({rows, width});
    const torch::Tensor upstream = torch::randn({rows, units});
    torch::Tensor sum = torch::zeros({units, width});
    for (auto _ : state)
        addTransposedProduct(sum, upstream, input);
    share.report(state, 2.0 * static_cast<double>(rows * width * units));
}
BENCHMARK(weightGradient)->Arg(512)->Arg(2'048)->Arg(vocabulary)->Unit(benchmark::kMillisecond);

void trainingStep(benchmark::State& state, TrainingSettings settings) {
    const ShareOfSgemm share(availableProcessors());
    settings.batchSize = 64;
    bench::TrainingWork work(settings);
    work.step(); // memory is claimed
    for (auto _ : state)
        work.step();
    const auto positions = static_cast<double>(work.positions());
    state.counters["tokens/s"] =
        benchmark::Counter(positions, benchmark::Counter::kIsIterationInvariantRate);
    share.report(state, positions * work.operations());
}
BENCHMARK_CAPTURE(trainingStep, book, bookTrainingSettings())
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MinTime(2.0);
BENCHMARK_CAPTURE(trainingStep, gpt, gptTrainingSettings())
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MinTime(2.0);

} // namespace

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the programs do
    benchmark::Initialize(&argumentCount, arguments);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
