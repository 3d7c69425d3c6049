// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_language_model.h"

#include "core/system/error.h"

#include <algorithm>
#include <cmath>

namespace tempera {

FakeLanguageModel::FakeLanguageModel(std::int64_t vocabularySize, std::int64_t contextLength)
    : vocabularySize_(static_cast<std::size_t>(vocabularySize)),
      table_(vocabularySize_ * vocabularySize_),
      gradient_(table_.size()) {
    configuration_.vocabularySize = vocabularySize;
    configuration_.contextLength = contextLength;
}

LossSum FakeLanguageModel::visit(const Batch& batch, double gradientScale) {
    LossSum loss;
    std::vector<double> weights(vocabularySize_);
    for (std::size_t position = 0; position + 1 < batch.tokens.size(); ++position) {
        const TokenId target = batch.tokens[position + 1];
        const bool lastOfRow = (position + 1) % static_cast<std::size_t>(batch.length) == 0;
        if (lastOfRow || target == paddingToken)
            continue;
        const std::size_t row = static_cast<std::size_t>(batch.tokens[position]) * vocabularySize_;
        double total = 0.0;
        for (std::size_t id = 0; id < vocabularySize_; ++id)
            total += weights[id] = std::exp(table_[row + id]);
        loss += {std::log(total) - table_[row + static_cast<std::size_t>(target)], 1};
        for (std::size_t id = 0; gradientScale > 0.0 && id < vocabularySize_; ++id) {
            const double indicator = id == static_cast<std::size_t>(target) ? 1.0 : 0.0;
            gradient_[row + id] +=
                static_cast<float>((weights[id] / total - indicator) * gradientScale);
        }
    }
    return loss;
}

LossSum FakeLanguageModel::accumulateGradient(const Batch& slice, std::int64_t targetsInBatch,
                                              std::uint64_t /*dropoutSeed*/) {
    return visit(slice, 1.0 / static_cast<double>(targetsInBatch));
}

void FakeLanguageModel::discardGradient() {
    std::ranges::fill(gradient_, 0.0F);
}

double FakeLanguageModel::applyGradient(const OptimizerStep& step) {
    double squares = 0.0;
    for (std::size_t i = 0; i < table_.size(); ++i) {
        squares += double{gradient_[i]} * gradient_[i];
        table_[i] -= static_cast<float>(step.learningRate) * gradient_[i];
    }
    discardGradient();
    return std::sqrt(squares);
}

LossSum FakeLanguageModel::evaluate(const Batch& batch) {
    return visit(batch, 0.0);
}

std::vector<float> FakeLanguageModel::logits(std::span<const TokenId> inputs) {
    std::vector<float> logits;
    for (const TokenId token : inputs) {
        const auto row = table_.begin() + static_cast<std::ptrdiff_t>(token) *
                                              static_cast<std::ptrdiff_t>(vocabularySize_);
        logits.insert(logits.end(), row, row + static_cast<std::ptrdiff_t>(vocabularySize_));
    }
    return logits;
}

NamedTensor FakeLanguageModel::asTensor(const std::vector<float>& values) const {
    return {"table", {configuration_.vocabularySize, configuration_.vocabularySize}, values};
}

WeightSnapshot FakeLanguageModel::snapshot() const {
    return std::make_shared<const ModelWeights>(ModelWeights{configuration_, {asTensor(table_)}});
}

void FakeLanguageModel::load(const ModelWeights& weights) {
    if (weights.configuration != configuration_)
        throw Error("the weights are another model's");
    table_ = weights.tensors.at(0).values;
}

std::vector<NamedTensor> FakeLanguageModel::gradient() const {
    return {asTensor(gradient_)};
}

} // namespace tempera
