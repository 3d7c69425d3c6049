// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/distribution.h"
#include "core/text/vocabulary.h"

#include <span>
#include <string>

namespace tempera::cli {

/// The next-token distribution as a table for people or as JSON.
class DistributionTable {
public:
    /// Borrows `logits` and `vocabulary`.
    DistributionTable(std::span<const float> logits, const SamplerChain& chain,
                      const Vocabulary& vocabulary);

    /// The `top` most probable tokens, what the rest adds up to, and the readouts.
    void print(const std::string& prompt, std::size_t top);
    void printJson(std::span<const TokenId> prompt, std::size_t top);

private:
    void printRow(std::size_t rank, double widest);

    std::span<const float> logits_;
    const Vocabulary& vocabulary_;
    double temperature_;
    Distribution distribution_;
    Distribution distributionAt1_; ///< T = 1 and no other sampler
};

} // namespace tempera::cli
