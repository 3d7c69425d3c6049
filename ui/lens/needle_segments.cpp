// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/needle_segments.h"

#include "ui/lens/lens_readouts.h"

#include <algorithm>

namespace tempera::ui {

namespace {

/// Tokens from `rank` on, too thin for segments of their own, between two places of the bar.
void appendMerged(std::vector<NeedleSegment>& segments, CumulativeRange range, std::size_t rank,
                  std::size_t count) {
    if (range.to > range.from && count > 0)
        segments.push_back({.range = range,
                            .rank = rank,
                            .count = count,
                            .chosen = false,
                            .word = {},
                            .probability = range.to - range.from});
}

/// The bar behind `shown` tokens.
void appendTail(std::vector<NeedleSegment>& segments, const RankedDistribution& ranking,
                const LensPosition& position, std::size_t shown) {
    const double from = segments.empty() ? 0.0 : segments.back().range.to;
    const std::size_t candidates = ranking.distribution().candidateCount();
    const std::size_t chosenRank =
        position.chosen ? ranking.distribution().rankOf(*position.chosen) : 0;
    const bool chosenWithin = chosenRank > shown && ranking.probabilityAt(chosenRank) > 0.0;
    if (!chosenWithin)
        return appendMerged(segments, {from, 1.0}, shown + 1, candidates - shown);
    const NeedleSegment chosen = needleSegmentOf(ranking, position, chosenRank);
    appendMerged(segments, {from, chosen.range.from}, shown + 1, chosenRank - shown - 1);
    segments.push_back(chosen);
    appendMerged(segments, {chosen.range.to, 1.0}, chosenRank + 1, candidates - chosenRank);
}

} // namespace

std::vector<NeedleSegment> needleSegments(const RankedDistribution& ranking,
                                          const LensPosition& position, double smallestShare) {
    std::vector<NeedleSegment> segments;
    const std::size_t candidates = ranking.distribution().candidateCount();
    double from = 0.0;
    std::size_t rank = 1;
    for (; rank <= candidates; ++rank) {
        const double probability = ranking.probabilityAt(rank);
        if (probability < smallestShare || probability == 0.0)
            break;
        const TokenId id = ranking.tokenAt(rank);
        const double to = std::min(1.0, from + probability);
        segments.push_back({.range = {from, to},
                            .rank = rank,
                            .count = 1,
                            .chosen = position.chosen == id,
                            .word = displayedWord(*position.vocabulary, id),
                            .probability = probability});
        from = to;
    }
    if (rank <= candidates && ranking.probabilityAt(rank) > 0.0)
        appendTail(segments, ranking, position, rank - 1);
    segments.back().range.to = 1.0; // the sum is, but for rounding
    return segments;
}

NeedleSegment needleSegmentAt(const RankedDistribution& ranking, const LensPosition& position,
                              double u) {
    return needleSegmentOf(ranking, position, ranking.pick(u).rank);
}

NeedleSegment needleSegmentOf(const RankedDistribution& ranking, const LensPosition& position,
                              std::size_t rank) {
    const TokenId id = ranking.tokenAt(rank);
    return {.range = ranking.rangeOf(id),
            .rank = rank,
            .count = 1,
            .chosen = position.chosen == id,
            .word = displayedWord(*position.vocabulary, id),
            .probability = ranking.probabilityAt(rank)};
}

} // namespace tempera::ui
