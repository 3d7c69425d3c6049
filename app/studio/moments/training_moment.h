// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/loaded_model.h"

#include <QMetaType>
#include <cstdint>
#include <optional>

namespace tempera::studio {

/// What the trainer hands over at the end of an epoch and at chosen steps. A value: it crosses
/// threads.
struct TrainingMoment {
    ModelHandle model;
    std::int64_t step = 0;
    std::int64_t epoch = 0;
    bool atEpochEnd = false;
    double trainLoss = 0.0; ///< nats per word
    std::optional<double> validationLoss = {};
};

} // namespace tempera::studio

Q_DECLARE_METATYPE(tempera::studio::TrainingMoment)
