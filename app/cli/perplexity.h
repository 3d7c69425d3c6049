// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/json_number.h"

#include <spdlog/fmt/fmt.h>
#include <string>

namespace tempera::cli {

/// For people: a diverging run's has hundreds of digits, of which none says anything.
inline std::string perplexityText(double perplexity, int decimals = 1) {
    return perplexity < 1e6 ? fmt::format("{:.{}f}", perplexity, decimals)
                            : fmt::format("{:.3g}", perplexity);
}

} // namespace tempera::cli
