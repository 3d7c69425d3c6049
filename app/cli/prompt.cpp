// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/prompt.h"

#include "app/cli/console.h"
#include "core/sampling/logits_source.h"
#include "core/system/error.h"
#include "core/text/codec.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

void tellAboutLength(std::size_t length, const ModelConfiguration& configuration) {
    const auto context = static_cast<std::size_t>(usableContext(configuration));
    if (length > context)
        notice(fmt::format("the prompt has {} tokens and the model sees {}: it is conditioned on "
                           "the last {}",
                           grouped(length), grouped(context),
                           grouped(length - contextStart(length, context))));
}

} // namespace

std::vector<TokenId> encodePrompt(std::string& prompt, const LanguageModelFile& model) {
    if (repairUtf8(prompt) > 0)
        notice("the prompt is not valid UTF-8: what is wrong was replaced by U+FFFD");
    auto tokens = encode(prompt, model.tokenizer.standardization, model.vocabulary);
    if (tokens.empty())
        throw SettingError("the prompt has no words to begin with: give at least one, as in "
                           "--prompt \"this movie\"");
    const auto unknown = std::ranges::count(tokens, unknownToken);
    if (unknown > 0)
        notice(fmt::format("{} of the prompt's {} tokens are not in the model's vocabulary and "
                           "stand as [UNK]",
                           unknown, tokens.size()));
    tellAboutLength(tokens.size(), model.weights->configuration);
    return tokens;
}

} // namespace tempera::cli
