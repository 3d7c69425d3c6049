// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace tempera {

/// The entropy in nats of drawing a thing by how often it was counted: -sum p ln p. Zeros count for
/// nothing; 0 where there is nothing to draw.
double countEntropy(std::span<const std::uint64_t> counts);

} // namespace tempera
