// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tempera {

/// Index of a token in a Vocabulary: 0 is padding, 1 is [UNK], 2 is the most frequent word.
using TokenId = std::int32_t;

inline constexpr TokenId paddingToken = 0;
inline constexpr TokenId unknownToken = 1;
inline constexpr TokenId firstWordToken = 2;

} // namespace tempera
