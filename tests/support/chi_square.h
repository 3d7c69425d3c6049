// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace tempera::test {

/// How far counts lie from what the probabilities lead to expect: Pearson's chi-square statistic
/// as a standard normal deviate (E. B. Wilson and M. M. Hilferty, "The distribution of
/// chi-square", 1931). Above 4 has a chance of 1 in 30,000. Outcomes that are expected less than 5
/// times are counted together, since the approximation needs that many; an outcome of probability
/// 0 that occurs gives infinity.
inline double chiSquareDeviate(std::span<const std::uint64_t> counts,
                               std::span<const double> probabilities) {
    const auto draws =
        static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
    double statistic = 0.0;
    double rareCount = 0.0;
    double rareExpected = 0.0;
    std::size_t cells = 0;
    const auto addCell = [&](double count, double expected) {
        statistic += (count - expected) * (count - expected) / expected;
        ++cells;
    };
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto count = static_cast<double>(counts[i]);
        const double expected = draws * probabilities[i];
        if (expected == 0.0 && count > 0.0)
            return INFINITY;
        if (expected >= 5.0) {
            addCell(count, expected);
        } else {
            rareCount += count;
            rareExpected += expected;
        }
    }
    if (rareExpected >= 1.0)
        addCell(rareCount, rareExpected);
    if (cells < 2)
        return 0.0;
    const auto freedom = static_cast<double>(cells - 1);
    const double spread = 2.0 / (9.0 * freedom);
    return (std::cbrt(statistic / freedom) - (1.0 - spread)) / std::sqrt(spread);
}

/// The same where every outcome is equally probable.
inline double chiSquareDeviate(std::span<const std::uint64_t> counts) {
    const std::vector<double> uniform(counts.size(), 1.0 / static_cast<double>(counts.size()));
    return chiSquareDeviate(counts, uniform);
}

} // namespace tempera::test
