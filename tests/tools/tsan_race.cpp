// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the thread sanitizer, with all that tests/tools/tsan_qt.cpp and tests/tools/tsan.supp
// tell it, still sees a race beneath Qt's event loops, and only that. Values are handed over in
// queued signals, so many that their receiver is seldom woken for them, which the sanitizer would
// see by itself. With the argument "race" the sender writes to the last one afterwards.
#include <QCoreApplication>
#include <QThread>
#include <atomic>
#include <memory>
#include <string_view>

namespace {

struct Shared {
    int value = 1;
};
using Handle = std::shared_ptr<Shared>;

constexpr int handedOver = 2'000;
/// Relaxed: it orders nothing, so that the race is there whoever is faster.
std::atomic<int> received = 0;

} // namespace

class Sender final : public QObject {
    Q_OBJECT
public:
    void handOver(bool writesAfterwards) {
        Handle handle;
        for (int i = 0; i < handedOver; ++i) {
            handle = std::make_shared<Shared>();
            handle->value = 2;
            Q_EMIT sent(handle);
        }
        while (received.load(std::memory_order_relaxed) < handedOver)
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
    int sum = 0;
    QObject::connect(&thread, &QThread::started, sender, [=] { sender->handOver(race); });
    QObject::connect(&thread, &QThread::finished, sender, &QObject::deleteLater);
    QObject::connect(sender, &Sender::sent, &application, [&sum](const Handle& handle) {
        sum += handle->value;
        received.fetch_add(1, std::memory_order_relaxed);
    });
    QObject::connect(sender, &Sender::done, &application, &QCoreApplication::quit);
    thread.start();
    QCoreApplication::exec();
    thread.quit();
    thread.wait();
    return sum == 2 * handedOver ? 0 : 1;
}
#include "tsan_race.moc"
