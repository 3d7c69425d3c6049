// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/loaded_model.h"

#include <QMetaType>
#include <cstdint>
#include <optional>

namespace tempera::studio {

/// The weights of a run at the end of a step, for the time machine.
struct TrainingMoment {
    ModelHandle model;
    std::int64_t step = 0;
    std::int64_t epoch = 0; ///< from 1
    bool atEpochEnd = false;
    double trainLoss = 0.0;               ///< nats per token, of that step's batch
    std::optional<double> validationLoss; ///< nats per token, where it was measured at that step
};

} // namespace tempera::studio

Q_DECLARE_METATYPE(tempera::studio::TrainingMoment)
