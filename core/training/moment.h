// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tempera {

/// What a model wrote at one temperature: the prompt's tokens and what follows.
struct MomentText {
    double temperature = 1.0;
    std::string text;

    bool operator==(const MomentText&) const = default;
};

/// A word that the model expected after the prompt, at T = 1.
struct MomentCandidate {
    std::string word; ///< as a person is shown it
    double probability = 0.0;

    bool operator==(const MomentCandidate&) const = default;
};

/// How many of the most probable words a moment holds.
inline constexpr std::size_t momentCandidates = 20;

/// A model as it was after one step of a run, with what it wrote then.
struct Moment {
    std::int64_t step = 0;  ///< updates of the weights behind it
    std::int64_t epoch = 0; ///< of that step, from 1; 0 before the first step
    bool atEpochEnd = false;
    double trainLoss = 0.0; ///< nats per word; NaN where it is not known
    std::optional<double> validationLoss = {};
    std::string prompt = {};
    std::uint64_t seed = 0;
    std::vector<MomentText> texts = {};           ///< in the order of their temperatures
    std::vector<MomentCandidate> candidates = {}; ///< the most probable words, falling; empty
                                                  ///< where the prompt had no tokens
    double entropy = 0.0; ///< bits at T = 1 after the prompt; without candidates it means nothing
};

} // namespace tempera
