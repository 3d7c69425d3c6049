// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QString>

namespace tempera::studio {

/// A connection of our own to a bus: the shared ones belong to the window's thread. Connecting
/// blocks, see BusThread. Disconnects at its end.
class BusConnection final {
public:
    enum class Bus { session, system };

    /// `address` is a D-Bus address; empty: the usual one of that bus, if there is one.
    BusConnection(Bus bus, const QString& address);
    ~BusConnection();
    BusConnection(const BusConnection&) = delete;
    BusConnection& operator=(const BusConnection&) = delete;

    bool isConnected() const { return connection_.isConnected(); }
    QDBusConnection& operator*() { return connection_; }
    QDBusConnection* operator->() { return &connection_; }

private:
    QDBusConnection connection_;
};

} // namespace tempera::studio
