// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tempera::ui {

/// What a loss is to be compared with, in nats per word: that of guessing every word of the
/// vocabulary with the same probability (ln V), and the entropies of the training text's words
/// alone (unigram) and of each word given the one before (bigram).
struct ReferenceLosses {
    double uniform = 0.0;
    double unigram = 0.0;
    double bigram = 0.0;

    bool operator==(const ReferenceLosses&) const = default;
};

} // namespace tempera::ui
