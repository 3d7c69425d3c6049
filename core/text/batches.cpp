// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/batches.h"

#include "core/system/keyed_random.h"

#include <algorithm>

namespace tempera {

namespace {

/// An input and its target.
constexpr std::size_t shortestSequence = 2;

Batch sideBySide(const std::vector<std::span<const TokenId>>& sequences) {
    std::size_t length = 0;
    for (const auto& tokens : sequences)
        length = std::max(length, tokens.size());
    Batch batch{static_cast<std::int64_t>(sequences.size()), static_cast<std::int64_t>(length), {}};
    batch.tokens.reserve(sequences.size() * length);
    for (const auto& tokens : sequences) {
        batch.tokens.insert(batch.tokens.end(), tokens.begin(), tokens.end());
        batch.tokens.insert(batch.tokens.end(), length - tokens.size(), paddingToken);
    }
    return batch;
}

} // namespace

std::int64_t Batch::targetCount() const {
    std::int64_t count = 0;
    for (std::int64_t row = 0; row < sequences; ++row) {
        const auto targets = std::span(tokens).subspan(static_cast<std::size_t>(row * length + 1),
                                                       static_cast<std::size_t>(length - 1));
        count += std::ranges::count_if(targets, [](TokenId id) { return id != paddingToken; });
    }
    return count;
}

Batch makeBatch(const SequenceDataset& dataset, std::span<const std::uint32_t> sequences) {
    std::vector<std::span<const TokenId>> rows;
    for (const std::uint32_t index : sequences)
        rows.push_back(dataset.sequence(index));
    return sideBySide(rows);
}

std::vector<Batch> dealOut(const Batch& batch, std::int64_t count) {
    const auto rowOf = [&batch](std::int64_t row) {
        const auto padded = std::span(batch.tokens)
                                .subspan(static_cast<std::size_t>(row * batch.length),
                                         static_cast<std::size_t>(batch.length));
        const auto last = std::find_if(padded.rbegin(), padded.rend(),
                                       [](TokenId id) { return id != paddingToken; });
        const auto length = static_cast<std::size_t>(padded.rend() - last);
        return padded.first(std::max(length, std::min(shortestSequence, padded.size())));
    };
    std::vector<Batch> parts;
    for (std::int64_t first = 0; first < std::min(count, batch.sequences); ++first) {
        std::vector<std::span<const TokenId>> rows;
        for (std::int64_t row = first; row < batch.sequences; row += count)
            rows.push_back(rowOf(row));
        parts.push_back(sideBySide(rows));
    }
    return parts;
}

std::vector<std::uint32_t> epochOrder(std::size_t count, std::uint64_t seed, std::int64_t epoch) {
    return keyedPermutation(static_cast<std::uint32_t>(count), seed, RandomStream::shuffle,
                            static_cast<std::uint32_t>(epoch));
}

} // namespace tempera
