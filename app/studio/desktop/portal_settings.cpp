// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/portal_settings.h"

#include <QDBusMessage>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace tempera::studio {

namespace {

const QString portalService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString settingsInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colorScheme = QStringLiteral("color-scheme");

/// Read() wraps the value twice, the signal once.
QVariant unwrapped(QVariant value) {
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

void PortalSettings::start(const QString& busAddress) {
    BusConnection& bus = bus_.emplace(BusConnection::Bus::session, busAddress);
    if (!bus.isConnected())
        return;
    // A whole message: a slot of QtDBus's own types is not found before they have been in use.
    bus->connect(portalService, portalPath, settingsInterface, "SettingChanged", this,
                 SLOT(settingChanged(QDBusMessage)));
    QDBusMessage question =
        QDBusMessage::createMethodCall(portalService, portalPath, settingsInterface, "Read");
    question << appearance << colorScheme;
    auto* const watcher = new QDBusPendingCallWatcher(bus->asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, &PortalSettings::takeAnswer);
}

void PortalSettings::takeAnswer(QDBusPendingCallWatcher* watcher) {
    const QDBusPendingReply<QDBusVariant> reply = *watcher;
    watcher->deleteLater();
    if (!reply.isError())
        Q_EMIT colorSchemeRead(unwrapped(reply.value().variant()).toUInt());
}

void PortalSettings::settingChanged(const QDBusMessage& message) {
    const QVariantList arguments = message.arguments();
    if (arguments.value(0) == appearance && arguments.value(1) == colorScheme)
        Q_EMIT colorSchemeRead(unwrapped(arguments.value(2)).toUInt());
}

} // namespace tempera::studio
