// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/batches.h"

#include "core/system/keyed_random.h"

#include <algorithm>

namespace tempera {

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
    std::size_t length = 0;
    for (const std::uint32_t index : sequences)
        length = std::max(length, dataset.sequence(index).size());
    Batch batch{static_cast<std::int64_t>(sequences.size()), static_cast<std::int64_t>(length), {}};
    batch.tokens.reserve(sequences.size() * length);
    for (const std::uint32_t index : sequences) {
        const auto tokens = dataset.sequence(index);
        batch.tokens.insert(batch.tokens.end(), tokens.begin(), tokens.end());
        batch.tokens.insert(batch.tokens.end(), length - tokens.size(), paddingToken);
    }
    return batch;
}

std::vector<std::uint32_t> epochOrder(std::size_t count, std::uint64_t seed, std::int64_t epoch) {
    return keyedPermutation(static_cast<std::uint32_t>(count), seed, RandomStream::shuffle,
                            static_cast<std::uint32_t>(epoch));
}

} // namespace tempera
