// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/compare/ladder_controller.h"

#include "core/sampling/entropy_curve.h"

#include <chrono>
#include <cmath>
#include <numbers>

namespace tempera::studio {

namespace {

using namespace std::chrono_literals;
constexpr auto restartDelay = 200ms;
constexpr std::size_t rowCount = 28; ///< as many as a low panel can draw

ui::LadderCell cellOf(const GeneratedToken& token, const Vocabulary& vocabulary) {
    const std::string_view word = vocabulary.displayWord(token.id);
    return {QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())), token.id,
            token.entropyBits, -token.logProbability * std::numbers::log2e};
}

} // namespace

LadderController::LadderController(ExplorationContext& context, QObject* parent)
    : QObject(parent),
      context_(context),
      temperatures_(logarithmicTemperatures(0.05, 5.0, rowCount)) {
    restartPause_.setSingleShot(true);
    restartPause_.setInterval(restartDelay);
    connect(&restartPause_, &QTimer::timeout, this, &LadderController::restart);
    const auto outdate = [this] { restartPause_.start(); };
    connect(&context.exploration(), &Exploration::changed, this, outdate);
    connect(&context.model(), &CurrentModel::changed, this, outdate);
    connect(&context.generator(), &Generator::tokensWritten, this, &LadderController::receive);
}

void LadderController::setActive(bool active) {
    active_ = active;
    if (active) {
        restart();
        return;
    }
    restartPause_.stop();
    if (context_.generator().isBusy(Lane::ladder)) {
        context_.generator().cancel(Lane::ladder);
        texts_.clear(); // begins again when somebody looks
    }
}

std::vector<GenerationSettings> LadderController::plannedTexts() const {
    std::vector<GenerationSettings> texts;
    for (const double temperature : temperatures_)
        texts.push_back(context_.settingsAt(temperature));
    return texts;
}

void LadderController::restart() {
    if (!active_)
        return;
    std::vector<GenerationSettings> texts = plannedTexts();
    if (texts == texts_ && model_ == context_.model().handle() &&
        prompt_ == context_.state().prompt)
        return; // the current temperature alone has changed
    auto job = context_.job(Lane::ladder, texts);
    texts_ = std::move(texts);
    prompt_ = context_.state().prompt;
    model_ = context_.model().handle();
    rows_.assign(texts_.size(), {});
    Q_EMIT restarted(temperatures_);
    Q_EMIT progressChanged(0, job ? static_cast<int>(rowCount) : 0);
    if (job)
        context_.generator().start(std::move(*job));
    else
        context_.generator().cancel(Lane::ladder);
}

void LadderController::receive(const WrittenTokens& tokens) {
    if (tokens.lane != Lane::ladder || !model_ || tokens.text >= rows_.size())
        return;
    auto& row = rows_[tokens.text];
    for (const WrittenToken& token : tokens.tokens)
        row.push_back(cellOf(token.figures, model_->vocabulary()));
    if (!tokens.textFinished)
        return;
    Q_EMIT rowChanged(static_cast<int>(tokens.text), row);
    Q_EMIT progressChanged(static_cast<int>(tokens.text) + 1, static_cast<int>(rowCount));
}

} // namespace tempera::studio
