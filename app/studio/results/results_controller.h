// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/exploration/exploration_context.h"
#include "app/studio/exploration/written_text.h"
#include "ui/results/results_panel.h"

#include <QObject>
#include <vector>

namespace tempera::studio {

/// Many texts that differ in their seed alone: the current one, the next one, and so on. Each can
/// be made the current text, and made again by itself.
class ResultsController final : public QObject {
    Q_OBJECT
public:
    explicit ResultsController(ExplorationContext& context, QObject* parent = nullptr);

    void generate(int count);
    /// Keeps the texts that are finished.
    void cancel();
    /// Takes the row's seed (and what else it was written with) over.
    void activate(int row);

    struct Result {
        GenerationSettings settings;
        WrittenText text;
        bool finished = false;
    };
    const std::vector<Result>& results() const { return results_; }
    /// What all of them were written with.
    const ModelHandle& model() const { return model_; }
    const std::vector<TokenId>& prompt() const { return prompt_; }
    const std::string& promptText() const { return state_.prompt; }

Q_SIGNALS:
    void cleared();
    void rowChanged(int row, const tempera::ui::ResultRow& result);
    void progressChanged(int done, int total);

private:
    void receive(const WrittenTokens& tokens);
    /// Makes the branch that the texts were written on the current one.
    void takeBranchOver(ExplorationState& next) const;
    ui::ResultRow display(const Result& result) const;

    ExplorationContext& context_;
    ExplorationState state_; ///< what the texts were written with, but for the seed
    ModelHandle model_;
    std::vector<TokenId> prompt_;
    std::vector<Result> results_;
};

} // namespace tempera::studio
