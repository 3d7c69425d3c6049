// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/token.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace tempera {

/// Raw logits [V] that several parts of the program look at: immutable, on whichever thread.
using SharedLogits = std::shared_ptr<const std::vector<float>>;

/// Anything that predicts the next token: the inference engine, a model in training, a fake.
class LogitsSource {
public:
    virtual ~LogitsSource() = default;

    virtual std::size_t vocabularySize() const = 0;
    /// The raw logits [V] of the token that follows `tokens` (at least one). Of a longer text than
    /// the model's context the end is used, see contextStart(). Valid until the next call.
    virtual std::span<const float> logitsAfter(std::span<const TokenId> tokens) = 0;
};

/// Where the part of a text of `length` tokens begins that a model with a context of
/// `contextLength` tokens is conditioned on: at 0 while all of it fits, then in hops of half a
/// context, so that the key/value cache is rebuilt once every half context and not at every token
/// (positions are absolute, so a cache can't slide). A function of the length alone: a text
/// conditions its next token in the same way whether it was generated or given as a prompt.
constexpr std::size_t contextStart(std::size_t length, std::size_t contextLength) {
    if (length <= contextLength)
        return 0;
    const std::size_t hop = contextLength > 1 ? contextLength / 2 : 1;
    return (length - contextLength + hop - 1) / hop * hop;
}

} // namespace tempera
