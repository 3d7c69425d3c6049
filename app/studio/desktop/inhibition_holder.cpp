// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/inhibition_holder.h"

#include <algorithm>
#include <utility>

namespace tempera::studio {

InhibitionHolder::InhibitionHolder(QString systemBus, QString sessionBus)
    : addresses_{{BusConnection::Bus::system, std::move(systemBus)},
                 {BusConnection::Bus::session, std::move(sessionBus)}} {}

InhibitionHolder::~InhibitionHolder() {
    release();
}

void InhibitionHolder::hold(const QString& why) {
    release();
    untried_ = knownInhibitions(why);
    std::ranges::reverse(untried_);
    tryNext();
}

void InhibitionHolder::release() {
    ++attempt_;
    untried_.clear();
    if (!held_)
        return;
    releaseAnswer(*held_, std::exchange(answer_, {}));
    held_.reset();
    Q_EMIT heldChanged(false);
}

void InhibitionHolder::tryNext() {
    while (!untried_.empty()) {
        const Inhibition next = untried_.back();
        untried_.pop_back();
        BusConnection* const connection = bus(next.bus);
        if (connection == nullptr)
            continue;
        auto* const watcher =
            new QDBusPendingCallWatcher((*connection)->asyncCall(next.request), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this,
                [this, next, attempt = attempt_](QDBusPendingCallWatcher* answered) {
                    takeAnswer(answered, next, attempt);
                });
        return;
    }
}

void InhibitionHolder::takeAnswer(QDBusPendingCallWatcher* watcher, const Inhibition& asked,
                                  quint64 attempt) {
    watcher->deleteLater();
    const QDBusMessage reply = watcher->reply();
    const bool granted = reply.type() == QDBusMessage::ReplyMessage && !reply.arguments().isEmpty();
    if (attempt != attempt_) {
        if (granted)
            releaseAnswer(asked, reply.arguments().constFirst());
    } else if (granted) {
        held_ = asked;
        answer_ = reply.arguments().constFirst();
        Q_EMIT heldChanged(true);
    } else {
        tryNext();
    }
}

void InhibitionHolder::releaseAnswer(const Inhibition& inhibition, const QVariant& answer) {
    if (!inhibition.release)
        return; // the lock is a file, closed with the last copy of the answer
    if (BusConnection* const connection = bus(inhibition.bus))
        (*connection)->send(inhibition.release(answer));
}

BusConnection* InhibitionHolder::bus(BusConnection::Bus which) {
    const auto place = buses_.try_emplace(which, which, addresses_.at(which)).first;
    if (place->second.isConnected())
        return &place->second;
    buses_.erase(place);
    return nullptr;
}

} // namespace tempera::studio
