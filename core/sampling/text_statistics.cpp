// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/text_statistics.h"

#include <algorithm>
#include <set>
#include <utility>

namespace tempera {

namespace {

std::optional<double> distinctPairs(std::span<const GeneratedToken> tokens) {
    if (tokens.size() < 2)
        return std::nullopt;
    std::set<std::pair<TokenId, TokenId>> pairs;
    for (std::size_t i = 1; i < tokens.size(); ++i)
        pairs.emplace(tokens[i - 1].id, tokens[i].id);
    return static_cast<double>(pairs.size()) / static_cast<double>(tokens.size() - 1);
}

} // namespace

TextStatistics statisticsOf(std::span<const GeneratedToken> tokens) {
    TextStatistics statistics;
    for (const GeneratedToken& token : tokens) {
        statistics.meanEntropyBits += token.entropyBits / static_cast<double>(tokens.size());
        statistics.meanLogProbability += token.logProbability / static_cast<double>(tokens.size());
    }
    statistics.distinct2 = distinctPairs(tokens);
    return statistics;
}

std::optional<std::size_t> firstDifference(std::span<const GeneratedToken> first,
                                           std::span<const GeneratedToken> second) {
    const std::size_t shared = std::min(first.size(), second.size());
    for (std::size_t i = 0; i < shared; ++i)
        if (first[i].id != second[i].id)
            return i;
    return std::nullopt;
}

} // namespace tempera
