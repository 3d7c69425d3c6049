// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/desktop/bus_connection.h"
#include "app/studio/desktop/inhibition.h"

#include <QDBusPendingCallWatcher>
#include <QObject>
#include <QString>
#include <QVariant>
#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace tempera::studio {

/// Asks for an inhibition and holds it, on a BusThread: each known way until one is granted.
class InhibitionHolder final : public QObject {
    Q_OBJECT
public:
    InhibitionHolder(QString systemBus, QString sessionBus);
    ~InhibitionHolder() override;

    void hold(const QString& why);
    void release();

Q_SIGNALS:
    void heldChanged(bool held);

private:
    void tryNext();
    void takeAnswer(QDBusPendingCallWatcher* watcher, const Inhibition& asked, quint64 attempt);
    void releaseAnswer(const Inhibition& inhibition, const QVariant& answer);
    /// Connected at first use; null where there is none.
    BusConnection* bus(BusConnection::Bus which);

    std::map<BusConnection::Bus, QString> addresses_;
    std::map<BusConnection::Bus, BusConnection> buses_;
    std::vector<Inhibition> untried_; ///< the next one last
    std::optional<Inhibition> held_;
    QVariant answer_;     ///< of the held one: the lock itself, or what releases it
    quint64 attempt_ = 0; ///< answers to earlier ones are released as they come
};

} // namespace tempera::studio
