// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/desktop/bus_thread.h"

#include <QObject>
#include <QString>
#include <memory>

namespace tempera::studio {

class InhibitionHolder;

/// Keeps the machine from suspending by itself. Asks in the background: systemd's login manager on
/// the system's bus or, where that refuses or is absent, what the desktop has on the session's.
/// Where nobody is there to be asked, nothing happens.
class SuspendInhibitor final : public QObject {
    Q_OBJECT
public:
    /// D-Bus addresses; empty: the usual ones.
    explicit SuspendInhibitor(const QString& systemBus = {}, const QString& sessionBus = {},
                              QObject* parent = nullptr);
    /// Releases.
    ~SuspendInhibitor() override;

    /// `why` is shown to people who ask what keeps their machine awake. Nothing new while it is
    /// wanted already.
    void inhibit(const QString& why);
    void release();
    /// Whether it was granted, which takes a moment.
    bool isInhibiting() const { return inhibiting_; }

Q_SIGNALS:
    void inhibitingChanged(bool inhibiting);

private:
    void take(bool held);

    QString systemBus_;
    QString sessionBus_;
    bool wanted_ = false;
    bool inhibiting_ = false;
    InhibitionHolder* holder_ = nullptr; ///< of the thread's
    std::unique_ptr<BusThread> thread_;  ///< from the first use on
};

} // namespace tempera::studio
