// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/desktop/bus_connection.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QObject>
#include <QString>
#include <optional>

namespace tempera::studio {

/// Reads the desktop's colour scheme from its portal. Connecting to a bus and asking who owns a
/// name block, so this lives on a thread of its own.
class PortalSettings final : public QObject {
    Q_OBJECT
public:
    /// Connects, asks, and follows. `busAddress` empty: the session's bus, if there is one.
    void start(const QString& busAddress);

Q_SIGNALS:
    /// 0 no preference, 1 dark, 2 light (the portal's documentation of "color-scheme").
    void colorSchemeRead(uint value);

private Q_SLOTS:
    void settingChanged(const QDBusMessage& message);

private:
    void takeAnswer(QDBusPendingCallWatcher* watcher);

    std::optional<BusConnection> bus_;
};

} // namespace tempera::studio
