// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/sequence_dataset.h"

#include <cstdint>
#include <vector>

namespace tempera {

/// Documents whose length in tokens is in [minimum, maximum].
struct LengthBin {
    std::uint64_t minimum = 0;
    std::uint64_t maximum = 0;
    std::uint64_t documents = 0;

    bool operator==(const LengthBin&) const = default;
};

/// What training sequences a corpus gives.
struct SequenceFigures {
    std::uint64_t sequences = 0;
    std::uint64_t tokens = 0; ///< of all sequences; windows overlap by one
    std::uint64_t targets = 0;
    /// Share of the positions that are padding where every sequence is filled up to the sequence
    /// length, in [0, 1].
    double padding = 0.0;
    /// Share of the corpus's tokens that are in no sequence, in [0, 1].
    double leftOut = 0.0;
};

/// How many documents have which length in tokens. Every question is answered in time that depends
/// on the number of *different* lengths, which the square root of the corpus's size bounds.
class DocumentLengths {
public:
    struct Entry {
        std::uint64_t length = 0;
        std::uint64_t documents = 0;
    };

    explicit DocumentLengths(std::vector<std::uint64_t> lengths = {});

    /// By rising length, none without documents.
    const std::vector<Entry>& entries() const { return entries_; }
    std::uint64_t documents() const { return documents_; }
    std::uint64_t tokens() const { return tokens_; }
    std::uint64_t longest() const { return entries_.empty() ? 0 : entries_.back().length; }
    /// 0 where there are no documents.
    double mean() const;
    /// The upper of the two middle ones where there are two; 0 where there are no documents.
    std::uint64_t median() const;
    std::uint64_t longerThan(std::uint64_t length) const;

    /// Bins [0, 0], [1, 1], [2, 3], [4, 7] ... with the empty ones at both ends left out.
    std::vector<LengthBin> doublingBins() const;
    /// Adjacent bins from the shortest document to the longest, about `perDoubling` (at least 1)
    /// wherever the length doubles.
    std::vector<LengthBin> bins(int perDoubling) const;

    /// What SequenceDataset makes of the documents. `sequenceLength` is at least 2.
    SequenceFigures sequences(std::int64_t sequenceLength, LongDocuments policy) const;

private:
    std::vector<Entry> entries_;
    std::uint64_t documents_ = 0;
    std::uint64_t tokens_ = 0;
};

} // namespace tempera
