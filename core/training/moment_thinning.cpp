// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/moment_thinning.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace tempera {

namespace {

constexpr double epochEndWeight = 2.0;

double logStep(const MomentPlace& place) {
    return std::log1p(static_cast<double>(place.step));
}

/// How much of the run nobody would see any more without the moment at `kept[index]`.
double lossOfDropping(std::span<const MomentPlace> places, const std::vector<std::size_t>& kept,
                      std::size_t index) {
    const double gap = logStep(places[kept[index + 1]]) - logStep(places[kept[index - 1]]);
    return places[kept[index]].atEpochEnd ? epochEndWeight * gap : gap;
}

/// Index into `kept`, which has at least two.
std::size_t leastOf(std::span<const MomentPlace> places, const std::vector<std::size_t>& kept) {
    std::size_t least = 0; // only where nothing lies between the first and the newest
    double smallest = std::numeric_limits<double>::infinity();
    for (std::size_t index = 1; index + 1 < kept.size(); ++index) {
        const double loss = lossOfDropping(places, kept, index);
        if (loss < smallest) {
            smallest = loss;
            least = index;
        }
    }
    return least;
}

} // namespace

std::vector<std::size_t> momentsToDrop(std::span<const MomentPlace> places,
                                       const MomentLimits& limits) {
    std::vector<std::size_t> kept(places.size());
    std::iota(kept.begin(), kept.end(), std::size_t{0});
    std::uint64_t bytes = 0;
    for (const MomentPlace& place : places)
        bytes += place.bytes;
    std::vector<std::size_t> dropped;
    while (kept.size() > 1 && (kept.size() > limits.count || bytes > limits.bytes)) {
        const std::size_t least = leastOf(places, kept);
        dropped.push_back(kept[least]);
        bytes -= places[kept[least]].bytes;
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(least));
    }
    std::ranges::sort(dropped);
    return dropped;
}

} // namespace tempera
