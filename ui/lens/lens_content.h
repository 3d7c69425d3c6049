// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/sampler_stack.h"
#include "ui/lens/lens_position.h"
#include "ui/lens/lens_readouts.h"
#include "ui/lens/ranked_distribution.h"

#include <QString>
#include <vector>

namespace tempera::ui {

/// What the Lens shows of a position under a stack of samplers, computed when either changes.
class LensContent {
public:
    void setPosition(LensPosition position);
    void setStack(const SamplerStack& stack);

    const LensPosition& position() const { return position_; }
    const SamplerStack& stack() const { return stack_; }
    /// Null where there is nothing to show: problem() says why.
    const SharedRanking& ranking() const { return ranking_; }
    /// For people: what to do first, or what is wrong with the model. Empty if nothing is.
    const QString& problem() const { return problem_; }
    const LensReadouts& readouts() const { return readouts_; }
    std::vector<SamplerEffect> effects() const;

    /// True where the entropy curve in hand doesn't belong to this position and these samplers; it
    /// doesn't depend on the temperature.
    bool curveIsStale() const;
    /// H at curveTemperatures(), computed anew; empty where there is no ranking.
    std::vector<double> computeCurve();
    static const std::vector<double>& curveTemperatures();

private:
    void compute();

    LensPosition position_;
    SamplerStack stack_ = defaultSamplerStack();
    SharedRanking ranking_;
    QString problem_;
    LensReadouts readouts_;
    SharedLogits curveLogits_;
    SamplerStack curveStack_;
};

} // namespace tempera::ui
