// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_weights.h"
#include "core/sampling/logits_source.h"

#include <memory>

namespace tempera {

/// Predicts the next token from a snapshot of a model's weights, one token at a time with a
/// key/value cache, without LibTorch (whose call overhead and one-row products would take most of
/// the time). What the cache and the new text have in common is not computed again.
///
/// Used by one thread at a time; any number of engines can share a snapshot.
class InferenceEngine final : public LogitsSource {
public:
    /// Throws Error where the weights don't fit their configuration.
    explicit InferenceEngine(WeightSnapshot weights);
    ~InferenceEngine() override;

    std::size_t vocabularySize() const override;
    /// Throws Error where a token is outside the vocabulary or there is none.
    std::span<const float> logitsAfter(std::span<const TokenId> tokens) override;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace tempera
