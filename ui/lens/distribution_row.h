// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/sampler_chain.h"
#include "core/text/token.h"

#include <QString>
#include <cstddef>
#include <optional>

namespace tempera::ui {

/// One bar of the distribution: a token, or all those that have no bar of their own.
struct DistributionRow {
    QString label;                        ///< the word, or "14,990 others"
    std::optional<TokenId> token;         ///< none: the others
    std::size_t rank = 1;                 ///< of the others: the first one's
    double probability = 0.0;             ///< after all samplers
    double probabilityAtOne = 0.0;        ///< at T = 1 without samplers
    std::optional<SamplerKind> removedBy; ///< of the others: where all of them were removed
    bool chosen = false;                  ///< the token that stands in the text, or is among them
};

} // namespace tempera::ui
