// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/notification_service.h"

#include <QDBusPendingReply>
#include <QVariantMap>
#include <utility>

namespace tempera::studio {

namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");
const QString interface = QStringLiteral("org.freedesktop.Notifications");
const QString defaultAction = QStringLiteral("default");
constexpr int asLongAsUsual = -1; // milliseconds

QDBusMessage call(const QString& method) {
    return QDBusMessage::createMethodCall(service, path, interface, method);
}

} // namespace

NotificationService::NotificationService(QString busAddress) : busAddress_(std::move(busAddress)) {}

void NotificationService::show(const Message& message) {
    if (capabilities_) {
        send(message);
        return;
    }
    waiting_ = message;
    if (!bus_)
        connectToBus();
}

void NotificationService::connectToBus() {
    bus_.emplace(BusConnection::Bus::session, busAddress_);
    if (!bus_->isConnected()) {
        bus_.reset(); // there may be one when the next message comes
        return;
    }
    (*bus_)->connect(service, path, interface, "ActionInvoked", this,
                     SLOT(actionInvoked(QDBusMessage)));
    auto* const watcher =
        new QDBusPendingCallWatcher((*bus_)->asyncCall(call("GetCapabilities")), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            &NotificationService::takeCapabilities);
}

void NotificationService::takeCapabilities(QDBusPendingCallWatcher* watcher) {
    const QDBusPendingReply<QStringList> reply = *watcher;
    watcher->deleteLater();
    if (reply.isError()) {
        bus_.reset();
        return;
    }
    capabilities_ = reply.value();
    if (const auto message = std::exchange(waiting_, std::nullopt))
        send(*message);
}

void NotificationService::send(const Message& message) {
    const bool markup = capabilities_->contains("body-markup");
    QStringList actions;
    if (capabilities_->contains("actions"))
        actions = {defaultAction, message.action};
    QDBusMessage notify = call("Notify");
    notify << QStringLiteral("Tempera") << id_ << QStringLiteral("tempera") << message.summary
           << (markup ? message.body.toHtmlEscaped() : message.body) << actions
           << QVariantMap{{"desktop-entry", "tempera"}} << asLongAsUsual;
    auto* const watcher = new QDBusPendingCallWatcher((*bus_)->asyncCall(notify), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, &NotificationService::takeId);
}

void NotificationService::takeId(QDBusPendingCallWatcher* watcher) {
    const QDBusPendingReply<uint> reply = *watcher;
    watcher->deleteLater();
    if (!reply.isError())
        id_ = reply.value();
}

void NotificationService::actionInvoked(const QDBusMessage& signal) {
    const QVariantList arguments = signal.arguments();
    if (id_ != 0 && arguments.value(0).toUInt() == id_ && arguments.value(1) == defaultAction)
        Q_EMIT activated();
}

} // namespace tempera::studio
