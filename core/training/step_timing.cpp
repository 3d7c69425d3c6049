// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/step_timing.h"

#include "core/system/error.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace tempera {

namespace {

using Clock = std::chrono::steady_clock;
using Sequences = std::vector<std::uint32_t>;
/// Shares of the budget; a run spends little of its time in validation.
constexpr double trainingShare = 0.7;
constexpr double updateShare = 0.1;
constexpr double validationShare = 0.2;
constexpr int fewestSlices = 2;
constexpr std::size_t mostSlices = 16;
constexpr int mostUpdates = 8;

template <typename Work>
double secondsOf(const Work& work) {
    const auto start = Clock::now();
    work();
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// As in a run: like lengths side by side.
Sequences sortedByLength(Sequences sequences, const SequenceDataset& dataset) {
    std::ranges::stable_sort(sequences, std::ranges::greater{},
                             [&](std::uint32_t index) { return dataset.sequence(index).size(); });
    return sequences;
}

/// The sequences in slices, in an order in which any first few hold long and short ones alike:
/// slice k stands at k times the golden ratio, modulo 1. At most mostSlices: the rest of a large
/// set would only take memory.
std::vector<Batch> spreadSlices(const SequenceDataset& dataset, const Sequences& sequences,
                                std::size_t sliceSize) {
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t begin = 0; begin < sequences.size(); begin += sliceSize) {
        const double turns = static_cast<double>(order.size()) * 0.6180339887498949;
        order.emplace_back(turns - static_cast<double>(static_cast<std::int64_t>(turns)), begin);
    }
    std::ranges::sort(order);
    order.resize(std::min(order.size(), mostSlices));
    std::vector<Batch> slices;
    for (const auto& [place, begin] : order) {
        const std::size_t count = std::min(sliceSize, sequences.size() - begin);
        slices.push_back(makeBatch(dataset, std::span(sequences).subspan(begin, count)));
    }
    return slices;
}

/// Of the first batches of the run, as many as give a handful of slices.
std::vector<Batch> trainingSlices(const TrainingData& data, const TrainingSettings& settings) {
    constexpr std::size_t handful = 8;
    const Sequences order = epochOrder(data.training.size(), settings.seed, 0);
    const auto batchSize = static_cast<std::size_t>(settings.batchSize);
    const auto sliceSize = static_cast<std::size_t>(settings.sliceSize);
    std::vector<Batch> slices;
    for (std::size_t begin = 0; begin < order.size() && slices.size() < handful;
         begin += batchSize) {
        const auto first = order.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto count = std::min(batchSize, order.size() - begin);
        const Sequences batch(first, first + static_cast<std::ptrdiff_t>(count));
        for (Batch& slice :
             spreadSlices(data.training, sortedByLength(batch, data.training), sliceSize))
            slices.push_back(std::move(slice));
    }
    return slices;
}

std::vector<Batch> validationSlices(const TrainingData& data, const TrainingSettings& settings) {
    Sequences sequences(data.validation.size());
    std::iota(sequences.begin(), sequences.end(), 0U);
    return spreadSlices(data.validation, sortedByLength(std::move(sequences), data.validation),
                        static_cast<std::size_t>(settings.sliceSize));
}

/// Seconds per token of `work` on the slices in turn: the first call is discarded.
double secondsPerToken(const std::vector<Batch>& slices, double budget, int fewest,
                       const std::stop_token& stop, const std::function<void(const Batch&)>& work) {
    double seconds = 0.0;
    std::int64_t tokens = 0;
    work(slices.front());
    for (int done = 0; done < fewest || seconds < budget; ++done) {
        if (stop.stop_requested())
            throw Cancelled();
        const Batch& slice = slices[static_cast<std::size_t>(done) % slices.size()];
        seconds += secondsOf([&] { work(slice); });
        tokens += slice.targetCount();
    }
    return seconds / static_cast<double>(tokens);
}

/// The mean of a few: one alone says little. The first is discarded, since it allocates the
/// optimizer's state.
double secondsPerUpdate(LanguageModel& model, const Batch& slice, double budget,
                        const std::stop_token& stop) {
    model.applyGradient({1, 0.0});
    double seconds = 0.0;
    int done = 0;
    while (done == 0 || (done < mostUpdates && seconds < budget)) {
        if (stop.stop_requested())
            throw Cancelled();
        model.accumulateGradient(slice, slice.targetCount(), 0);
        ++done;
        seconds += secondsOf([&] { model.applyGradient({done + 1, 0.0}); });
    }
    return seconds / done;
}

} // namespace

StepTiming measureStep(LanguageModel& model, const TrainingData& data,
                       const TrainingSettings& settings, std::chrono::duration<double> budget,
                       std::stop_token stop) {
    validate(settings);
    const std::vector<Batch> training = trainingSlices(data, settings);
    if (training.empty())
        throw Error("the corpus has no document of at least two tokens to train on");
    StepTiming timing;
    timing.perTrainingToken = secondsPerToken(
        training, budget.count() * trainingShare, fewestSlices, stop, [&](const Batch& slice) {
            model.accumulateGradient(slice, slice.targetCount(), settings.seed);
        });
    timing.perUpdate =
        secondsPerUpdate(model, training.front(), budget.count() * updateShare, stop);
    if (const std::vector<Batch> validation = validationSlices(data, settings); !validation.empty())
        timing.perValidationToken =
            secondsPerToken(validation, budget.count() * validationShare, 1, stop,
                            [&](const Batch& slice) { model.evaluate(slice); });
    return timing;
}

EpochEstimate estimateEpoch(const StepTiming& timing, const TrainingData& data,
                            const TrainingSettings& settings) {
    const auto sequences = static_cast<std::int64_t>(data.training.size());
    const std::int64_t steps = (sequences + settings.batchSize - 1) / settings.batchSize;
    const auto tokens = static_cast<double>(data.training.targetCount());
    // At the end of the epoch, and at every multiple that isn't its end.
    const std::int64_t every = settings.validateEvery > 0 ? settings.validateEvery : steps;
    const std::int64_t validations = every > 0 ? (steps + every - 1) / every : 0;
    const double training =
        tokens * timing.perTrainingToken + static_cast<double>(steps) * timing.perUpdate;
    const double validation =
        static_cast<double>(data.validation.targetCount()) * timing.perValidationToken;
    EpochEstimate estimate;
    estimate.stepsPerEpoch = steps;
    estimate.secondsPerStep = training / static_cast<double>(std::max<std::int64_t>(1, steps));
    estimate.secondsPerEpoch = training + static_cast<double>(validations) * validation;
    estimate.tokensPerSecond = training > 0.0 ? tokens / training : 0.0;
    return estimate;
}

} // namespace tempera
