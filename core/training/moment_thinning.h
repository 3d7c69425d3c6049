// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tempera {

/// How many moments a run keeps, and how many bytes their weights may take together. At least one
/// moment is always kept.
struct MomentLimits {
    std::size_t count = 32;
    std::uint64_t bytes = std::uint64_t{2} << 30;
};

/// What thinning looks at.
struct MomentPlace {
    std::int64_t step = 0;
    bool atEpochEnd = false;
    std::uint64_t bytes = 0; ///< of its weights' file
};

/// The indices, rising, of the moments to drop so that the rest keeps within `limits`. `places` are
/// in order of their steps. Dropped is, one after the other, the moment whose neighbours are
/// closest together on a logarithmic scale of steps (early on a model changes within few steps,
/// later within many); the gap around the end of an epoch counts twice. The newest always stays,
/// the first as long as there is another one to drop.
std::vector<std::size_t> momentsToDrop(std::span<const MomentPlace> places,
                                       const MomentLimits& limits);

} // namespace tempera
