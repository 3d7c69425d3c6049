// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/sampler_stack.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tempera::studio {

/// A text that a person steered: its first tokens are theirs, the rest is the model's.
struct Branch {
    int id = 0;      ///< 0 is the trunk, which has no forced tokens
    int parent = -1; ///< the branch that it left, -1 for the trunk
    std::string name;
    /// The words from the prompt's end to the one that was chosen. Not ids: those of another model
    /// stand for other words.
    std::vector<std::string> forced;

    bool operator==(const Branch&) const = default;
};

/// The most tokens that a text may have.
inline constexpr std::size_t largestLength = 2'000;

/// What a person has set up: together with a model it decides every number and word on screen.
/// A small value: undo keeps copies of it, the session file holds one.
struct ExplorationState {
    std::string prompt = "This movie";
    std::uint64_t seed = 1;
    bool seedLocked = false; ///< Generate writes the same text again instead of another one
    std::size_t length = 50;
    SamplerStack samplers = defaultSamplerStack();
    std::vector<Branch> branches = {Branch{}}; ///< the trunk first
    int currentBranch = 0;
    std::vector<double> comparedTemperatures = {0.2, 0.5, 0.7, 1.0, 1.5}; ///< two to six

    bool operator==(const ExplorationState&) const = default;

    const Branch& branch() const;
};

} // namespace tempera::studio
