// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/desktop_color_scheme.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace tempera;
using namespace tempera::studio;
using Scheme = DesktopColorScheme::Scheme;

namespace {

constexpr int patience = 20'000; // milliseconds
const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString settingsInterface = QStringLiteral("org.freedesktop.portal.Settings");

/// Answers Read as the portal does: the value in a variant in a variant.
class FakePortal final : public QDBusVirtualObject {
public:
    uint value = 0;

    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override {
        if (message.member() != "Read" ||
            message.arguments() != QVariantList{"org.freedesktop.appearance", "color-scheme"})
            return false;
        const QDBusVariant inner(value);
        return bus.send(
            message.createReply(QVariant::fromValue(QDBusVariant(QVariant::fromValue(inner)))));
    }
};

void tellChange(const QDBusConnection& bus, const QString& key, uint value) {
    QDBusMessage signal =
        QDBusMessage::createSignal(portalPath, settingsInterface, "SettingChanged");
    signal << QString("org.freedesktop.appearance") << key
           << QVariant::fromValue(QDBusVariant(value));
    bus.send(signal);
}

} // namespace

class DesktopColorSchemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QApplication::setPalette(ui::lightPalette()); }

    void withoutABusThePlatformsPaletteCounts_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void withoutABusThePlatformsPaletteCounts() {
        QFETCH(bool, dark);
        QApplication::setPalette(dark ? ui::darkPalette() : ui::lightPalette());
        const DesktopColorScheme desktop("unix:path=/nowhere/bus");
        // Ours, which is set later, doesn't count.
        QApplication::setPalette(dark ? ui::lightPalette() : ui::darkPalette());
        QCOMPARE(desktop.scheme(), Scheme::unknown);
        QCOMPARE(desktop.prefersDark(), dark);
    }

    void sessionWithoutABusIsNoTrouble() {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nowhere");
        const DesktopColorScheme desktop;
        QTest::qWait(50);
        QCOMPARE(desktop.scheme(), Scheme::unknown);
    }

    void busThatNeverAnswersBlocksNothing() {
        QTemporaryDir folder;
        QLocalServer silent;
        QVERIFY(silent.listen(folder.filePath("bus")));
        QSignalSpy connected(&silent, &QLocalServer::newConnection);
        const DesktopColorScheme desktop("unix:path=" + folder.filePath("bus"));
        QTRY_COMPARE_WITH_TIMEOUT(connected.size(), 1, patience);
        // The events of this thread go on while the other one waits for the bus.
        bool ticked = false;
        QTimer::singleShot(0, [&ticked] { ticked = true; });
        QTRY_VERIFY(ticked);
        QCOMPARE(desktop.scheme(), Scheme::unknown);
        delete silent.nextPendingConnection(); // and it gives up
    }

    void portalIsAskedAndFollowed() {
        if (QStandardPaths::findExecutable("dbus-daemon").isEmpty())
            QSKIP("dbus-daemon is not there to make a bus");
        QProcess daemon;
        daemon.start("dbus-daemon", {"--session", "--nofork", "--print-address"});
        QVERIFY(daemon.waitForReadyRead(patience));
        const QString address = QString::fromLatin1(daemon.readLine()).trimmed();
        QDBusConnection bus = QDBusConnection::connectToBus(address, "fake portal");
        QVERIFY(bus.isConnected());
        FakePortal portal;
        portal.value = 1;
        QVERIFY(bus.registerVirtualObject(portalPath, &portal));
        QVERIFY(bus.registerService("org.freedesktop.portal.Desktop"));

        DesktopColorScheme desktop(address);
        QSignalSpy changed(&desktop, &DesktopColorScheme::schemeChanged);
        QTRY_COMPARE_WITH_TIMEOUT(desktop.scheme(), Scheme::dark, patience);
        QVERIFY(desktop.prefersDark());
        tellChange(bus, "color-scheme", 2);
        QTRY_COMPARE_WITH_TIMEOUT(desktop.scheme(), Scheme::light, patience);
        QVERIFY(!desktop.prefersDark());
        tellChange(bus, "accent-color", 1); // another setting
        tellChange(bus, "color-scheme", 2); // nothing new
        tellChange(bus, "color-scheme", 0);
        QTRY_COMPARE_WITH_TIMEOUT(desktop.scheme(), Scheme::unknown, patience);
        QCOMPARE(changed.size(), 3);

        QDBusConnection::disconnectFromBus("fake portal");
        daemon.kill();
        QVERIFY(daemon.waitForFinished());
    }
};

QTEST_MAIN(DesktopColorSchemeTest)
#include "desktop_color_scheme_test.moc"
