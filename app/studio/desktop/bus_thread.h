// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

QT_BEGIN_NAMESPACE
class QThread;
QT_END_NAMESPACE

namespace tempera::studio {

/// A thread for an object that speaks with a bus: connecting, and asking who owns a name, block.
class BusThread final {
public:
    /// Moves `worker` there, which has no parent and is deleted there when the thread ends.
    BusThread(const QString& name, QObject* worker);
    /// Ends the thread; one that waits for a bus that accepts and never answers is left behind, as
    /// it would hold the program's end for half a minute.
    ~BusThread();
    BusThread(const BusThread&) = delete;
    BusThread& operator=(const BusThread&) = delete;

private:
    QThread* thread_;
};

} // namespace tempera::studio
