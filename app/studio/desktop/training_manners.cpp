// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/training_manners.h"

#include "app/studio/desktop/training_title.h"

#include <utility>

namespace tempera::studio {

namespace {

using Phase = ui::TrainingStatus::Phase;

/// Stopping too: the last weights are still to be written.
bool keepsAwake(Phase phase) {
    return phase == Phase::preparing || phase == Phase::running || phase == Phase::stopping;
}

} // namespace

TrainingManners::TrainingManners(const QString& systemBus, const QString& sessionBus,
                                 QObject* parent)
    : QObject(parent), notification_(sessionBus), inhibitor_(systemBus, sessionBus) {
    connect(&notification_, &DesktopNotification::activated, this, &TrainingManners::activated);
}

void TrainingManners::setStatus(const ui::TrainingStatus& status) {
    const Phase before = std::exchange(status_, status).phase;
    if (keepsAwake(status.phase))
        inhibitor_.inhibit(tr("A language model is in training"));
    else
        inhibitor_.release();
    // A person who presses pause leaves no message; a run that can't go on does.
    if (status.phase == Phase::paused && before != Phase::paused && !status.message.isEmpty())
        notify(tr("Training is paused"), status.message);
}

void TrainingManners::runEnded(const TrainingOutcome& outcome) {
    if (!outcome.problem.isEmpty())
        notify(tr("Training has failed"), outcome.problem);
    else if (outcome.completed)
        notify(tr("Training is finished"), resultText(status_, elapsedSeconds_));
    elapsedSeconds_ = 0.0;
}

void TrainingManners::notify(const QString& summary, const QString& body) {
    if (!windowActive_)
        notification_.show(summary, body);
}

} // namespace tempera::studio
