// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/generated_text.h"
#include "core/sampling/logits_source.h"
#include "core/text/vocabulary.h"

#include <string>

namespace tempera {

/// The distribution of the next token at one place of a text.
struct DistributionExport {
    /// The text up to that place: its tokens, none at the prompt's end, are those before it. Its
    /// chain is the one that acts on `logits`.
    GeneratedText context;
    SharedLogits logits; ///< raw, [V]
};

/// RFC 4180 over the whole vocabulary, most probable token first: rank, id, token, logit,
/// probability (after all samplers), probability_at_1 (softmax of the logits) and removed_by (the
/// sampler, empty where the token was kept). What reproduces it stands in the columns after those,
/// in the first row alone. Throws Error where a logit is not finite or there are
/// not as many as words, SettingError where the chain is invalid.
std::string formatDistribution(const DistributionExport& distribution, const Vocabulary& vocabulary,
                               bool guardFormulas = false);

} // namespace tempera
