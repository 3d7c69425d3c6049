// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/exploration/exploration.h"
#include "app/studio/model/current_model.h"

#include <QObject>
#include <QTimer>

namespace tempera::studio {

/// Keeps the session on disk: written a moment after the last change and at the end, restored at
/// the next start.
class SessionKeeper final : public QObject {
    Q_OBJECT
public:
    /// An empty `path` keeps nothing.
    SessionKeeper(Exploration& exploration, CurrentModel& model, QString path);

    /// Takes the last session over and asks for its model; the built-in one where there is none.
    /// Returns what went wrong, for a person; empty if nothing did.
    QString restore();
    /// Writes at once. Returns what went wrong; empty if nothing did.
    QString save();

Q_SIGNALS:
    void saveFailed(const QString& message);

private:
    Exploration& exploration_;
    CurrentModel& model_;
    QString path_;
    QTimer pause_;
};

} // namespace tempera::studio
