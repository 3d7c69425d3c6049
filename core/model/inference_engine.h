// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/decoder_network.h"
#include "core/sampling/logits_source.h"

#include <cstddef>
#include <span>
#include <vector>

namespace tempera {

/// Predicts the next token of one text, or of several at once, which takes much less time than one
/// after the other and gives the same to the bit. What a text has in common with those before it is
/// not computed again.
///
/// Used by one thread at a time; any number of engines can share a snapshot.
class InferenceEngine final : public LogitsSource {
public:
    /// Throws Error where the weights don't fit their configuration.
    explicit InferenceEngine(WeightSnapshot weights,
                             WeightPrecision precision = WeightPrecision::float32);

    std::size_t vocabularySize() const override { return network_.vocabularySize(); }
    /// Throws Error where a token is outside the vocabulary or there is none.
    std::span<const float> logitsAfter(std::span<const TokenId> tokens) override;
    /// The same for each of the texts. The engine keeps the state of as many as it was asked for
    /// together (for the book's network up to 0.8 MB each).
    std::vector<std::span<const float>>
    logitsAfterEach(std::span<const std::span<const TokenId>> texts);

private:
    std::span<const float> logitsAfterUnread(std::span<const UnreadText> unread);

    DecoderNetwork network_;
    std::vector<KeyValueCache> caches_; ///< of the texts asked for last, in their order
    std::vector<float> lastStates_;     ///< [n, W] the hidden states that logits are made of
};

} // namespace tempera
