// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/exploration/encoded_prompt.h"
#include "app/studio/exploration/exploration.h"
#include "app/studio/generation/generator.h"
#include "app/studio/model/current_model.h"

#include <optional>
#include <string>

namespace tempera::studio {

/// What the controllers of the window share: the state, the model and the generator. Borrows all
/// three.
class ExplorationContext {
public:
    ExplorationContext(Exploration& exploration, CurrentModel& model, Generator& generator);

    Exploration& exploration() const { return exploration_; }
    const ExplorationState& state() const { return exploration_.state(); }
    CurrentModel& model() const { return model_; }
    Generator& generator() const { return generator_; }

    /// The prompt for the current model, encoded once for every pair of the two. There must be a
    /// model.
    const EncodedPrompt& prompt() const;
    /// How the current text is written, and that of another branch at the same temperature.
    GenerationSettings settings() const { return settingsOf(state().branch()); }
    GenerationSettings settingsOf(const Branch& branch) const;
    /// The same at another temperature.
    GenerationSettings settingsAt(double temperature) const;
    /// A job for these texts after the prompt; nothing where there is no model or no prompt.
    std::optional<GenerationJob> job(Lane lane, std::vector<GenerationSettings> texts) const;

private:
    Exploration& exploration_;
    CurrentModel& model_;
    Generator& generator_;
    mutable ModelHandle encodedFor_;
    mutable std::string encodedText_;
    mutable EncodedPrompt encoded_;
};

} // namespace tempera::studio
