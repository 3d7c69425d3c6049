// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/distribution_export.h"

#include "core/export/csv_field.h"
#include "core/export/recipe.h"
#include "core/sampling/distribution.h"
#include "core/system/error.h"

#include <iterator>
#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

namespace tempera {

namespace {

constexpr std::string_view header =
    "rank,id,token,logit,probability,probability_at_1,removed_by,prompt,text,seed,length,samplers,"
    "forced,model,model_hash,application,formula_guard\r\n";
constexpr std::string_view noRecipe = ",,,,,,,,,,";

std::string recipeFields(const GeneratedText& context, bool guard) {
    return fmt::format(",{},{},{},{},{},{},{},{},{},{}", csvField(context.prompt, guard),
                       csvField(context.text, guard), context.seed, textLength(context),
                       csvField(describe(context.chain), guard), fmt::join(context.forced, " "),
                       csvField(context.model, guard), csvField(context.modelHash, guard),
                       csvField(applicationName(), guard), guard ? "on" : "off");
}

} // namespace

std::string formatDistribution(const DistributionExport& distribution, const Vocabulary& vocabulary,
                               bool guardFormulas) {
    const std::vector<float>& logits = *distribution.logits;
    if (logits.size() != vocabulary.size())
        throw Error(fmt::format("the distribution is over {} tokens, the vocabulary has {}",
                                logits.size(), vocabulary.size()));
    Distribution sampled(logits, distribution.context.chain);
    const Distribution atOne(logits, {});
    std::string file(header);
    auto end = std::back_inserter(file);
    for (std::size_t rank = 1; rank <= logits.size(); ++rank) {
        const TokenId id = sampled.tokenAtRank(rank);
        const auto remover = sampled.removedBy(rank);
        fmt::format_to(end, "{},{},{},{},{},{},{}", rank, id,
                       csvField(vocabulary.displayWord(id), guardFormulas),
                       logits[static_cast<std::size_t>(id)], sampled.probability(id),
                       atOne.probability(id), remover ? samplerName(*remover) : "");
        if (rank == 1)
            file += recipeFields(distribution.context, guardFormulas);
        else
            file += noRecipe;
        file += "\r\n";
    }
    return file;
}

} // namespace tempera
