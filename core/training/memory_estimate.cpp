// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/memory_estimate.h"

#include "core/system/available_memory.h"
#include "core/system/error.h"

#include <algorithm>
#include <cmath>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

constexpr double mebibyte = 1024.0 * 1024.0;
constexpr double floatBytes = 4.0;
/// The program, LibTorch and all that is not counted below: fitted to the runs of cli_memory_test.
constexpr double programBytes = 290.0 * mebibyte;
/// The most rows of logits that a worker has at once (NetworkWorker).
constexpr double mostLogitRows = 1024.0;
/// What the backward pass holds at its height, to what the forward pass kept: fitted to runs with
/// slices of 16 and 64.
constexpr double backwardFactor = 1.2;

/// Floats that autograd keeps for one position in one block.
double activationsPerPosition(const ModelConfiguration& model, double length) {
    const auto width = static_cast<double>(model.embeddingWidth);
    const auto heads = static_cast<double>(model.headCount);
    const double projected = heads * static_cast<double>(model.headWidth);
    const double attentions = model.architecture == Architecture::book ? 2.0 : 1.0;
    const double attention = 4.0 * projected + heads * length + 4.0 * width;
    // ReLU takes its input's place, GELU needs both.
    const double hiddens = model.architecture == Architecture::book ? 1.0 : 2.0;
    const double feedForward = hiddens * static_cast<double>(model.hiddenWidth) + 4.0 * width;
    return attentions * attention + feedForward;
}

/// Of a worker that has `rows` targets: even chunks of at most so many.
double logitRows(double rows) {
    return std::ceil(rows / std::ceil(rows / mostLogitRows));
}

} // namespace

std::uint64_t estimateTrainingMemory(const TrainingSettings& settings, std::uint64_t dataTokens,
                                     int threads) {
    const ModelConfiguration& model = settings.model;
    const auto parameters = static_cast<double>(parameterCount(model));
    const auto vocabulary = static_cast<double>(model.vocabularySize);
    const auto width = static_cast<double>(model.embeddingWidth);
    const auto length = static_cast<double>(settings.data.sequenceLength - 1);
    const auto sequences = static_cast<double>(std::min(settings.sliceSize, settings.batchSize));
    const double slots = settings.optimizer.kind == OptimizerKind::adamw ? 2.0 : 1.0;
    // Weights, a gradient for each worker and optimizer state.
    const double workers = std::min(static_cast<double>(threads), sequences);
    const double state = parameters * (1.0 + workers + slots);
    const double checkpoint = parameters * (1.0 + slots); // copies of weights and state
    const double activations =
        backwardFactor * sequences * length *
        (static_cast<double>(model.layerCount) * activationsPerPosition(model, length) +
         6.0 * width);
    const double loss = vocabulary * workers * logitRows(length * std::ceil(sequences / workers));
    // A checkpoint is written between two slices, when no activations are there.
    const double passing = std::max(activations + loss, checkpoint);
    const double bytes = floatBytes * (state + passing + static_cast<double>(dataTokens));
    return static_cast<std::uint64_t>(programBytes + bytes);
}

void requireMemory(const TrainingSettings& settings, std::uint64_t dataTokens, int threads) {
    const std::uint64_t needed = estimateTrainingMemory(settings, dataTokens, threads);
    const std::uint64_t available = availableMemory();
    if (available == 0 || needed <= available)
        return;
    throw MemoryError(fmt::format(
        "this run would need about {:.0f} MiB of memory and {:.0f} MiB are "
        "free: choose a smaller model, vocabulary, sequence length or slice "
        "size, or close other programs",
        static_cast<double>(needed) / mebibyte, static_cast<double>(available) / mebibyte));
}

} // namespace tempera
