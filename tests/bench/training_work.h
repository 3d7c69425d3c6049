// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/language_model.h"
#include "core/training/training_settings.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <torch/torch.h>
#include <vector>

namespace tempera::bench {

using Clock = std::chrono::steady_clock;

inline double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Floating-point operations a second of products of square matrices: the median of some, since a
/// step's rate is no best case either.
inline double sgemmRate() {
    constexpr std::int64_t size = 2'048;
    constexpr std::size_t products = 9;
    const torch::Tensor left = torch::rand({size, size});
    const torch::Tensor right = torch::rand({size, size});
    torch::Tensor product = torch::empty({size, size});
    std::vector<double> rates;
    for (std::size_t i = 0; i < products; ++i) {
        const auto start = Clock::now();
        torch::mm_out(product, left, right);
        rates.push_back(2.0 * size * size * size / secondsSince(start));
    }
    std::ranges::nth_element(rates, rates.begin() + products / 2);
    return rates[products / 2];
}

/// Of the products of one position, forward and backward (three times forward), in sequences of
/// `length` positions.
inline double operationsPerPosition(const ModelConfiguration& model, std::int64_t length) {
    double multiplications = 0.0;
    for (const TensorShape& tensor : tensorShapes(model)) {
        const bool isProduct =
            tensor.shape.size() == 2 && !tensor.name.ends_with("embedding.weight");
        if (isProduct)
            multiplications += static_cast<double>(elementCount(tensor.shape));
    }
    if (model.tiedEmbeddings)
        multiplications += static_cast<double>(model.vocabularySize * model.embeddingWidth);
    const double attentions = model.architecture == Architecture::book ? 2.0 : 1.0;
    multiplications += attentions * static_cast<double>(model.layerCount) * 2.0 *
                       static_cast<double>(length * model.headCount * model.headWidth);
    return 2.0 * 3.0 * multiplications;
}

/// Slices of whole sequences of random words.
inline std::vector<Batch> randomBatch(const TrainingSettings& settings) {
    std::mt19937 random(1);
    std::uniform_int_distribution<TokenId> word(
        2, static_cast<TokenId>(settings.model.vocabularySize - 1));
    std::vector<Batch> slices;
    for (std::int64_t begin = 0; begin < settings.batchSize; begin += settings.sliceSize) {
        SequenceDataset dataset(settings.data.sequenceLength, LongDocuments::first);
        std::vector<std::uint32_t> indices;
        for (std::int64_t i = begin; i < std::min(begin + settings.sliceSize, settings.batchSize);
             ++i) {
            std::vector<TokenId> sequence(static_cast<std::size_t>(settings.data.sequenceLength));
            std::ranges::generate(sequence, [&] { return word(random); });
            dataset.addDocument(sequence);
            indices.push_back(static_cast<std::uint32_t>(i - begin));
        }
        slices.push_back(makeBatch(dataset, indices));
    }
    return slices;
}

/// A model and a batch of random words: what a step's speed is measured with.
class TrainingWork {
public:
    explicit TrainingWork(const TrainingSettings& settings)
        : model_(createLanguageModel(settings.model, settings.optimizer, 1)),
          slices_(randomBatch(settings)),
          positions_(settings.batchSize * (settings.data.sequenceLength - 1)),
          operations_(operationsPerPosition(settings.model, settings.data.sequenceLength - 1)) {}

    /// Positions a second of one step. The first one is slower: memory is claimed.
    double step() {
        const auto start = Clock::now();
        for (const Batch& slice : slices_)
            model_->accumulateGradient(slice, positions_, 1);
        model_->applyGradient({++steps_, 1e-3});
        return static_cast<double>(positions_) / secondsSince(start);
    }
    std::int64_t positions() const { return positions_; }
    /// Of the products of one position.
    double operations() const { return operations_; }

private:
    std::unique_ptr<LanguageModel> model_;
    std::vector<Batch> slices_;
    std::int64_t positions_;
    double operations_;
    std::int64_t steps_ = 0;
};

} // namespace tempera::bench
