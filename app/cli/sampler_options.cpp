// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sampler_options.h"

#include "core/system/error.h"

#include <algorithm>
#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

void addSamplerOptions(CLI::App& command, SamplerArguments& arguments) {
    command.add_option("--top-k", arguments.topK, "Keep the K most probable tokens");
    command.add_option("--top-p", arguments.topP,
                       "Keep the most probable tokens that together reach probability P, in "
                       "(0, 1]");
    command.add_option("--min-p", arguments.minP,
                       "Keep tokens at least M times as probable as the first, in [0, 1]");
    command
        .add_option("--order", arguments.order,
                    "The order in which the samplers act: it matters, since temperature changes "
                    "what top-p and min-p see")
        ->delimiter(',')
        ->type_name("NAMES")
        ->capture_default_str();
}

SamplerChain samplerChain(const SamplerArguments& arguments, double temperature) {
    std::vector<Sampler> wanted = {{SamplerKind::temperature, temperature}};
    if (arguments.topK)
        wanted.push_back({SamplerKind::topK, *arguments.topK});
    if (arguments.topP)
        wanted.push_back({SamplerKind::topP, *arguments.topP});
    if (arguments.minP)
        wanted.push_back({SamplerKind::minP, *arguments.minP});
    SamplerChain chain;
    for (const std::string& name : arguments.order) {
        const SamplerKind kind = parseSamplerKind(name);
        const auto found = std::ranges::find(wanted, kind, &Sampler::kind);
        if (found != wanted.end())
            chain.push_back(*found);
    }
    for (const Sampler& sampler : wanted)
        if (std::ranges::find(chain, sampler.kind, &Sampler::kind) == chain.end())
            throw SettingError(fmt::format("--order leaves out {}, which has a value: name it "
                                           "there too",
                                           samplerName(sampler.kind)));
    validate(chain);
    return chain;
}

} // namespace tempera::cli
