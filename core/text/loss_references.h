// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/sequence_dataset.h"

#include <cstddef>
#include <stop_token>

namespace tempera {

/// Losses that need no network, in nats per word, to tell what a training loss means. [UNK] is a
/// word like every other, as it is in training.
struct LossReferences {
    double uniform = 0.0; ///< of guessing among the whole vocabulary: ln V
    double unigram = 0.0; ///< of knowing only how often each word is a target
    /// Of knowing how often each word follows the one before it. Counted over the very words that
    /// are guessed, so a model that sees only the word before can't do better on them.
    double bigram = 0.0;

    bool operator==(const LossReferences&) const = default;
};

/// Over the targets of the training sequences; unigram and bigram are 0 where there are none.
/// `vocabularySize` is at least 1 and above every id. Throws Cancelled when `stop` is triggered.
LossReferences lossReferences(const SequenceDataset& training, std::size_t vocabularySize,
                              std::stop_token stop = {});

} // namespace tempera
