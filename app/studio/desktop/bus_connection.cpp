// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/bus_connection.h"

#include <QFileInfo>
#include <QUuid>

namespace tempera::studio {

namespace {

/// Where neither is to be found, libdbus would start a bus of its own.
bool sessionHasBus() {
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ||
           QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + "/bus");
}

QDBusConnection connectTo(BusConnection::Bus bus, const QString& address) {
    const QString name = "tempera-" + QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (!address.isEmpty())
        return QDBusConnection::connectToBus(address, name);
    if (bus == BusConnection::Bus::system)
        return QDBusConnection::connectToBus(QDBusConnection::SystemBus, name);
    return sessionHasBus() ? QDBusConnection::connectToBus(QDBusConnection::SessionBus, name)
                           : QDBusConnection(name);
}

} // namespace

BusConnection::BusConnection(Bus bus, const QString& address)
    : connection_(connectTo(bus, address)) {}

BusConnection::~BusConnection() {
    QDBusConnection::disconnectFromBus(connection_.name());
}

} // namespace tempera::studio
