// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/generation.h"
#include "core/sampling/logits_source.h"

#include <QString>
#include <vector>

namespace tempera::ui {

/// A token of the text that is on screen: of the prompt, or written by the model.
struct TextToken {
    QString word; ///< as a person is shown it
    bool fromPrompt = false;
    bool forced = false;    ///< chosen by a person when a branch was made, not by the needle
    GeneratedToken figures; ///< of the prompt's tokens only the id
    SharedLogits logits;    ///< raw, that it was picked from; none for the prompt's tokens
};

using TextTokens = std::vector<TextToken>;

} // namespace tempera::ui
