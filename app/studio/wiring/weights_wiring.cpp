// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "ui/training/training_strip.h"

namespace tempera::studio {

void wireWeights(Studio& studio) {
    WeightsFollower& weights = studio.weights();
    ui::TrainingStrip& strip = studio.window().strip();
    QAction* const useTrained = studio.window().actions().useTrained;
    const auto show = [&weights, &strip, useTrained] {
        strip.setWeights(weights.age());
        useTrained->setEnabled(weights.newerExist());
    };
    QObject::connect(&weights, &WeightsFollower::changed, &strip, show);
    QObject::connect(&strip, &ui::TrainingStrip::pinToggled, &weights, &WeightsFollower::setPinned);
    QObject::connect(useTrained, &QAction::triggered, &weights, &WeightsFollower::useNewest);
    show();
}

} // namespace tempera::studio
