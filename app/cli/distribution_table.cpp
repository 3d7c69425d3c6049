// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/distribution_table.h"

#include "app/cli/console.h"
#include "core/export/json_number.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

constexpr int barWidth = 30;

std::string bar(double share) {
    std::string cells;
    for (int cell = 0; cell < static_cast<int>(share * barWidth + 0.5); ++cell)
        cells += "█";
    return cells;
}

} // namespace

DistributionTable::DistributionTable(std::span<const float> logits, const SamplerChain& chain,
                                     const Vocabulary& vocabulary)
    : logits_(logits),
      vocabulary_(vocabulary),
      temperature_(temperatureOf(chain)),
      distribution_(logits, chain),
      distributionAt1_(logits, {}) {}

void DistributionTable::print(const std::string& prompt, std::size_t top) {
    fmt::print("next token after \"{}\" at temperature {}\n\n", prompt, temperature_);
    fmt::print("rank  token              probability   at T = 1\n");
    const double widest = distribution_.probability(distribution_.tokenAtRank(1));
    double shown = 0.0;
    for (std::size_t rank = 1; rank <= top; ++rank) {
        printRow(rank, widest);
        shown += distribution_.probability(distribution_.tokenAtRank(rank));
    }
    if (top < logits_.size())
        fmt::print("      {} {:>9.4f} %\n",
                   padded(fmt::format("{} others", grouped(logits_.size() - top)), 18),
                   std::max(0.0, 1.0 - shown) * 100.0);
    fmt::print("\nentropy            {:.3f} bits of at most {:.3f}\n", distribution_.entropyBits(),
               std::log2(static_cast<double>(logits_.size())));
    fmt::print("effective choices  {:.1f}\n", distribution_.effectiveChoices());
    fmt::print("candidates         {} of {}\n", grouped(distribution_.candidateCount()),
               grouped(logits_.size()));
    for (const SamplerEffect& effect : distribution_.effects())
        if (effect.candidatesAfter < effect.candidatesBefore)
            fmt::print("  {} {} removed {}\n", samplerName(effect.sampler.kind),
                       effect.sampler.value,
                       grouped(effect.candidatesBefore - effect.candidatesAfter));
}

void DistributionTable::printRow(std::size_t rank, double widest) {
    const TokenId id = distribution_.tokenAtRank(rank);
    const double probability = distribution_.probability(id);
    const auto remover = distribution_.removedBy(rank);
    fmt::print(
        "{:>4}  {} {:>9.4f} % {:>9.4f} %  {}\n", rank, padded(vocabulary_.displayWord(id), 18),
        probability * 100.0, distributionAt1_.probability(id) * 100.0,
        remover ? fmt::format("removed by {}", samplerName(*remover)) : bar(probability / widest));
}

void DistributionTable::printJson(std::span<const TokenId> prompt, std::size_t top) {
    nlohmann::ordered_json tokens = nlohmann::ordered_json::array();
    for (std::size_t rank = 1; rank <= top; ++rank) {
        const TokenId id = distribution_.tokenAtRank(rank);
        const auto remover = distribution_.removedBy(rank);
        tokens.push_back({{"id", id},
                          {"token", vocabulary_.displayWord(id)},
                          {"logit", logits_[static_cast<std::size_t>(id)]},
                          {"probability", distribution_.probability(id)},
                          {"probability_at_1", distributionAt1_.probability(id)},
                          {"removed_by", remover ? nlohmann::ordered_json(samplerName(*remover))
                                                 : nlohmann::ordered_json(nullptr)}});
    }
    const nlohmann::ordered_json json{{"prompt_tokens", prompt},
                                      {"temperature", jsonNumber(temperature_)},
                                      {"entropy_bits", distribution_.entropyBits()},
                                      {"effective_choices", distribution_.effectiveChoices()},
                                      {"vocabulary_size", logits_.size()},
                                      {"candidates", distribution_.candidateCount()},
                                      {"tokens", std::move(tokens)}};
    fmt::print("{}\n", json.dump());
}

} // namespace tempera::cli
