// SPDX-License-Identifier: GPL-3.0-or-later
// Tells the thread sanitizer what Qt orders. Debian's Qt isn't instrumented, so its locks and
// atomics can't be seen: whatever crosses threads in a queued signal would be reported as a race.
// Suppressing such reports would silence everything that runs under an event loop, which is all of
// the studio. Instead this file, linked into the tests of a TSan build alone, says which event is
// handled after which call. Qt's calls out to signal spies and event filters make that possible.
//
// What it can't reach are the copies that Qt makes of a signal's arguments after the signal spies
// were called; tests/tools/tsan.supp names them. It errs to the side of too much order: a handled
// event is ordered after everything that its sender did until its latest signal.
#include <QCoreApplication>
#include <QEvent>
#include <QFutureInterface>
#include <QObject>
#include <QRunnable>
#include <QThread>
#include <QThreadPool>
#include <cstddef>
#include <dlfcn.h>
#include <functional>
#include <memory>
#include <sanitizer/tsan_interface.h>
#include <typeinfo>
#include <utility>

/// As in Qt's private headers (qobject_p.h of 6.4).
struct QSignalSpyCallbackSet {
    void (*signalBegin)(QObject* sender, int signal, void** arguments);
    void (*slotBegin)(QObject* sender, int slot, void** arguments);
    void (*signalEnd)(QObject* sender, int signal);
    void (*slotEnd)(QObject* sender, int slot);
};
Q_CORE_EXPORT void qt_register_signal_spy_callbacks(QSignalSpyCallbackSet* callbacks);

namespace {

/// As in QAbstractMetaCallEvent (qobject_p.h of 6.4): the event of a queued signal or function.
struct CallEvent {
    alignas(QEvent) std::byte event[sizeof(QEvent)];
    int signal;
    void* sender; ///< null for a function that was handed to invokeMethod()
};

/// Stands for all that was ever sent.
char everything = 0;

void signalBegins(QObject* sender, int /*signal*/, void** /*arguments*/) {
    __tsan_release(sender);
    __tsan_release(&everything);
}

/// Before every event that an object gets.
bool eventComes(void** data) {
    __tsan_acquire(data[0]);
    const auto* const event = static_cast<const QEvent*>(data[1]);
    if (event->type() != QEvent::MetaCall || typeid(*event) == typeid(QEvent)) // a mere wake-up
        return false;
    if (void* const sender = reinterpret_cast<const CallEvent*>(event)->sender)
        __tsan_acquire(sender);
    return false;
}

QSignalSpyCallbackSet signalSpies{signalBegins, nullptr, nullptr, nullptr};

const bool registered = [] {
    qt_register_signal_spy_callbacks(&signalSpies);
    return QInternal::registerCallback(QInternal::EventNotifyCallback, eventComes);
}();

/// Qt's function of that mangled name, behind ours.
template <typename Function>
Function qtFunction(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

/// Work for a pool's thread, which goes on from where it was handed in.
class OrderedWork final : public QRunnable {
public:
    explicit OrderedWork(QRunnable* work) : work_(work), owned_(work->autoDelete()) {}
    void run() override {
        __tsan_acquire(this);
        work_->run();
        if (owned_)
            delete work_;
    }

private:
    QRunnable* work_;
    bool owned_;
};

} // namespace

// Qt's functions that take work or await its end, in front of the real ones.

bool QMetaObject::invokeMethodImpl(QObject* object, QtPrivate::QSlotObjectBase* slot,
                                   Qt::ConnectionType type, void* result) {
    using Function = bool (*)(QObject*, QtPrivate::QSlotObjectBase*, Qt::ConnectionType, void*);
    static const auto real =
        qtFunction<Function>("_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObject"
                             "BaseEN2Qt14ConnectionTypeEPv");
    __tsan_release(object);
    __tsan_release(&everything);
    return real(object, slot, type, result);
}

void QObject::deleteLater() {
    static const auto real = qtFunction<void (*)(QObject*)>("_ZN7QObject11deleteLaterEv");
    __tsan_release(this);
    real(this);
}

/// Behind a thread's last signal: an object that it owns takes leave of those in other threads, and
/// what was sent to it and never arrived is destroyed with it.
extern "C" __attribute__((visibility("default"))) void
endOfObject(QObject* object) __asm__("_ZN7QObjectD2Ev");

void endOfObject(QObject* object) {
    static const auto real = qtFunction<void (*)(QObject*)>("_ZN7QObjectD2Ev");
    const QObject* const application = QCoreApplication::instance();
    if (application != nullptr && object->thread() != application->thread())
        __tsan_acquire(&everything);
    real(object);
    __tsan_release(QThread::currentThread());
}

/// A thread is released by its last signal, finished(), and by the end of its objects.
bool QThread::wait(QDeadlineTimer deadline) {
    static const auto real =
        qtFunction<bool (*)(QThread*, QDeadlineTimer)>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool ended = real(this, deadline);
    __tsan_acquire(this);
    return ended;
}

void QThreadPool::start(QRunnable* work, int priority) {
    using Function = void (*)(QThreadPool*, QRunnable*, int);
    static const auto real = qtFunction<Function>("_ZN11QThreadPool5startEP9QRunnablei");
    auto* const ordered = new OrderedWork(work);
    __tsan_release(ordered);
    real(this, ordered, priority);
}

/// What follows a future: set in one thread, called in the one that fulfils it.
using Continuation = std::function<void(const QFutureInterfaceBase&)>;
extern "C" __attribute__((visibility("default"))) void
continueFuture(QFutureInterfaceBase* future, Continuation continuation) __asm__(
    "_ZN20QFutureInterfaceBase15setContinuationESt8functionIFvRKS_EE");

void continueFuture(QFutureInterfaceBase* future, Continuation continuation) {
    using Function = void (*)(QFutureInterfaceBase*, Continuation);
    static const auto real =
        qtFunction<Function>("_ZN20QFutureInterfaceBase15setContinuationESt8functionIFvRKS_EE");
    const auto order = std::make_shared<char>();
    const auto ordered = [order, continuation = std::move(continuation)](const auto& fulfilled) {
        __tsan_acquire(order.get());
        continuation(fulfilled);
    };
    __tsan_release(order.get());
    real(future, ordered);
}

/// Who drops the last reference to a future destroys its results.
extern "C" __attribute__((visibility("default"))) bool
derefFuture(const QFutureInterfaceBase* future) __asm__("_ZNK20QFutureInterfaceBase6derefTEv");

bool derefFuture(const QFutureInterfaceBase* future) {
    static const auto real =
        qtFunction<bool (*)(const QFutureInterfaceBase*)>("_ZNK20QFutureInterfaceBase6derefTEv");
    struct Layout { // as in qfutureinterface.h
        void* virtualTable;
        void* shared;
    };
    void* const shared = reinterpret_cast<const Layout*>(future)->shared;
    __tsan_release(shared);
    const bool others = real(future);
    if (!others)
        __tsan_acquire(shared);
    return others;
}
