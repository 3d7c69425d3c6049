// SPDX-License-Identifier: GPL-3.0-or-later
// What a person waits for between a move of the temperature and the new text: the distribution, the
// entropy curve, and 50 tokens by the book's network with its 15,000 words.
#include "core/model/inference_engine.h"
#include "core/model/initial_weights.h"
#include "core/model/prefix_cache.h"
#include "core/sampling/distribution.h"
#include "core/sampling/entropy_curve.h"
#include "core/sampling/generation.h"
#include "tests/bench/sampler_chains.h"

#include <benchmark/benchmark.h>
#include <cmath>
#include <random>

namespace {

using namespace tempera;
using bench::chains;
using bench::temperature;

constexpr std::size_t vocabularySize = 15'000;
const std::vector<TokenId> prompt{10, 20};

/// As a trained model's: a wide tail and a few tokens far ahead.
std::vector<float> realisticLogits() {
    std::mt19937_64 random(1);
    std::normal_distribution<float> normal(0.0F, 2.5F);
    std::vector<float> logits(vocabularySize);
    for (float& logit : logits)
        logit = normal(random);
    return logits;
}

const SamplerChain& chainOf(benchmark::State& state) {
    const auto& [name, chain] = chains[static_cast<std::size_t>(state.range(0))];
    state.SetLabel(name);
    return chain;
}

void everyChain(benchmark::internal::Benchmark* benchmark) {
    benchmark->DenseRange(0, static_cast<std::int64_t>(chains.size()) - 1);
    benchmark->Unit(benchmark::kMicrosecond);
}

/// Candidates, entropy and the 20 first tokens with their probabilities.
void lensOfOnePosition(benchmark::State& state) {
    const auto logits = realisticLogits();
    const SamplerChain& chain = chainOf(state);
    for (auto _ : state) {
        Distribution distribution(logits, chain);
        double shown = distribution.entropyBits();
        for (std::size_t rank = 1; rank <= 20; ++rank)
            shown += distribution.probability(distribution.tokenAtRank(rank));
        benchmark::DoNotOptimize(shown);
    }
}
BENCHMARK(lensOfOnePosition)->Apply(everyChain);

/// What a written token costs beside the model, over 64 needles.
void distributionAndPick(benchmark::State& state) {
    const auto logits = realisticLogits();
    const SamplerChain& chain = chainOf(state);
    std::size_t step = 0;
    for (auto _ : state) {
        Distribution distribution(logits, chain);
        benchmark::DoNotOptimize(distribution.pick(samplingNeedle(1, step++ % 64)));
    }
}
BENCHMARK(distributionAndPick)->Apply(everyChain);

void entropyCurveOf60(benchmark::State& state) {
    const auto logits = realisticLogits();
    const SamplerChain& chain = chainOf(state);
    const auto temperatures = logarithmicTemperatures(0.05, 5.0, 60);
    for (auto _ : state)
        benchmark::DoNotOptimize(entropyCurve(logits, chain, temperatures));
}
BENCHMARK(entropyCurveOf60)->Apply(everyChain);

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

GenerationSettings fiftyTokens(double t, std::uint64_t seed) {
    return {{temperature(t)}, 50, seed};
}

/// Per token: how much of the time goes to the model.
void reportTokens(benchmark::State& state) {
    state.counters["tokens/s"] =
        benchmark::Counter(50.0, benchmark::Counter::kIsIterationInvariantRate);
}

void textByTheEngineAlone(benchmark::State& state) {
    const WeightSnapshot weights = bookWeights(); // made before the clock runs
    std::uint64_t seed = 0;
    for (auto _ : state) {
        InferenceEngine engine(weights);
        benchmark::DoNotOptimize(generate(engine, prompt, fiftyTokens(0.7, ++seed)));
    }
    reportTokens(state);
}
BENCHMARK(textByTheEngineAlone)->Unit(benchmark::kMillisecond);

/// Another seed every time: all but the prompt is new.
void textWhenAllOfItChanges(benchmark::State& state) {
    PrefixCache cache(bookWeights());
    std::uint64_t seed = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(generate(cache, prompt, fiftyTokens(0.7, ++seed)));
    reportTokens(state);
}
BENCHMARK(textWhenAllOfItChanges)->Unit(benchmark::kMillisecond);

void textWhenNothingChanges(benchmark::State& state) {
    PrefixCache cache(bookWeights());
    for (auto _ : state)
        benchmark::DoNotOptimize(generate(cache, prompt, fiftyTokens(0.7, 1)));
    reportTokens(state);
}
BENCHMARK(textWhenNothingChanges)->Unit(benchmark::kMillisecond);

/// The cache's share of the above: 50 walks down the tree.
void walkWhenNothingChanges(benchmark::State& state) {
    PrefixCache cache(bookWeights());
    auto text = wholeText(prompt, generate(cache, prompt, fiftyTokens(0.7, 1)));
    text.pop_back();
    for (auto _ : state)
        for (std::size_t length = prompt.size(); length <= text.size(); ++length)
            benchmark::DoNotOptimize(cache.logitsAfter(std::span(text).first(length)));
}
BENCHMARK(walkWhenNothingChanges)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
