// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/desktop_notification.h"

#include "app/studio/desktop/notification_service.h"

#include <QMetaObject>

namespace tempera::studio {

DesktopNotification::DesktopNotification(const QString& busAddress, QObject* parent)
    : QObject(parent), busAddress_(busAddress) {}

DesktopNotification::~DesktopNotification() = default;

void DesktopNotification::show(const QString& summary, const QString& body) {
    if (!thread_) {
        service_ = new NotificationService(busAddress_);
        connect(service_, &NotificationService::activated, this, &DesktopNotification::activated);
        thread_ = std::make_unique<BusThread>("desktop notifications", service_);
    }
    const NotificationService::Message message{summary, body, tr("Show Tempera")};
    QMetaObject::invokeMethod(
        service_, [service = service_, message] { service->show(message); }, Qt::QueuedConnection);
}

} // namespace tempera::studio
