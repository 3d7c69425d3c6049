// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/results/results_controller.h"

#include "core/text/codec.h"

#include <algorithm>
#include <utility>

namespace tempera::studio {

ResultsController::ResultsController(ExplorationContext& context, QObject* parent)
    : QObject(parent), context_(context) {
    connect(&context.generator(), &Generator::tokensWritten, this, &ResultsController::receive);
}

void ResultsController::generate(int count) {
    std::vector<GenerationSettings> texts(static_cast<std::size_t>(std::max(count, 1)),
                                          context_.settings());
    for (std::size_t i = 0; i < texts.size(); ++i)
        texts[i].seed += i;
    auto job = context_.job(Lane::results, texts);
    if (!job)
        return;
    state_ = context_.state();
    model_ = job->model;
    prompt_ = job->prompt;
    results_.clear();
    for (GenerationSettings& settings : texts)
        results_.push_back({std::move(settings), {}, false});
    Q_EMIT cleared();
    Q_EMIT progressChanged(0, static_cast<int>(results_.size()));
    context_.generator().start(std::move(*job));
}

void ResultsController::cancel() {
    context_.generator().cancel(Lane::results);
    std::erase_if(results_, [](const Result& result) { return !result.finished; });
    const int done = static_cast<int>(results_.size());
    Q_EMIT progressChanged(done, done);
}

void ResultsController::receive(const WrittenTokens& tokens) {
    if (tokens.lane != Lane::results || tokens.text >= results_.size())
        return;
    Result& result = results_[tokens.text];
    if (tokens.first == 0)
        result.text.begin(result.settings.length, result.settings.forced.size());
    result.text.receive(tokens);
    result.finished = tokens.textFinished;
    if (!tokens.textFinished)
        return;
    Q_EMIT rowChanged(static_cast<int>(tokens.text), display(result));
    Q_EMIT progressChanged(static_cast<int>(tokens.text) + 1, static_cast<int>(results_.size()));
}

ui::ResultRow ResultsController::display(const Result& result) const {
    const auto figures = result.text.figures();
    const std::string text = decode(wholeText(prompt_, figures),
                                    model_->tokenizer().standardization, model_->vocabulary());
    return {result.settings.seed, QString::fromStdString(text), statisticsOf(figures),
            result.finished};
}

void ResultsController::activate(int row) {
    if (row < 0 || static_cast<std::size_t>(row) >= results_.size())
        return;
    ExplorationState next = context_.state();
    next.prompt = state_.prompt;
    next.samplers = state_.samplers;
    next.length = state_.length;
    takeBranchOver(next);
    next.seed = results_[static_cast<std::size_t>(row)].settings.seed;
    context_.exploration().change(next, tr("take over seed %1").arg(next.seed));
}

void ResultsController::takeBranchOver(ExplorationState& next) const {
    Branch branch = state_.branch();
    const auto isSame = [&branch](const Branch& other) { return other.forced == branch.forced; };
    auto found = std::ranges::find_if(next.branches, isSame);
    if (found == next.branches.end()) { // it was removed meanwhile
        branch.id = std::ranges::max(next.branches, {}, &Branch::id).id + 1;
        branch.parent = 0;
        found = next.branches.insert(found, branch);
    }
    next.currentBranch = found->id;
}

} // namespace tempera::studio
