// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/desktop/bus_thread.h"

#include <QObject>
#include <QString>
#include <memory>

namespace tempera::studio {

class NotificationService;

/// A message of the desktop's own (org.freedesktop.Notifications), for when the window is not
/// looked at. Speaks with the bus in the background, from the first message on; where there is no
/// bus or nobody who shows messages, nothing happens.
class DesktopNotification final : public QObject {
    Q_OBJECT
public:
    /// `busAddress` is a D-Bus address; empty: the session's bus.
    explicit DesktopNotification(const QString& busAddress = {}, QObject* parent = nullptr);
    ~DesktopNotification() override;

    /// Plain text. Takes the place of the message before, if that still stands.
    void show(const QString& summary, const QString& body);

Q_SIGNALS:
    /// The person clicked the message.
    void activated();

private:
    QString busAddress_;
    NotificationService* service_ = nullptr; ///< of the thread's
    std::unique_ptr<BusThread> thread_;      ///< from the first message on
};

} // namespace tempera::studio
