// SPDX-License-Identifier: GPL-3.0-or-later
// What a written token costs by the book's network with its 15,000 words: alone, at five
// temperatures at once, among many texts. Run it with --benchmark_repetitions=5
// --benchmark_enable_random_interleaving=true: a machine's speed drifts.
#include "core/model/batched_generation.h"
#include "core/model/builtin_model.h"
#include "core/model/inference_engine.h"
#include "core/model/initial_weights.h"
#include "core/sampling/distribution.h"
#include "core/sampling/generation.h"
#include "tests/bench/sampler_chains.h"

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>

namespace {

using namespace tempera;
using bench::chains;
using bench::temperature;

const std::vector<TokenId> prompt{10, 20};
constexpr std::size_t length = 50;

/// The book's network, whose weights are random, with logits as far apart as a trained one's.
WeightSnapshot bookWeights() {
    static const WeightSnapshot weights = [] {
        ModelWeights values = initialWeights(bookConfiguration(), 1);
        for (NamedTensor& tensor : values.tensors)
            if (tensor.name == "output.weight")
                for (float& value : tensor.values)
                    value *= 6.0F;
        return std::make_shared<const ModelWeights>(std::move(values));
    }();
    return weights;
}

void reportTokens(benchmark::State& state, std::size_t tokens) {
    const auto count = static_cast<double>(tokens);
    state.counters["tokens/s"] =
        benchmark::Counter(count, benchmark::Counter::kIsIterationInvariantRate);
    state.counters["s/token"] = benchmark::Counter(
        count, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

/// One text, by an engine that is kept: what a slider waits for.
void oneText(benchmark::State& state) {
    const auto& [name, chain] = chains[static_cast<std::size_t>(state.range(0))];
    state.SetLabel(name);
    InferenceEngine engine(bookWeights());
    std::uint64_t seed = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(generate(engine, prompt, {chain, length, ++seed}));
    reportTokens(state, length);
}
BENCHMARK(oneText)
    ->DenseRange(0, static_cast<std::int64_t>(chains.size()) - 1)
    ->Unit(benchmark::kMillisecond);

/// The same with weights that are kept as bfloat16.
void oneTextOfRoundedWeights(benchmark::State& state) {
    InferenceEngine engine(bookWeights(), WeightPrecision::bfloat16);
    std::uint64_t seed = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(generate(engine, prompt, {{temperature(0.7)}, length, ++seed}));
    reportTokens(state, length);
}
BENCHMARK(oneTextOfRoundedWeights)->Unit(benchmark::kMillisecond);

/// The same luck at the book's five temperatures, by one thread.
void fiveTemperaturesAtOnce(benchmark::State& state) {
    InferenceEngine engine(bookWeights());
    std::uint64_t seed = 0;
    for (auto _ : state) {
        ++seed;
        std::vector<GenerationRun> runs;
        for (const double value : {0.2, 0.5, 0.7, 1.0, 1.5})
            runs.emplace_back(prompt, GenerationSettings{{temperature(value)}, length, seed});
        while (!runs.front().finished()) {
            const std::vector<std::span<const TokenId>> texts = [&runs] {
                std::vector<std::span<const TokenId>> spans;
                for (const GenerationRun& run : runs)
                    spans.emplace_back(run.text());
                return spans;
            }();
            const auto logits = engine.logitsAfterEach(texts);
            for (std::size_t i = 0; i < runs.size(); ++i)
                benchmark::DoNotOptimize(runs[i].advance(logits[i]));
        }
    }
    reportTokens(state, 5 * length);
}
BENCHMARK(fiveTemperaturesAtOnce)->Unit(benchmark::kMillisecond);

/// 200 texts by so many threads.
void manyTexts(benchmark::State& state) {
    const auto& [name, chain] = chains[static_cast<std::size_t>(state.range(0))];
    state.SetLabel(name);
    const WeightSnapshot weights = bookWeights();
    std::vector<GenerationSettings> texts;
    for (std::uint64_t seed = 0; seed < 200; ++seed)
        texts.push_back({chain, length, seed});
    for (auto _ : state)
        benchmark::DoNotOptimize(
            generateEach(weights, prompt, texts, {.threads = static_cast<int>(state.range(1))}));
    reportTokens(state, texts.size() * length);
}
BENCHMARK(manyTexts)
    ->ArgsProduct({benchmark::CreateDenseRange(0, static_cast<std::int64_t>(chains.size()) - 1, 1),
                   {1, 2}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

/// What rounding does to the built-in model's distributions, over the positions of its own texts:
/// the largest change of a probability and of the entropy in bits.
void changeByRounding(benchmark::State& state) {
    const ModelHandle model = loadBuiltinModel();
    InferenceEngine exact(model->weights());
    InferenceEngine rounded(model->weights(), WeightPrecision::bfloat16);
    double probability = 0.0;
    double entropy = 0.0;
    double mean = 0.0;
    for (auto _ : state) {
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            std::vector<TokenId> text = prompt;
            for (const GeneratedToken& token :
                 generate(exact, prompt, {{temperature(1.0)}, length, seed})) {
                Distribution before(exact.logitsAfter(text), {});
                Distribution after(rounded.logitsAfter(text), {});
                for (TokenId id = 0; static_cast<std::size_t>(id) < before.vocabularySize(); ++id)
                    probability = std::max(
                        probability, std::abs(after.probability(id) - before.probability(id)));
                const double change = std::abs(after.entropyBits() - before.entropyBits());
                entropy = std::max(entropy, change);
                mean += change / (10.0 * length);
                text.push_back(token.id);
            }
        }
    }
    state.counters["probability"] = probability;
    state.counters["bits"] = entropy;
    state.counters["bits, mean"] = mean;
}
BENCHMARK(changeByRounding)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
