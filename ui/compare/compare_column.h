// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/text_statistics.h"
#include "ui/text/text_token.h"

#include <QString>
#include <cstddef>
#include <optional>

namespace tempera::ui {

/// One of the texts that stand side by side.
struct CompareColumn {
    QString title; ///< "T = 0.7", or a branch's name. Empty is taken for the former
    double temperature = 1.0;
    TextTokens tokens; ///< prompt included
    /// The first token of `tokens` that differs from the current column's.
    std::optional<std::size_t> firstDifference;
    TextStatistics statistics; ///< of the written tokens
    bool current = false;
    bool finished = true;
};

/// True where the column is one of a row of temperatures, which can be edited, and not a branch.
bool isTemperatureColumn(const CompareColumn& column);
/// As in "T = 0.70".
QString temperatureTitle(double temperature);
/// What stands between two figures.
inline const QString figureSeparator = QStringLiteral(" \u00b7 ");
/// As in "H̄ 2.1 bits · distinct-2 0.41 · log p −1.83"; what is not known is left out.
QString figuresText(const CompareColumn& column);
/// What the figures mean, one line each, and their values to three places.
QString figuresToolTip(const CompareColumn& column);
/// The words of a text, joined by `separator`.
QString joinedWords(const TextTokens& tokens, const QString& separator);

} // namespace tempera::ui
