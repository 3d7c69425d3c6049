// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/token_coloring.h"

#include "ui/text/token_words.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace tempera::ui {

namespace {

QString text(const char* source) {
    return QCoreApplication::translate("TokenScale", source);
}

} // namespace

QList<TokenColoring> allTokenColorings() {
    return {TokenColoring::none, TokenColoring::surprise, TokenColoring::probability,
            TokenColoring::rank, TokenColoring::entropy};
}

double surpriseBits(const GeneratedToken& token) {
    return std::max(0.0, -token.logProbability / std::numbers::ln2);
}

TokenScale::TokenScale(TokenColoring coloring, std::size_t vocabularySize)
    : coloring_(coloring), vocabularySize_(std::max<std::size_t>(vocabularySize, 2)) {}

QString TokenScale::name() const {
    switch (coloring_) {
    case TokenColoring::none:
        return text("none");
    case TokenColoring::surprise:
        return text("surprise");
    case TokenColoring::probability:
        return text("probability");
    case TokenColoring::rank:
        return text("rank");
    case TokenColoring::entropy:
        return text("entropy");
    }
    return {};
}

QString TokenScale::unit() const {
    const bool inBits = coloring_ == TokenColoring::surprise || coloring_ == TokenColoring::entropy;
    return inBits ? text("bits") : QString();
}

double TokenScale::value(const GeneratedToken& token) const {
    switch (coloring_) {
    case TokenColoring::none:
        return 0.0;
    case TokenColoring::surprise:
        return surpriseBits(token);
    case TokenColoring::probability:
        return token.probability;
    case TokenColoring::rank:
        return static_cast<double>(token.rank);
    case TokenColoring::entropy:
        return token.entropyBits;
    }
    return 0.0;
}

double TokenScale::maximum() const {
    const auto size = static_cast<double>(vocabularySize_);
    switch (coloring_) {
    case TokenColoring::surprise:
    case TokenColoring::entropy:
        return std::log2(size);
    case TokenColoring::rank:
        return size;
    default:
        return 1.0;
    }
}

double TokenScale::fraction(const GeneratedToken& token) const {
    const double measured = value(token);
    if (coloring_ == TokenColoring::rank)
        return std::clamp(std::log(std::max(measured, 1.0)) / std::log(maximum()), 0.0, 1.0);
    return std::clamp(measured / maximum(), 0.0, 1.0);
}

QColor TokenScale::color(const GeneratedToken& token, const QPalette& palette) const {
    return coloring_ == TokenColoring::none ? QColor() : scaleColor(fraction(token), palette);
}

QString TokenScale::lowLabel() const {
    switch (coloring_) {
    case TokenColoring::none:
        return {};
    case TokenColoring::probability:
        return formatProbability(0.0);
    case TokenColoring::rank:
        return formatCount(1);
    default:
        return formatCount(0);
    }
}

QString TokenScale::highLabel() const {
    switch (coloring_) {
    case TokenColoring::none:
        return {};
    case TokenColoring::probability:
        return formatProbability(1.0);
    case TokenColoring::rank:
        return formatCount(vocabularySize_);
    default:
        return text("%1 bits").arg(formatNumber(maximum(), 1));
    }
}

} // namespace tempera::ui
