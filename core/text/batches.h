// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/sequence_dataset.h"
#include "core/text/token.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tempera {

/// Sequences side by side, row-major [sequences, length], filled up with padding at the end.
struct Batch {
    std::int64_t sequences = 0;
    std::int64_t length = 0; ///< of the longest sequence in it
    std::vector<TokenId> tokens;

    /// Targets that count in the loss: those that are not padding.
    std::int64_t targetCount() const;
};

/// The given sequences of the dataset as a batch.
Batch makeBatch(const SequenceDataset& dataset, std::span<const std::uint32_t> sequences);

/// The batch's sequences dealt out to at most `count` batches, none of them empty, each no longer
/// than its sequences need: part i has the sequences i, i + count, i + 2 count ..., so that where
/// neighbours are alike, so are the parts.
std::vector<Batch> dealOut(const Batch& batch, std::int64_t count);

/// The order in which an epoch goes through `count` sequences: a function of seed and epoch alone,
/// so that a run can be taken up at any position.
std::vector<std::uint32_t> epochOrder(std::size_t count, std::uint64_t seed, std::int64_t epoch);

} // namespace tempera
