// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/suspend_inhibitor.h"

#include "app/studio/desktop/private_bus.h"

#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QSignalSpy>
#include <QtTest>
#include <array>
#include <fcntl.h>
#include <unistd.h>

using namespace tempera;
using namespace tempera::studio;
using test::FakeService;
using test::PrivateBus;

namespace {

constexpr int patience = 20'000; // milliseconds
const QString nowhere = QStringLiteral("unix:path=/nowhere/bus");
const QString handle = QStringLiteral("/org/freedesktop/portal/desktop/request/1_5/t");

/// systemd's: a lock lasts as long as somebody holds the other end of a pipe.
class FakeLoginManager {
public:
    FakeLoginManager() : service_(bus_, "org.freedesktop.login1", "/org/freedesktop/login1") {
        service_.answer("Inhibit", [this](const QVariantList&) { return grant(); });
    }
    ~FakeLoginManager() { ::close(readEnd_); }

    const QString& address() const { return bus_.address(); }
    const FakeService& service() const { return service_; }
    /// Nobody can write to the pipe any more.
    bool isReleased() const {
        char byte = 0;
        return ::read(readEnd_, &byte, 1) == 0;
    }

private:
    QVariant grant() {
        std::array<int, 2> ends = {};
        if (::pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) != 0)
            qFatal("there are no pipes");
        ::close(std::exchange(readEnd_, ends[0]));
        QDBusUnixFileDescriptor lock;
        lock.giveFileDescriptor(ends[1]);
        return QVariant::fromValue(lock);
    }

    PrivateBus bus_{"fake login manager"};
    FakeService service_;
    int readEnd_ = -1;
};

} // namespace

class SuspendInhibitorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!PrivateBus::isPossible())
            QSKIP("dbus-daemon is not there to make a bus");
    }

    void loginManagersLockIsHeldAndReleased() {
        const FakeLoginManager login;
        SuspendInhibitor inhibitor(login.address(), nowhere);
        QSignalSpy changed(&inhibitor, &SuspendInhibitor::inhibitingChanged);
        QVERIFY(!inhibitor.isInhibiting());
        inhibitor.inhibit("a reason");
        QTRY_VERIFY_WITH_TIMEOUT(inhibitor.isInhibiting(), patience);
        const FakeService::Call call = login.service().calls().back();
        QCOMPARE(call.arguments, QVariantList({"sleep:idle", "Tempera", "a reason", "block"}));
        QTest::qWait(100);
        QVERIFY(!login.isReleased());
        inhibitor.release();
        QTRY_VERIFY_WITH_TIMEOUT(!inhibitor.isInhibiting(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(login.isReleased(), patience);
        QCOMPARE(changed.size(), 2);
    }

    void itsEndReleases() {
        const FakeLoginManager login;
        {
            SuspendInhibitor inhibitor(login.address(), nowhere);
            inhibitor.inhibit("a reason");
            QTRY_VERIFY_WITH_TIMEOUT(inhibitor.isInhibiting(), patience);
        }
        QTRY_VERIFY_WITH_TIMEOUT(login.isReleased(), patience);
    }

    void askingTwiceIsAskingOnce() {
        const FakeLoginManager login;
        SuspendInhibitor inhibitor(login.address(), nowhere);
        inhibitor.release(); // nothing to release
        for (int i = 0; i < 5; ++i)
            inhibitor.inhibit("a reason");
        QTRY_VERIFY_WITH_TIMEOUT(inhibitor.isInhibiting(), patience);
        QTest::qWait(100);
        QCOMPARE(login.service().count("Inhibit"), 1);
    }

    void lastWordCounts() {
        const FakeLoginManager login;
        SuspendInhibitor inhibitor(login.address(), nowhere);
        for (int i = 0; i < 10; ++i) { // faster than the answers come
            inhibitor.inhibit("a reason");
            inhibitor.release();
        }
        QTRY_COMPARE_WITH_TIMEOUT(login.service().count("Inhibit"), 10, patience);
        QTRY_VERIFY_WITH_TIMEOUT(login.isReleased(), patience);
        QVERIFY(!inhibitor.isInhibiting());
        inhibitor.inhibit("a reason");
        QTRY_VERIFY_WITH_TIMEOUT(inhibitor.isInhibiting(), patience);
        QVERIFY(!login.isReleased());
    }

    void desktopsAreAskedWhereThereIsNoLoginManager_data() {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QVariant>("answer");
        QTest::addColumn<QVariantList>("request");
        QTest::addColumn<QString>("releaseMethod");
        QTest::addColumn<QString>("releasePath");
        QTest::addColumn<QVariantList>("release");
        QTest::newRow("portal") << "org.freedesktop.portal.Desktop"
                                << "/org/freedesktop/portal/desktop"
                                << QVariant::fromValue(QDBusObjectPath(handle))
                                << QVariantList{"", 12U} << "Close" << handle << QVariantList();
        QTest::newRow("GNOME") << "org.gnome.SessionManager"
                               << "/org/gnome/SessionManager" << QVariant(31U)
                               << QVariantList{"Tempera", 0U, "a reason", 12U} << "Uninhibit"
                               << "/org/gnome/SessionManager" << QVariantList{31U};
        QTest::newRow("KDE") << "org.freedesktop.PowerManagement.Inhibit"
                             << "/org/freedesktop/PowerManagement/Inhibit" << QVariant(32U)
                             << QVariantList{"Tempera", "a reason"} << "UnInhibit"
                             << "/org/freedesktop/PowerManagement/Inhibit" << QVariantList{32U};
    }

    void desktopsAreAskedWhereThereIsNoLoginManager() {
        QFETCH(QString, service);
        QFETCH(QString, path);
        QFETCH(QVariant, answer);
        QFETCH(QVariantList, request);
        QFETCH(QString, releaseMethod);
        QFETCH(QVariantList, release);
        const PrivateBus bus("fake desktop");
        FakeService desktop(bus, service, path);
        desktop.answer("Inhibit", [answer](const QVariantList&) { return answer; });
        desktop.answer(releaseMethod, [](const QVariantList&) { return QVariant(); });
        SuspendInhibitor inhibitor(nowhere, bus.address());
        inhibitor.inhibit("a reason");
        QTRY_VERIFY_WITH_TIMEOUT(inhibitor.isInhibiting(), patience);
        // The portal's options come last, as a map that stays packed.
        QCOMPARE(desktop.calls().back().arguments.first(request.size()), request);
        inhibitor.release();
        QTRY_COMPARE_WITH_TIMEOUT(desktop.count(releaseMethod), 1, patience);
        QTEST(desktop.calls().back().path, "releasePath");
        QCOMPARE(desktop.calls().back().arguments, release);
        QTRY_VERIFY_WITH_TIMEOUT(!inhibitor.isInhibiting(), patience);
    }

    void refusalAsksTheNext() {
        const PrivateBus bus("fake desktop");
        const FakeService login(bus, "org.freedesktop.login1", "/org/freedesktop/login1");
        const FakeService portal(bus, "org.freedesktop.portal.Desktop",
                                 "/org/freedesktop/portal/desktop");
        FakeService gnome(bus, "org.gnome.SessionManager", "/org/gnome/SessionManager");
        gnome.answer("Inhibit", [](const QVariantList&) { return 1U; });
        SuspendInhibitor inhibitor(bus.address(), bus.address());
        inhibitor.inhibit("a reason");
        QTRY_VERIFY_WITH_TIMEOUT(inhibitor.isInhibiting(), patience);
        QCOMPARE(login.count("Inhibit"), 1);
        QCOMPARE(portal.count("Inhibit"), 1);
        QCOMPARE(gnome.count("Inhibit"), 1);
    }

    void nobodyThereIsNoTrouble_data() {
        QTest::addColumn<bool>("hasBus");
        QTest::newRow("an empty bus") << true;
        QTest::newRow("no bus") << false;
    }

    void nobodyThereIsNoTrouble() {
        QFETCH(bool, hasBus);
        const PrivateBus bus("empty bus");
        const QString address = hasBus ? bus.address() : nowhere;
        SuspendInhibitor inhibitor(address, address);
        for (int i = 0; i < 3; ++i) {
            inhibitor.inhibit("a reason");
            QTest::qWait(50);
            QVERIFY(!inhibitor.isInhibiting());
            inhibitor.release();
        }
    }
};

QTEST_MAIN(SuspendInhibitorTest)
#include "suspend_inhibitor_test.moc"
