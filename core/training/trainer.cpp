// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include "core/system/error.h"
#include "core/system/keyed_random.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Sequences of like length side by side need little padding. Where lengths are equal the given
/// order stays.
void sortByLength(std::vector<std::uint32_t>& sequences, const SequenceDataset& dataset) {
    std::ranges::stable_sort(sequences, std::ranges::greater{},
                             [&](std::uint32_t index) { return dataset.sequence(index).size(); });
}

void requireEnoughSequences(const TrainingData& data, std::int64_t batchSize) {
    const auto available = static_cast<std::int64_t>(data.training.size());
    if (available == 0)
        throw Error("the corpus has no document of at least two tokens to train on");
    if (available < batchSize)
        throw SettingError(fmt::format("the corpus gives {} training sequences, fewer than one "
                                       "batch of {}: use a batch size of at most {}",
                                       available, batchSize, available));
}

DivergedError diverged(std::int64_t step, const std::string& what) {
    return DivergedError(
        fmt::format("training diverged at step {}: {}. The weights are those of the step "
                    "before. Try a lower learning rate or gradient clipping",
                    step, what));
}

} // namespace

Trainer::Trainer(std::unique_ptr<LanguageModel> model, const TrainingData& data,
                 TrainingSettings settings, TrainingProgress progress)
    : model_(std::move(model)),
      data_(data),
      settings_(std::move(settings)),
      progress_(std::move(progress)) {
    validate(settings_);
    requireEnoughSequences(data_, settings_.batchSize);
    const auto sequences = static_cast<std::int64_t>(data_.training.size());
    stepsPerEpoch_ = (sequences + settings_.batchSize - 1) / settings_.batchSize;
}

bool Trainer::finished() const {
    return !step_ && !validation_ && limitReached() && !validationDue();
}

TrainingEvent Trainer::advance() {
    const auto start = Clock::now();
    const bool validating = validation_ || (!step_ && validationDue());
    TrainingEvent event = validating ? advanceValidation() : advanceStep();
    progress_.elapsedSeconds += secondsSince(start);
    return event;
}

void Trainer::abandonUnfinished() {
    if (step_)
        model_->discardGradient();
    step_.reset();
    validation_.reset();
}

TrainingEvent Trainer::advanceStep() {
    const auto start = Clock::now();
    if (!step_)
        step_ = beginStep();
    accumulateSlice();
    if (step_->next < step_->sequences.size()) {
        step_->seconds += secondsSince(start);
        return {};
    }
    StepRecord record = updateWeights();
    const double seconds = step_->seconds + secondsSince(start);
    record.tokensPerSecond = static_cast<double>(step_->loss.targets) / seconds;
    step_.reset();
    progress_.steps.push_back(record);
    return record;
}

void Trainer::accumulateSlice() {
    const std::int64_t number = progress_.stepsDone() + 1;
    const std::uint64_t dropoutSeed =
        keyedBits(settings_.seed, RandomStream::dropout, static_cast<std::uint32_t>(step_->next),
                  static_cast<std::uint64_t>(number));
    const Batch slice = takeSlice(data_.training, step_->sequences, step_->next);
    step_->loss += model_->accumulateGradient(slice, step_->targets, dropoutSeed);
    if (std::isfinite(step_->loss.total))
        return;
    abandonUnfinished();
    throw diverged(number, "the loss is not a finite number");
}

StepRecord Trainer::updateWeights() {
    StepRecord record;
    record.step = progress_.stepsDone() + 1;
    record.epoch = (record.step - 1) / stepsPerEpoch_ + 1;
    record.loss = step_->loss.mean();
    record.learningRate =
        learningRateAt(settings_.schedule, record.step,
                       fractionDoneAt(static_cast<double>(progress_.stepsDone())));
    try {
        record.gradientNorm = model_->applyGradient({record.step, record.learningRate});
    } catch (const MemoryError&) {
        abandonUnfinished();
        throw;
    } catch (const Error& error) {
        abandonUnfinished();
        throw diverged(record.step, error.what());
    }
    return record;
}

