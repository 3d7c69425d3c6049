// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/decoder_blocks.h"
#include "core/model/decoder_layers.h"
#include "core/model/key_value_cache.h"
#include "core/model/model_weights.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tempera {

/// What a text's cache has still to read.
struct UnreadText {
    KeyValueCache* cache = nullptr;
    std::span<const TokenId> tokens;
};

/// Runs a snapshot of a model's weights over texts whose state is kept in caches, without LibTorch
/// (whose call overhead and one-row products would take most of the time). The weights are read
/// once for all positions that are run together, be it those of one text or of many, and what comes
/// out for one does not depend on the others, to the bit.
///
/// Used by one thread at a time; any number of networks can share a snapshot.
class DecoderNetwork {
public:
    /// Throws Error where the weights don't fit their configuration.
    explicit DecoderNetwork(WeightSnapshot weights,
                            WeightPrecision precision = WeightPrecision::float32);

    std::size_t vocabularySize() const { return vocabularySize_; }
    /// Floats of a position's hidden state, W.
    std::size_t width() const { return width_; }
    /// The cache of an empty text.
    KeyValueCache makeCache() const { return KeyValueCache(weights_->configuration); }
    /// The end of a text that the next token is conditioned on, see contextStart(). Throws Error
    /// where a token is outside the vocabulary or there is none.
    std::span<const TokenId> windowOf(std::span<const TokenId> tokens) const;
    /// Reads what is unread, at most a context's tokens in each cache. Returns the last hidden
    /// states [n, W] of all these positions, text by text. Valid until the next call.
    std::span<const float> read(std::span<const UnreadText> texts);
    /// The raw logits [n, V] after positions with these hidden states [n, W]. Valid until the next
    /// call.
    std::span<const float> logits(std::span<const float> hidden);

private:
    void requireKnown(std::span<const TokenId> tokens) const;
    std::span<const float> row(const NamedTensor& table, std::size_t index) const;
    void embed(std::span<const TextPosition> positions, std::span<float> x) const;

    WeightSnapshot weights_;
    std::size_t vocabularySize_;
    std::size_t width_;
    const NamedTensor& tokenEmbedding_;
    const NamedTensor& positionEmbedding_;
    std::vector<std::unique_ptr<DecoderBlock>> blocks_;
    std::optional<LayerNormLayer> finalNorm_; ///< gpt
    std::optional<LinearLayer> output_;       ///< untied
    std::optional<WeightMatrix> tiedOutput_;  ///< tied: the token embedding
    std::vector<float> hidden_;               ///< [n, W] after the last block
    std::vector<float> normalized_;           ///< [n, W] after the final norm
    std::vector<float> logits_;               ///< [n, V]
};

/// What is to be read for `cache` to hold all of `window` but what it holds already; at least the
/// last token, whose hidden state is what the next one is predicted from. Forgets what is not of
/// the window.
UnreadText continuation(KeyValueCache& cache, std::span<const TokenId> window);

} // namespace tempera
