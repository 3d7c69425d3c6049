// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/moment.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tempera {

inline constexpr std::size_t largestMomentIndex = std::size_t{16} << 20; ///< bytes
inline constexpr std::int64_t highestMomentStep = 1'000'000'000'000;

/// The moments of a folder as JSON: all but their weights.
std::string momentIndexToJson(const std::vector<Moment>& moments);

/// Reads it from a file that nobody vouches for. Throws Error where it is no index of this version,
/// holds anything out of range, or its steps don't rise: it is taken as a whole or not at all.
std::vector<Moment> momentIndexFromJson(std::string_view text);

} // namespace tempera