Trainer::Step Trainer::beginStep() {
    const std::int64_t epoch = progress_.stepsDone() / stepsPerEpoch_;
    const std::int64_t batch = progress_.stepsDone() % stepsPerEpoch_;
    orderEpoch(epoch);
    const auto begin = static_cast<std::size_t>(batch * settings_.batchSize);
    const auto end = std::min(order_.size(), begin + static_cast<std::size_t>(settings_.batchSize));
    Step step;
    step.sequences.assign(order_.begin() + static_cast<std::ptrdiff_t>(begin),
                          order_.begin() + static_cast<std::ptrdiff_t>(end));
    sortByLength(step.sequences, data_.training);
    for (const std::uint32_t index : step.sequences)
        step.targets += static_cast<std::int64_t>(data_.training.sequence(index).size()) - 1;
    return step;
}

void Trainer::orderEpoch(std::int64_t epoch) {
    if (epoch == orderedEpoch_)
        return;
    order_ = epochOrder(data_.training.size(), settings_.seed, epoch);
    orderedEpoch_ = epoch;
}

Batch Trainer::takeSlice(const SequenceDataset& dataset,
                         const std::vector<std::uint32_t>& sequences, std::size_t& next) const {
    const std::size_t count =
        std::min(sequences.size() - next, static_cast<std::size_t>(settings_.sliceSize));
    const Batch slice = makeBatch(dataset, std::span(sequences).subspan(next, count));
    next += count;
    return slice;
}

TrainingEvent Trainer::advanceValidation() {
    if (!validation_) {
        validation_ = Validation{};
        validation_->sequences.resize(data_.validation.size());
        std::iota(validation_->sequences.begin(), validation_->sequences.end(), 0U);
        sortByLength(validation_->sequences, data_.validation);
    }
    const Batch slice = takeSlice(data_.validation, validation_->sequences, validation_->next);
    validation_->loss += model_->evaluate(slice);
    if (!std::isfinite(validation_->loss.total)) {
        abandonUnfinished();
        throw DivergedError(
            fmt::format("training diverged at step {}: the validation loss is not a finite number. "
                        "Try a lower learning rate or gradient clipping",
                        progress_.stepsDone()));
    }
    if (validation_->next < validation_->sequences.size())
        return {};
    const std::int64_t step = progress_.stepsDone();
    const ValidationRecord record{step, (step - 1) / stepsPerEpoch_ + 1, validation_->loss.mean()};
    validation_.reset();
    progress_.validations.push_back(record);
    return record;
}

bool Trainer::limitReached() const {
    return fractionDoneAt(static_cast<double>(progress_.stepsDone())) >= 1.0;
}

bool Trainer::atEpochEnd() const {
    return progress_.stepsDone() > 0 && progress_.stepsDone() % stepsPerEpoch_ == 0;
}

bool Trainer::validationDue() const {
    const std::int64_t step = progress_.stepsDone();
    if (step == 0 || data_.validation.size() == 0)
        return false;
    if (!progress_.validations.empty() && progress_.validations.back().step == step)
        return false;
    return atEpochEnd() || limitReached() ||
           (settings_.validateEvery > 0 && step % settings_.validateEvery == 0);
}

double Trainer::fractionDone() const {
    const double slices =
        step_ ? static_cast<double>(step_->next) / static_cast<double>(step_->sequences.size())
              : 0.0;
    return std::min(1.0, fractionDoneAt(static_cast<double>(progress_.stepsDone()) + slices));
}

double Trainer::fractionDoneAt(double steps) const {
    const TrainingLimits& limits = settings_.limits;
    double fraction = 0.0;
    if (limits.steps)
        fraction = std::max(fraction, steps / static_cast<double>(*limits.steps));
    if (limits.epochs)
        fraction = std::max(fraction, steps / (static_cast<double>(*limits.epochs) *
                                               static_cast<double>(stepsPerEpoch_)));
    if (limits.minutes)
        fraction = std::max(fraction, progress_.elapsedSeconds / (*limits.minutes * 60.0));
    return fraction;
}

} // namespace tempera
