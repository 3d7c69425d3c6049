// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/expectation_series.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace tempera::ui {

std::vector<ExpectationSeries> expectationSeries(const std::vector<const Moment*>& moments,
                                                 std::size_t most) {
    std::map<std::string, double> highest; // by word: what ties are ordered by
    for (const Moment* moment : moments)
        for (const MomentCandidate& candidate : moment->candidates) {
            double& reached = highest[candidate.word];
            reached = std::max(reached, candidate.probability);
        }
    std::vector<std::pair<std::string, double>> ranked(highest.begin(), highest.end());
    std::ranges::stable_sort(ranked, std::greater{}, &std::pair<std::string, double>::second);
    ranked.resize(std::min(ranked.size(), most));
    std::vector<ExpectationSeries> series;
    for (const auto& [word, reached] : ranked) {
        series.push_back({word, {}});
        for (const Moment* moment : moments) {
            const auto found = std::ranges::find(moment->candidates, word, &MomentCandidate::word);
            series.back().probabilities.push_back(found == moment->candidates.end()
                                                      ? std::numeric_limits<double>::quiet_NaN()
                                                      : found->probability);
        }
    }
    return series;
}

} // namespace tempera::ui
