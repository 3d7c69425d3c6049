// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/token_search.h"

#include "ui/lens/lens_readouts.h"

#include <algorithm>

namespace tempera::ui {

namespace {

struct Match {
    int group; ///< 0 the word itself, 1 begins with it, 2 holds it
    std::size_t rank;
};

} // namespace

std::vector<std::size_t> findTokens(const QString& text, const RankedDistribution& ranking,
                                    const Vocabulary& vocabulary) {
    const QString wanted = text.trimmed();
    if (wanted.isEmpty())
        return {};
    std::vector<Match> matches;
    for (std::size_t rank = 1; rank <= ranking.size(); ++rank) {
        const QString word = displayedWord(vocabulary, ranking.tokenAt(rank));
        const auto place = word.indexOf(wanted, 0, Qt::CaseInsensitive);
        if (place >= 0)
            matches.push_back({place > 0 ? 2 : word.size() == wanted.size() ? 0 : 1, rank});
    }
    std::ranges::stable_sort(matches, {}, &Match::group);
    std::vector<std::size_t> ranks;
    for (const Match& match : matches)
        ranks.push_back(match.rank);
    return ranks;
}

} // namespace tempera::ui
