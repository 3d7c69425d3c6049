// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/desktop/bus_connection.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QObject>
#include <QString>
#include <QStringList>
#include <optional>

namespace tempera::studio {

/// Speaks with the desktop's notification service, on a BusThread.
/// https://specifications.freedesktop.org/notification-spec/
class NotificationService final : public QObject {
    Q_OBJECT
public:
    struct Message {
        QString summary;
        QString body;
        QString action; ///< what a click does, for desktops that show it
    };

    explicit NotificationService(QString busAddress);

    /// Connects at first, and asks what the service can do.
    void show(const Message& message);

Q_SIGNALS:
    void activated();

private Q_SLOTS:
    void actionInvoked(const QDBusMessage& signal);

private:
    void connectToBus();
    void takeCapabilities(QDBusPendingCallWatcher* watcher);
    void send(const Message& message);
    void takeId(QDBusPendingCallWatcher* watcher);

    QString busAddress_;
    std::optional<BusConnection> bus_;
    std::optional<QStringList> capabilities_; ///< none: not answered yet
    std::optional<Message> waiting_;          ///< for the capabilities
    uint id_ = 0;                             ///< of the message that stands; 0: there is none
};

} // namespace tempera::studio
