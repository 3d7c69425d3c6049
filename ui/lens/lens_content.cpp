// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/lens_content.h"

#include "core/sampling/entropy_curve.h"
#include "core/system/error.h"
#include "ui/lens/temperature_scale.h"

#include <QCoreApplication>

namespace tempera::ui {

namespace {

QString translate(const char* text) {
    return QCoreApplication::translate("LensPanel", text);
}

/// What keeps a position from being shown, or nothing.
QString obstacle(const LensPosition& position) {
    if (position.logits == nullptr || position.vocabulary == nullptr)
        return position.context.isEmpty()
                   ? translate("Generate a text: the Lens then shows what the model expected at "
                               "each of its tokens.")
                   : position.context;
    if (position.vocabulary->size() != position.logits->size())
        return translate("The model's output and its vocabulary differ in size: it can't be shown. "
                         "Open another model.");
    return {};
}

} // namespace

void LensContent::setPosition(LensPosition position) {
    position_ = std::move(position);
    compute();
}

void LensContent::setStack(const SamplerStack& stack) {
    stack_ = stack;
    compute();
}

void LensContent::compute() {
    const SharedRanking before = std::exchange(ranking_, nullptr);
    readouts_ = {};
    problem_ = obstacle(position_);
    if (!problem_.isEmpty())
        return;
    try {
        const SamplerChain chain = activeChain(stack_);
        const bool samePlace = before != nullptr && before->logits() == position_.logits;
        ranking_ = samePlace ? before->withChain(chain)
                             : std::make_shared<RankedDistribution>(position_.logits, chain);
        readouts_ = readoutsOf(*ranking_, position_);
    } catch (const Error& error) {
        problem_ = QString::fromUtf8(error.what());
        problem_.front() = problem_.front().toUpper(); // a sentence of its own here
    }
}

std::vector<SamplerEffect> LensContent::effects() const {
    return ranking_ == nullptr ? std::vector<SamplerEffect>{} : ranking_->distribution().effects();
}

bool LensContent::curveIsStale() const {
    if (ranking_ == nullptr)
        return curveLogits_ != nullptr;
    return curveLogits_ != position_.logits || curveStack_ != withTemperature(stack_, 1.0);
}

std::vector<double> LensContent::computeCurve() {
    curveLogits_ = ranking_ == nullptr ? nullptr : position_.logits;
    curveStack_ = withTemperature(stack_, 1.0);
    if (ranking_ == nullptr)
        return {};
    return entropyCurve(*position_.logits, activeChain(curveStack_), curveTemperatures());
}

const std::vector<double>& LensContent::curveTemperatures() {
    static const std::vector<double> temperatures =
        logarithmicTemperatures(lowestTemperature, highestTemperature, 81);
    return temperatures;
}

} // namespace tempera::ui
