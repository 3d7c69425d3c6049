// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/matrix_kernels.h"
#include "core/model/model_configuration.h"
#include "core/text/token.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tempera {

/// A text as a decoder has read it: its tokens, and at every position the keys and values of all
/// attentions. A value: a copy goes on by itself, as texts do that begin alike.
class KeyValueCache {
public:
    explicit KeyValueCache(const ModelConfiguration& configuration);

    const std::vector<TokenId>& tokens() const { return tokens_; }
    /// [positions], 1 where the token is padding that the book's second attention leaves out.
    std::span<const std::uint8_t> padding() const { return padding_; }
    /// Forgets all but the first `count` positions.
    void truncate(std::size_t count);
    /// Adds a position whose keys and values are to be filled in.
    void append(TokenId token);
    /// Adds a position with its state [stateSize()].
    void append(TokenId token, std::span<const float> state);

    /// Floats of one position's keys and values.
    std::size_t stateSize() const { return stateSize_; }
    /// Keys and values of a position [stateSize()].
    std::span<const float> state(std::size_t position) const;
    /// The key and the value [heads * headWidth] of an attention, counted from the first layer's.
    std::span<float> key(std::size_t attention, std::size_t position);
    std::span<float> value(std::size_t attention, std::size_t position);
    /// The keys and the values of one head at the positions 0 ... count - 1, [count, headWidth].
    MatrixView keys(std::size_t attention, std::size_t head, std::size_t count) const;
    MatrixView values(std::size_t attention, std::size_t head, std::size_t count) const;

private:
    MatrixView headOf(std::size_t begin, std::size_t head, std::size_t count) const;

    std::size_t headWidth_;
    std::size_t width_; ///< of a key: heads * headWidth
    std::size_t stateSize_;
    std::vector<TokenId> tokens_;
    std::vector<std::uint8_t> padding_;
    std::vector<float> states_; ///< [positions, attentions, key and value, width]
};

/// Makes the cache with that index begin with as much of a text as any of the caches does.
void takeOverBeginning(std::span<KeyValueCache> caches, std::size_t index,
                       std::span<const TokenId> text);

} // namespace tempera
