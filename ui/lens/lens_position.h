// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/logits_source.h"
#include "core/text/token.h"
#include "core/text/vocabulary.h"

#include <QString>
#include <memory>
#include <optional>

namespace tempera::ui {

/// The place in a text that the Lens looks at: everything it shows is computed from this and the
/// sampler chain.
struct LensPosition {
    SharedLogits logits; ///< raw, [V]; none: there is nothing to show, `context` says why
    std::shared_ptr<const Vocabulary> vocabulary;
    QString context;               ///< the words before it, for the heading
    std::optional<TokenId> chosen; ///< the token that stands there
    std::optional<double> needle;  ///< u in [0, 1); none for the prompt's tokens and forced ones
};

} // namespace tempera::ui
