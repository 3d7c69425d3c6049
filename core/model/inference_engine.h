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

    // What logitsAfter() is made of, for whoever keeps the state of positions (see PrefixCache). A
    // position's state is its keys and values in all layers and its last hidden state.

    /// The end of a text that the next token is conditioned on, see contextStart(). Throws as
    /// logitsAfter() does.
    std::span<const TokenId> windowOf(std::span<const TokenId> tokens) const;
    /// The window's tokens whose keys and values the engine has now.
    std::span<const TokenId> cachedTokens() const;
    /// Forgets all but the first `count` of them.
    void truncate(std::size_t count);
    /// Runs the model for one more token of a window, without computing logits.
    void advance(TokenId token);
    /// Takes one more token from its state [positionStateSize()], without running the model.
    void restore(TokenId token, std::span<const float> state);
    /// The number of floats of a position's state.
    std::size_t positionStateSize() const;
    /// Copies the state of the position that advance() ran last to `state` [positionStateSize()].
    void saveLastPosition(std::span<float> state) const;
    /// The raw logits [V] after the position with that state. Valid until the next call.
    std::span<const float> logitsFrom(std::span<const float> state);

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace tempera
