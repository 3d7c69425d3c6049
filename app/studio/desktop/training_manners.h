// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/desktop/desktop_notification.h"
#include "app/studio/desktop/suspend_inhibitor.h"
#include "app/studio/training/training_request.h"
#include "ui/training/training_status.h"

#include <QObject>

namespace tempera::studio {

/// What the desktop is told of a run: that the machine must stay awake while it trains, and, where
/// nobody looks at the window, that it has ended or waits for a person.
class TrainingManners final : public QObject {
    Q_OBJECT
public:
    /// D-Bus addresses; empty: the usual ones.
    explicit TrainingManners(const QString& systemBus = {}, const QString& sessionBus = {},
                             QObject* parent = nullptr);

    /// Of the window: there are no notifications while it has the keyboard.
    void setWindowActive(bool active) { windowActive_ = active; }
    void setStatus(const ui::TrainingStatus& status);
    void setElapsedSeconds(double seconds) { elapsedSeconds_ = seconds; }
    /// Of the run whose status was told last. One that a person stopped needs no notification.
    void runEnded(const TrainingOutcome& outcome);

    const SuspendInhibitor& inhibitor() const { return inhibitor_; }

Q_SIGNALS:
    /// The person clicked a notification.
    void activated();

private:
    void notify(const QString& summary, const QString& body);

    ui::TrainingStatus status_;
    double elapsedSeconds_ = 0.0;
    bool windowActive_ = false;
    DesktopNotification notification_;
    SuspendInhibitor inhibitor_;
};

} // namespace tempera::studio
