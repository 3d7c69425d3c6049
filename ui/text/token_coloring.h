// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/generation.h"

#include <QColor>
#include <QList>
#include <QString>
#include <cstddef>

QT_BEGIN_NAMESPACE
class QPalette;
QT_END_NAMESPACE

namespace tempera::ui {

/// What the background of written tokens says.
enum class TokenColoring { none, surprise, probability, rank, entropy };

/// All of them, in the order in which they are offered.
QList<TokenColoring> allTokenColorings();

/// A measure of written tokens on a fixed scale: the same value has the same colour in every text
/// of a model, so that two pictures can be compared.
///
/// surprise: 0 to log2 V bits; probability: 0 to 1; rank: 1 to V, logarithmic; entropy: 0 to
/// log2 V bits. Values beyond an end (a token less likely than chance) have the end's colour.
class TokenScale {
public:
    /// `vocabularySize` is V; less than 2 counts as 2.
    TokenScale(TokenColoring coloring, std::size_t vocabularySize);

    TokenColoring coloring() const { return coloring_; }
    /// "surprise", as within a sentence.
    QString name() const;
    /// "bits", or nothing.
    QString unit() const;
    /// The value of the token in that unit; never NaN. Infinity is the surprise of a token that a
    /// person chose although the samplers had removed it.
    double value(const GeneratedToken& token) const;
    /// The value at the scale's strong end: log2 V, 1 or V.
    double maximum() const;
    /// Where the value stands on the scale, in [0, 1].
    double fraction(const GeneratedToken& token) const;
    /// The background that the token gets. Invalid where the colouring is none.
    QColor color(const GeneratedToken& token, const QPalette& palette) const;
    /// The two ends as a person reads them: "0" and "13.9 bits".
    QString lowLabel() const;
    QString highLabel() const;

    bool operator==(const TokenScale&) const = default;

private:
    TokenColoring coloring_;
    std::size_t vocabularySize_;
};

/// -log2 p, from the natural logarithm that the token carries; never negative.
double surpriseBits(const GeneratedToken& token);

} // namespace tempera::ui
