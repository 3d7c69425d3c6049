// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/generation/generation_job.h"
#include "ui/text/text_token.h"

#include <vector>

namespace tempera::studio {

/// The text on screen while another one is being written over it: new tokens in front, behind them
/// what is left of the old text until it is replaced.
class WrittenText {
public:
    /// What follows belongs to a text of `length` tokens, of which `forced` are a person's choice.
    void begin(std::size_t length, std::size_t forced);
    void receive(const WrittenTokens& tokens);
    /// Gives up what is left of the text before: nothing will replace it any more.
    void dropStale() { tokens_.resize(fresh_); }
    void clear();

    const std::vector<WrittenToken>& tokens() const { return tokens_; }
    /// How many of tokens() are of the text that is being written.
    std::size_t freshCount() const { return fresh_; }
    bool isForced(std::size_t index) const { return index < forced_; }
    /// The figures of the fresh tokens.
    std::vector<GeneratedToken> figures() const;

private:
    std::vector<WrittenToken> tokens_;
    std::size_t fresh_ = 0;
    std::size_t forced_ = 0;
};

/// The tokens of a text as widgets show them: the last `shownPrompt` of the prompt's, then those
/// written.
ui::TextTokens displayTokens(const Vocabulary& vocabulary, std::span<const TokenId> shownPrompt,
                             const WrittenText& text);

} // namespace tempera::studio
