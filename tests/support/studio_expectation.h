// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/exploration/exploration_state.h"
#include "core/model/loaded_model.h"
#include "core/sampling/logits_source.h"
#include "support/naive_sampling.h"
#include "ui/lens/lens_readouts.h"

#include <QString>
#include <memory>
#include <optional>
#include <vector>

namespace tempera::test {

/// True for weights of a FakeLanguageModel.
bool isFake(const LoadedModel& model);
/// Predicts without a prefix tree: the inference engine, or the table of a fake model. Borrows the
/// model.
std::unique_ptr<LogitsSource> referenceSource(const LoadedModel& model);

/// What the window must show, computed from the state and the model alone, by core's generate() and
/// the sampler chain as its definition reads: nothing of the window's code has a part in it.
class StudioExpectation {
public:
    StudioExpectation(const studio::ExplorationState& state, const LoadedModel& model);

    /// All the prompt's tokens, and those that the model sees.
    const std::vector<TokenId>& prompt() const { return prompt_; }
    std::size_t seenCount() const { return seen_; }
    /// What is written after the prompt.
    const std::vector<TokenId>& text() const { return text_; }
    /// The distribution at a place of the seen prompt and the text; none at the first one.
    std::optional<NaiveDistribution> distributionAt(std::size_t index) const;
    /// What is wrong with the readouts of that place; empty: nothing.
    QString disagreement(const ui::LensReadouts& readouts, std::size_t index) const;

private:
    TokenId tokenAt(std::size_t index) const;

    const LoadedModel& model_;
    std::unique_ptr<LogitsSource> source_;
    SamplerChain chain_;
    std::vector<TokenId> prompt_;
    std::size_t seen_ = 0;
    std::vector<TokenId> text_;
};

} // namespace tempera::test
