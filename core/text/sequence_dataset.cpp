// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/sequence_dataset.h"

#include "core/system/error.h"

#include <algorithm>
#include <spdlog/fmt/fmt.h>

namespace tempera {

std::string_view longDocumentsName(LongDocuments policy) {
    return policy == LongDocuments::first ? "first" : "windows";
}

LongDocuments parseLongDocuments(std::string_view name) {
    for (const LongDocuments policy : {LongDocuments::first, LongDocuments::windows})
        if (longDocumentsName(policy) == name)
            return policy;
    throw SettingError(
        fmt::format("unknown treatment of long documents '{}': choose first or windows", name));
}

void SequenceDataset::addDocument(std::span<const TokenId> tokens) {
    const auto length = static_cast<std::size_t>(sequenceLength_);
    addSequence(tokens.first(std::min(length, tokens.size())));
    if (policy_ == LongDocuments::first)
        return;
    for (std::size_t begin = length - 1; begin + 1 < tokens.size(); begin += length - 1)
        addSequence(tokens.subspan(begin, std::min(length, tokens.size() - begin)));
}

void SequenceDataset::addSequence(std::span<const TokenId> tokens) {
    if (tokens.size() < 2)
        return;
    sequences_.push_back({tokens_.size(), static_cast<std::uint32_t>(tokens.size())});
    tokens_.insert(tokens_.end(), tokens.begin(), tokens.end());
}

std::span<const TokenId> SequenceDataset::sequence(std::size_t index) const {
    return std::span(tokens_).subspan(sequences_[index].begin, sequences_[index].length);
}

} // namespace tempera
