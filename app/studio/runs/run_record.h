// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus_reader.h"
#include "core/training/training_settings.h"

#include <QDateTime>
#include <QString>
#include <QtGlobal>
#include <optional>

namespace tempera::studio {

/// What is remembered of a run: enough to list it, to compare it and to go on with it.
struct RunRecord {
    /// A run that has not ended is running or paused, also where the program was killed.
    enum class State { running, paused, finished, stopped, failed };

    QString id; ///< the name of its folder in the library, or the path of a file from elsewhere
    QString name;
    QString corpus; ///< absolute path; empty: the built-in reviews
    /// The archive limits are the program's own: they are not kept.
    CorpusOptions corpusOptions;
    TrainingSettings settings;
    int threads = 1;
    QString checkpoint; ///< absolute path of a `.tempera`; empty: the run writes none
    QDateTime started;  ///< of a file from elsewhere: when it was written last
    State state = State::running;
    qint64 step = 0;                                 ///< updates of the weights that are done
    std::optional<double> trainLoss, validationLoss; ///< nats per token; finite
    QString problem;                                 ///< why it failed or is paused; mostly empty

    bool hasEnded() const { return state != State::running && state != State::paused; }
};

} // namespace tempera::studio
