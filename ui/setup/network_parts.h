// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_configuration.h"

#include <QString>
#include <cstdint>
#include <vector>

namespace tempera::ui {

/// A part of the network that has weights of its own, in the order in which data passes.
struct NetworkPart {
    enum class Kind {
        tokenEmbedding,
        positionEmbedding,
        selfAttention,
        inputAttention, ///< the book's second one, whose keys and values are the block's input
        feedForward,
        norm, ///< of a block; behind its layer (book) or before it (gpt)
        finalNorm,
        output,
    };
    Kind kind = Kind::output;
    QString name;
    QString shape;               ///< in words, as "2 heads of 256"
    std::int64_t parameters = 0; ///< of one; 0 for a tied output layer
    std::int64_t copies = 1;     ///< as many as there are blocks, for the parts of one
    bool inBlock = false;

    std::int64_t total() const { return parameters * copies; }
};

/// From tensorShapes(): the totals add up to parameterCount().
std::vector<NetworkPart> networkParts(const ModelConfiguration& configuration);

} // namespace tempera::ui
