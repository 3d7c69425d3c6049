// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/loaded_model.h"

#include <QString>
#include <string>
#include <vector>

namespace tempera::studio {

/// A prompt as a model sees it.
struct EncodedPrompt {
    std::vector<TokenId> tokens; ///< all of them; empty where nothing is left of the prompt
    std::size_t seen = 0;        ///< the model is conditioned on the last `seen` of them
    QString message;             ///< what a person should know about it; empty: nothing
    bool isProblem = false;      ///< the message says why no text can be written
};

/// Never throws: ill-formed UTF-8 is repaired and told.
EncodedPrompt encodePrompt(const std::string& prompt, const LoadedModel& model);

} // namespace tempera::studio
