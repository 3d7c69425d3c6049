// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/setup/network_parts.h"

#include <QPolygonF>
#include <QRectF>
#include <QSizeF>
#include <vector>

namespace tempera::ui {

/// A way round a layer.
struct NetworkSkip {
    QPolygonF path;
    bool carriesKeys = false; ///< the block's input, as keys and values of the second attention
    bool joinsFlow = false;   ///< ends in an addition on the line, not in a box
};

/// Where everything in the diagram stands.
struct NetworkLayout {
    bool topToBottom = true;
    double rowHeight = 0.0;    ///< of a line of text that fits, in pixels
    QRectF name;               ///< of the network
    QRectF total;              ///< its parameters
    QPointF sum;               ///< of the two embeddings
    QRectF input;              ///< what goes in, in words
    QRectF output;             ///< what comes out
    std::vector<QRectF> boxes; ///< one for each part
    QRectF block;              ///< round the parts of a decoder block
    QRectF blockTitle;
    QRectF figures; ///< top to bottom: the columns of numbers beside the boxes
    std::vector<QLineF> flows;
    std::vector<NetworkSkip> skips;
};

/// In `area`; `lineHeight` is that of the interface's font.
NetworkLayout layOutNetwork(const std::vector<NetworkPart>& parts, bool normsFollow,
                            const QRectF& area, double lineHeight);

} // namespace tempera::ui
