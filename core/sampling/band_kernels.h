// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/token.h"

#include <cstddef>
#include <span>
#include <vector>

namespace tempera {

// One pass each over a vocabulary's raw logits, with the widest vector instructions of the
// processor (chosen at run time by Highway).

/// How many tokens have a logit of at least `threshold`.
std::size_t countFrom(float threshold, std::span<const float> logits);

/// The tokens with logits in [low, high), by rising id. Fast where they are few.
std::vector<TokenId> tokensBetween(float low, float high, std::span<const float> logits);

} // namespace tempera
