// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/event_watchdog.h"

#include <QEvent>
#include <QMetaEnum>
#include <QThread>
#include <chrono>

namespace tempera::test {

namespace {

using Clock = std::chrono::steady_clock;

QString eventName(QEvent::Type type) {
    const char* const name = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
    return name != nullptr ? QString::fromLatin1(name) : QString::number(type);
}

} // namespace

bool EventWatchdog::notify(QObject* receiver, QEvent* event) {
    if (QThread::currentThread() != thread() || depth_ > 0) // not of worker threads
        return QApplication::notify(receiver, event);
    // The receiver may be gone afterwards.
    const char* const className = receiver->metaObject()->className();
    const QString name = receiver->objectName();
    const QEvent::Type type = event->type();
    ++depth_;
    const auto begin = Clock::now();
    const bool handled = QApplication::notify(receiver, event);
    const std::chrono::duration<double, std::milli> taken = Clock::now() - begin;
    --depth_;
    if (taken.count() > longest_) {
        longest_ = taken.count();
        longestEvent_ = QStringLiteral("%1 of %2 %3")
                            .arg(eventName(type), QString::fromLatin1(className), name)
                            .trimmed();
    }
    return handled;
}

void EventWatchdog::reset() {
    longest_ = 0.0;
    longestEvent_.clear();
}

} // namespace tempera::test
