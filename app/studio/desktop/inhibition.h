// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/desktop/bus_connection.h"

#include <QDBusMessage>
#include <QString>
#include <QVariant>
#include <functional>
#include <vector>

namespace tempera::studio {

/// One way to ask a desktop not to suspend the machine.
struct Inhibition {
    BusConnection::Bus bus = BusConnection::Bus::session;
    QDBusMessage request;
    /// What ends it, given the answer to the request. None where ending is to forget the answer.
    std::function<QDBusMessage(const QVariant& answer)> release;
};

/// Those that there are, the most general first: systemd's login manager, whose lock is an open
/// file; then the portal, GNOME's session manager and KDE's power management. `why` is for people.
/// https://systemd.io/INHIBITOR_LOCKS/
std::vector<Inhibition> knownInhibitions(const QString& why);

} // namespace tempera::studio
