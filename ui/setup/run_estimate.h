// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>
#include <QtGlobal>
#include <optional>

namespace tempera::ui {

/// What a run would need. What isn't known is empty.
struct RunEstimate {
    qint64 parameters = 0;       ///< for the record: the panel counts those of its own network
    quint64 memoryNeeded = 0;    ///< bytes
    quint64 memoryAvailable = 0; ///< bytes; 0: unknown
    std::optional<qint64> stepsPerEpoch;
    std::optional<double> secondsPerStep;
    std::optional<double> secondsPerEpoch;
    std::optional<double> secondsPerRun; ///< empty or 0 where no limit of steps or epochs bounds it
    std::optional<double> tokensPerSecond;
    bool measuring = false;
    QString problem; ///< why the run can't begin or wasn't measured; empty where there is none

    bool operator==(const RunEstimate&) const = default;
};

} // namespace tempera::ui

Q_DECLARE_METATYPE(tempera::ui::RunEstimate)
