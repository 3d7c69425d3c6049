// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/sampler_chain.h"
#include "ui/lens/lens_position.h"
#include "ui/lens/ranked_distribution.h"

#include <QString>
#include <cstddef>
#include <optional>
#include <vector>

namespace tempera::ui {

/// How many tokens a sampler took out of the running.
struct RemovedTokens {
    SamplerKind sampler = SamplerKind::temperature;
    std::size_t count = 0; ///< at least 1

    bool operator==(const RemovedTokens&) const = default;
};

/// What the distribution says of the token that stands at the position.
struct ChosenToken {
    QString word;
    std::size_t rank = 1;
    double probability = 0.0;           ///< after all samplers
    std::optional<double> surpriseBits; ///< -log2 of it; none where the token was removed
    std::optional<SamplerKind> removedBy;

    bool operator==(const ChosenToken&) const = default;
};

/// The numbers beside the entropy curve, exact and unformatted. All zero where there is nothing to
/// show.
struct LensReadouts {
    double entropyBits = 0.0;
    double effectiveChoices = 0.0; ///< 2^H
    QString topToken;
    double topProbability = 0.0;
    std::size_t kept = 0; ///< candidates
    std::size_t vocabularySize = 0;
    std::vector<RemovedTokens> removed; ///< in the chain's order, only those that removed any
    std::optional<ChosenToken> chosen;

    bool operator==(const LensReadouts&) const = default;
};

/// `position.vocabulary` must not be null.
LensReadouts readoutsOf(const RankedDistribution& ranking, const LensPosition& position);

/// Why dragging the temperature changes nothing here: the sampler that left a single candidate.
std::optional<SamplerKind> soleCandidateKeptBy(const Distribution& distribution);

/// The word as a person is shown it.
QString displayedWord(const Vocabulary& vocabulary, TokenId id);

} // namespace tempera::ui
