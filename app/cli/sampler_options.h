// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/sampler_chain.h"

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

namespace tempera::cli {

/// The options that shape a distribution, shared by the commands that sample.
struct SamplerArguments {
    std::optional<double> topK;
    std::optional<double> topP;
    std::optional<double> minP;
    std::vector<std::string> order = {"temperature", "top-k", "top-p", "min-p"};
};

void addSamplerOptions(CLI::App& command, SamplerArguments& arguments);

/// The samplers that were asked for, in the order that was asked for. Throws SettingError where the
/// order names something unknown or twice, or leaves out a sampler that has a value.
SamplerChain samplerChain(const SamplerArguments& arguments, double temperature);

} // namespace tempera::cli
