// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/suspend_inhibitor.h"

#include "app/studio/desktop/inhibition_holder.h"

#include <QMetaObject>
#include <utility>

namespace tempera::studio {

SuspendInhibitor::SuspendInhibitor(const QString& systemBus, const QString& sessionBus,
                                   QObject* parent)
    : QObject(parent), systemBus_(systemBus), sessionBus_(sessionBus) {}

SuspendInhibitor::~SuspendInhibitor() = default;

void SuspendInhibitor::inhibit(const QString& why) {
    if (std::exchange(wanted_, true))
        return;
    if (!thread_) {
        holder_ = new InhibitionHolder(systemBus_, sessionBus_);
        connect(holder_, &InhibitionHolder::heldChanged, this, &SuspendInhibitor::take);
        thread_ = std::make_unique<BusThread>("suspend inhibitor", holder_);
    }
    QMetaObject::invokeMethod(
        holder_, [holder = holder_, why] { holder->hold(why); }, Qt::QueuedConnection);
}

void SuspendInhibitor::release() {
    if (!std::exchange(wanted_, false))
        return;
    QMetaObject::invokeMethod(
        holder_, [holder = holder_] { holder->release(); }, Qt::QueuedConnection);
}

void SuspendInhibitor::take(bool held) {
    if (std::exchange(inhibiting_, held) != held)
        Q_EMIT inhibitingChanged(held);
}

} // namespace tempera::studio
