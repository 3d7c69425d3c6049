// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/decoder_layers.h"
#include "core/model/model_weights.h"

#include <cstdint>
#include <memory>
#include <span>

namespace tempera {

/// A block of a decoder that is run for some positions of some texts at a time.
class DecoderBlock {
public:
    virtual ~DecoderBlock() = default;
    /// x [n, W] is the block's input at the positions and becomes its output. Of several positions
    /// of one text, those before them must be among them or have been run.
    virtual void apply(std::span<const TextPosition> positions, std::span<float> x) = 0;
};

/// Block `layer` of the network, as a view on its weights.
std::unique_ptr<DecoderBlock> makeDecoderBlock(const StoredWeights& weights, std::int64_t layer);

} // namespace tempera
