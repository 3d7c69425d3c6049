// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/inhibition.h"

#include <QDBusObjectPath>
#include <QVariantMap>

namespace tempera::studio {

namespace {

const QString application = QStringLiteral("Tempera");

enum InhibitedActions : uint { suspension = 4, idleness = 8 }; // the portal's, and GNOME's

Inhibition loginManager(const QString& why) {
    auto request =
        QDBusMessage::createMethodCall("org.freedesktop.login1", "/org/freedesktop/login1",
                                       "org.freedesktop.login1.Manager", "Inhibit");
    request << QStringLiteral("sleep:idle") << application << why << QStringLiteral("block");
    return {BusConnection::Bus::system, request, {}};
}

Inhibition portal(const QString& why) {
    auto request = QDBusMessage::createMethodCall("org.freedesktop.portal.Desktop",
                                                  "/org/freedesktop/portal/desktop",
                                                  "org.freedesktop.portal.Inhibit", "Inhibit");
    request << QString() << uint{suspension | idleness} << QVariantMap{{"reason", why}};
    return {BusConnection::Bus::session, request, [](const QVariant& answer) {
                return QDBusMessage::createMethodCall("org.freedesktop.portal.Desktop",
                                                      answer.value<QDBusObjectPath>().path(),
                                                      "org.freedesktop.portal.Request", "Close");
            }};
}

Inhibition gnomeSession(const QString& why) {
    const auto call = [](const char* method) {
        return QDBusMessage::createMethodCall("org.gnome.SessionManager",
                                              "/org/gnome/SessionManager",
                                              "org.gnome.SessionManager", method);
    };
    constexpr uint noWindow = 0;
    auto request = call("Inhibit");
    request << application << noWindow << why << uint{suspension | idleness};
    return {BusConnection::Bus::session, request,
            [call](const QVariant& cookie) { return call("Uninhibit") << cookie; }};
}

Inhibition powerManagement(const QString& why) {
    const auto call = [](const char* method) {
        return QDBusMessage::createMethodCall("org.freedesktop.PowerManagement.Inhibit",
                                              "/org/freedesktop/PowerManagement/Inhibit",
                                              "org.freedesktop.PowerManagement.Inhibit", method);
    };
    auto request = call("Inhibit");
    request << application << why;
    return {BusConnection::Bus::session, request,
            [call](const QVariant& cookie) { return call("UnInhibit") << cookie; }};
}

} // namespace

std::vector<Inhibition> knownInhibitions(const QString& why) {
    return {loginManager(why), portal(why), gnomeSession(why), powerManagement(why)};
}

} // namespace tempera::studio
