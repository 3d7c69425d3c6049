// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/count_entropy.h"

#include <cmath>

namespace tempera {

double countEntropy(std::span<const std::uint64_t> counts) {
    double total = 0.0;
    double weighted = 0.0; // sum of n ln n
    for (const std::uint64_t entry : counts) {
        if (entry == 0)
            continue;
        const auto count = static_cast<double>(entry);
        total += count;
        weighted += count * std::log(count);
    }
    return total > 0.0 ? std::log(total) - weighted / total : 0.0;
}

} // namespace tempera
