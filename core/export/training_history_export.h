// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_progress.h"

#include <iosfwd>
#include <string>

namespace tempera {

/// RFC 4180 with a row for each step: step, epoch, loss, learning_rate, gradient_norm,
/// tokens_per_second and, where it was measured after that step, validation_loss. Numbers read back
/// exactly; one that is none (NaN) is an empty field, infinities are "inf" and "-inf". A validation
/// without a step of its own has a row of its own.
void writeTrainingHistory(std::ostream& out, const TrainingProgress& progress);
/// The same as a text.
std::string formatTrainingHistory(const TrainingProgress& progress);

} // namespace tempera
