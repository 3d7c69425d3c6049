// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/desktop_notification.h"

#include "app/studio/desktop/private_bus.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace tempera;
using namespace tempera::studio;

namespace {

constexpr int patience = 20'000; // milliseconds
const QString notificationService = QStringLiteral("org.freedesktop.Notifications");
const QString notificationPath = QStringLiteral("/org/freedesktop/Notifications");

void tellAction(const test::PrivateBus& bus, uint id, const QString& key) {
    QDBusMessage signal =
        QDBusMessage::createSignal(notificationPath, notificationService, "ActionInvoked");
    signal << id << key;
    bus.connection().send(signal);
}

/// A desktop that shows messages and gives them the numbers 7, 8 ...
class FakeDesktop {
public:
    explicit FakeDesktop(const QStringList& capabilities)
        : service_(bus_, notificationService, notificationPath) {
        service_.answer("GetCapabilities",
                        [capabilities](const QVariantList&) { return capabilities; });
        service_.answer("Notify", [this](const QVariantList&) { return next_++; });
    }

    const test::PrivateBus& bus() const { return bus_; }
    int shown() const { return service_.count("Notify"); }
    /// The last message's arguments.
    QVariantList message() const { return service_.calls().back().arguments; }

private:
    test::PrivateBus bus_{"fake notifications"};
    test::FakeService service_;
    uint next_ = 7;
};

} // namespace

class DesktopNotificationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messageIsShown_data() {
        QTest::addColumn<QStringList>("capabilities");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QStringList>("actions");
        const QStringList action = {"default", "Show Tempera"};
        QTest::newRow("plain") << QStringList{"body"} << "1 < 2 & 3" << QStringList();
        QTest::newRow("actions") << QStringList{"actions", "body"} << "1 < 2 & 3" << action;
        QTest::newRow("markup") << QStringList{"body-markup"} << "1 &lt; 2 &amp; 3"
                                << QStringList();
    }

    void messageIsShown() {
        if (!test::PrivateBus::isPossible())
            QSKIP("dbus-daemon is not there to make a bus");
        QFETCH(QStringList, capabilities);
        const FakeDesktop desktop(capabilities);
        DesktopNotification notification(desktop.bus().address());
        notification.show("Finished", "1 < 2 & 3");
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown(), 1, patience);
        const QVariantList message = desktop.message();
        QCOMPARE(message.size(), 8);
        QCOMPARE(message[0].toString(), QString("Tempera"));
        QCOMPARE(message[1].toUInt(), 0U);
        QCOMPARE(message[3].toString(), QString("Finished"));
        QTEST(message[4].toString(), "body");
        QTEST(message[5].toStringList(), "actions");
        QCOMPARE(message[7].toInt(), -1);
    }

    void nextMessageTakesThePlaceOfTheLast() {
        if (!test::PrivateBus::isPossible())
            QSKIP("dbus-daemon is not there to make a bus");
        const FakeDesktop desktop({"actions"});
        DesktopNotification notification(desktop.bus().address());
        notification.show("one", "");
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown(), 1, patience);
        QTest::qWait(100); // the answer is on its way
        notification.show("two", "");
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown(), 2, patience);
        QCOMPARE(desktop.message()[1].toUInt(), 7U);
    }

    void clickOnItActivates() {
        if (!test::PrivateBus::isPossible())
            QSKIP("dbus-daemon is not there to make a bus");
        const FakeDesktop desktop({"actions"});
        DesktopNotification notification(desktop.bus().address());
        QSignalSpy activated(&notification, &DesktopNotification::activated);
        notification.show("one", "");
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown(), 1, patience);
        tellAction(desktop.bus(), 6, "default"); // another program's
        tellAction(desktop.bus(), 7, "close");
        tellAction(desktop.bus(), 7, "default");
        QTRY_COMPARE_WITH_TIMEOUT(activated.size(), 1, patience);
        tellAction(desktop.bus(), 6, "default");
        tellAction(desktop.bus(), 7, "default");
        QTRY_COMPARE_WITH_TIMEOUT(activated.size(), 2, patience);
    }

    void nobodyThereIsNoTrouble() {
        if (!test::PrivateBus::isPossible())
            QSKIP("dbus-daemon is not there to make a bus");
        const test::PrivateBus bus("empty bus");
        DesktopNotification notification(bus.address());
        notification.show("one", "");
        notification.show("two", "");
        QTest::qWait(200);
    }

    void withoutABusIsNoTrouble() {
        DesktopNotification nowhere("unix:path=/nowhere/bus");
        nowhere.show("one", "");
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nowhere");
        DesktopNotification none;
        none.show("one", "");
        none.show("two", "");
        QTest::qWait(100);
    }

    void busThatNeverAnswersBlocksNothing() {
        QTemporaryDir folder;
        QLocalServer silent;
        QVERIFY(silent.listen(folder.filePath("bus")));
        QSignalSpy connected(&silent, &QLocalServer::newConnection);
        DesktopNotification notification("unix:path=" + folder.filePath("bus"));
        notification.show("one", "");
        QTRY_COMPARE_WITH_TIMEOUT(connected.size(), 1, patience);
        notification.show("two", ""); // doesn't wait
        bool ticked = false;
        QTimer::singleShot(0, [&ticked] { ticked = true; });
        QTRY_VERIFY(ticked);
        delete silent.nextPendingConnection(); // and it gives up
    }
};

QTEST_MAIN(DesktopNotificationTest)
#include "desktop_notification_test.moc"
