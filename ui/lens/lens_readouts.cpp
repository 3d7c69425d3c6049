// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/lens_readouts.h"

#include <cmath>
#include <numbers>

namespace tempera::ui {

namespace {

ChosenToken chosenToken(const Distribution& distribution, const LensPosition& position) {
    const Pick figures = distribution.figuresOf(*position.chosen);
    ChosenToken chosen{.word = displayedWord(*position.vocabulary, figures.id),
                       .rank = figures.rank,
                       .probability = figures.probability,
                       .surpriseBits = std::nullopt,
                       .removedBy = distribution.removedBy(figures.rank)};
    // A token can have no probability and not be removed: all but the first one when greedy.
    if (figures.probability > 0.0)
        chosen.surpriseBits = std::max(0.0, -figures.logProbability * std::numbers::log2e);
    return chosen;
}

} // namespace

LensReadouts readoutsOf(const RankedDistribution& ranking, const LensPosition& position) {
    const Distribution& distribution = ranking.distribution();
    LensReadouts readouts{.entropyBits = distribution.entropyBits(),
                          .effectiveChoices = distribution.effectiveChoices(),
                          .topToken = displayedWord(*position.vocabulary, ranking.tokenAt(1)),
                          .topProbability = ranking.probabilityAt(1),
                          .kept = distribution.candidateCount(),
                          .vocabularySize = distribution.vocabularySize(),
                          .removed = {},
                          .chosen = std::nullopt};
    for (const SamplerEffect& effect : distribution.effects())
        if (effect.candidatesAfter < effect.candidatesBefore)
            readouts.removed.push_back(
                {effect.sampler.kind, effect.candidatesBefore - effect.candidatesAfter});
    if (position.chosen)
        readouts.chosen = chosenToken(distribution, position);
    return readouts;
}

std::optional<SamplerKind> soleCandidateKeptBy(const Distribution& distribution) {
    for (const SamplerEffect& effect : distribution.effects())
        if (effect.candidatesAfter == 1 && effect.candidatesBefore > 1)
            return effect.sampler.kind;
    return std::nullopt;
}

QString displayedWord(const Vocabulary& vocabulary, TokenId id) {
    const std::string_view word = vocabulary.displayWord(id);
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

} // namespace tempera::ui
