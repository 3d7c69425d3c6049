// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_weights.h"
#include "core/sampling/logits_source.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace tempera {

/// Predictions of one model, remembered by the text before them: a bounded prefix tree whose nodes
/// hold a token, its keys and values, and the raw logits after it. Texts that begin alike (other
/// temperatures, branches, a slider that is dragged) share what they have in common, and the model
/// is run only from the first token that is new.
///
/// Used by one thread at a time.
class PrefixCache final : public LogitsSource {
public:
    /// Forgets the prefixes that were not used for the longest time where the tree would exceed
    /// `memoryLimit` bytes; the text asked for is kept whatever its size.
    explicit PrefixCache(WeightSnapshot weights, std::size_t memoryLimit = std::size_t{256} << 20);
    ~PrefixCache() override;

    std::size_t vocabularySize() const override;
    std::span<const float> logitsAfter(std::span<const TokenId> tokens) override;
    /// The same, to be kept by the caller.
    SharedLogits sharedLogitsAfter(std::span<const TokenId> tokens);
    /// The same for each of the texts, which the model reads together: to the bit what it makes of
    /// each alone, in less time. Of texts that nobody comes back to (`remembers` is false) nothing
    /// is added to the tree but logits of what it holds already.
    std::vector<SharedLogits> sharedLogitsAfterEach(std::span<const std::span<const TokenId>> texts,
                                                    bool remembers = true);

    /// How many tokens the model was run for since the cache was made. Logits that were not asked
    /// for when their token was run are computed later without running it again.
    std::size_t tokensComputed() const;
    /// Bytes that the tree holds now: its nodes with their keys, values and logits.
    std::size_t memoryUsed() const;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
    SharedLogits lastLogits_; ///< of the last logitsAfter()
};

} // namespace tempera
