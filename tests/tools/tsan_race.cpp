// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the thread sanitizer, with all that tests/tools/tsan_qt.cpp and tests/tools/tsan.supp
// tell it, still sees a race beneath Qt's event loops, and only that. A value is handed over in a
// queued signal; with the argument "race" its sender writes to it afterwards.
#include <QCoreApplication>
#include <QThread>
#include <atomic>
#include <cstdio>
#include <memory>
#include <string_view>

namespace {

struct Shared {
    int value = 1;
};
using Handle = std::shared_ptr<Shared>;

/// Relaxed: it orders nothing, so that the race is there whoever is faster.
std::atomic<bool> received = false;

} // namespace

class Sender final : public QObject {
    Q_OBJECT
public:
    void handOver(bool writesAfterwards) {
        const auto handle = std::make_shared<Shared>();
        handle->value = 2;
        Q_EMIT sent(handle);
        while (!received.load(std::memory_order_relaxed))
            QThread::yieldCurrentThread();
        if (writesAfterwards)
            handle->value = 3;
        Q_EMIT done();
    }

Q_SIGNALS:
    void sent(const Handle& handle);
    void done();
};

int main(int argumentCount, char** arguments) {
    QCoreApplication application(argumentCount, arguments);
    qRegisterMetaType<Handle>();
    const bool race = argumentCount > 1 && std::string_view(arguments[1]) == "race";
    QThread thread;
    auto* const sender = new Sender;
    sender->moveToThread(&thread);
    int value = 0;
    QObject::connect(&thread, &QThread::started, sender, [=] { sender->handOver(race); });
    QObject::connect(&thread, &QThread::finished, sender, &QObject::deleteLater);
    QObject::connect(sender, &Sender::sent, &application, [&value](const Handle& handle) {
        value = handle->value;
        received.store(true, std::memory_order_relaxed);
    });
    QObject::connect(sender, &Sender::done, &application, &QCoreApplication::quit);
    thread.start();
    QCoreApplication::exec();
    thread.quit();
    thread.wait();
    std::printf("received %d\n", value);
    return 0;
}
#include "tsan_race.moc"
