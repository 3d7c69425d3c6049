// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/token.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tempera {

/// What becomes of a document with more tokens than a training sequence.
enum class LongDocuments {
    first,   ///< its first N tokens are used, as in the book
    windows, ///< it is cut into sequences of N that overlap by one token: each token but the first
             ///< is a target exactly once
};

/// Names used in files and on the command line: "first", "windows".
std::string_view longDocumentsName(LongDocuments policy);
/// Throws SettingError that lists the valid names.
LongDocuments parseLongDocuments(std::string_view name);

/// Training sequences of 2 to `sequenceLength` tokens. Of a sequence of n tokens the first n - 1
/// are inputs and the last n - 1 are targets.
class SequenceDataset {
public:
    explicit SequenceDataset(std::int64_t sequenceLength, LongDocuments policy)
        : sequenceLength_(sequenceLength), policy_(policy) {}

    /// Cuts a document into sequences; one of fewer than two tokens gives none.
    void addDocument(std::span<const TokenId> tokens);

    std::int64_t sequenceLength() const { return sequenceLength_; }
    std::size_t size() const { return sequences_.size(); }
    std::span<const TokenId> sequence(std::size_t index) const;
    /// Targets of all sequences.
    std::uint64_t targetCount() const { return tokens_.size() - sequences_.size(); }
    /// All sequences' tokens, one after the other.
    std::span<const TokenId> tokens() const { return tokens_; }

private:
    void addSequence(std::span<const TokenId> tokens);

    struct Range {
        std::uint64_t begin;
        std::uint32_t length;
    };
    std::int64_t sequenceLength_;
    LongDocuments policy_;
    std::vector<TokenId> tokens_;
    std::vector<Range> sequences_;
};

} // namespace tempera
