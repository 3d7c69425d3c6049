// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_weights.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace tempera {

/// A block of a decoder that is run for one position after another and remembers the keys and
/// values of those before.
class DecoderBlock {
public:
    virtual ~DecoderBlock() = default;
    /// x [W] is the block's input at `position` and becomes its output. `padding` [position + 1]
    /// marks the positions that the book's second attention leaves out.
    virtual void apply(std::size_t position, std::span<const std::uint8_t> padding,
                       std::span<float> x) = 0;
    /// Floats of one position's keys and values.
    virtual std::size_t stateSize() const = 0;
    /// Copies the keys and values of `position` to `state` [stateSize()], and back.
    virtual void save(std::size_t position, std::span<float> state) const = 0;
    virtual void restore(std::size_t position, std::span<const float> state) = 0;
};

/// Block `layer` of the network, as a view on its weights.
std::unique_ptr<DecoderBlock> makeDecoderBlock(const ModelWeights& weights, std::int64_t layer);

} // namespace tempera
