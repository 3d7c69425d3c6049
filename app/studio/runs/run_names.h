// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/runs/run_record.h"
#include "core/training/training_history_file.h"

namespace tempera::studio {

/// What a run is called that nobody has named: as its corpus, "imdb.csv" or "Built-in reviews".
QString runName(const RunRecord& record);

/// When it began and on what: "2026-11-24-183005-imdb". Letters, digits and hyphens alone.
QString runFolderName(const RunRecord& record);

/// The record of a checkpoint that is no run of the library.
RunRecord recordOfFile(const QString& checkpointFile, const TrainingHistory& history);

} // namespace tempera::studio
