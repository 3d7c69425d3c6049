// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/training_manners.h"

#include "app/studio/desktop/private_bus.h"

#include <QSignalSpy>
#include <QtTest>

using namespace tempera;
using namespace tempera::studio;
using test::FakeService;
using test::PrivateBus;
using Phase = ui::TrainingStatus::Phase;

namespace {

constexpr int patience = 20'000; // milliseconds
const QString nowhere = QStringLiteral("unix:path=/nowhere/bus");

/// A session that shows messages and can be kept awake.
class FakeSession {
public:
    FakeSession() {
        notifications.answer("GetCapabilities",
                             [](const QVariantList&) { return QStringList{"actions"}; });
        notifications.answer("Notify", [](const QVariantList&) { return 1U; });
        power.answer("Inhibit", [](const QVariantList&) { return 5U; });
        power.answer("Uninhibit", [](const QVariantList&) { return QVariant(); });
    }

    /// "summary: body" of the messages shown.
    QStringList messages() const {
        QStringList messages;
        for (const FakeService::Call& call : notifications.calls())
            if (call.method == "Notify")
                messages.append(call.arguments[3].toString() + ": " + call.arguments[4].toString());
        return messages;
    }

    PrivateBus bus{"fake session"};
    FakeService notifications{bus, "org.freedesktop.Notifications",
                              "/org/freedesktop/Notifications"};
    FakeService power{bus, "org.gnome.SessionManager", "/org/gnome/SessionManager"};
};

ui::TrainingStatus statusOf(Phase phase, const QString& message = {}) {
    ui::TrainingStatus status;
    status.phase = phase;
    status.validationLoss = 5.28;
    status.message = message;
    return status;
}

} // namespace

class TrainingMannersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!PrivateBus::isPossible())
            QSKIP("dbus-daemon is not there to make a bus");
    }

    void machineStaysAwakeWhileItTrains() {
        const FakeSession session;
        TrainingManners manners(nowhere, session.bus.address());
        const auto expect = [&](Phase phase, bool awake) {
            manners.setStatus(statusOf(phase));
            QTRY_COMPARE_WITH_TIMEOUT(manners.inhibitor().isInhibiting(), awake, patience);
        };
        expect(Phase::none, false);
        expect(Phase::preparing, true);
        expect(Phase::running, true);
        expect(Phase::paused, false);
        expect(Phase::running, true);
        expect(Phase::stopping, true);
        expect(Phase::finished, false);
        QTRY_COMPARE_WITH_TIMEOUT(session.power.count("Uninhibit"), 2, patience);
        QCOMPARE(session.power.count("Inhibit"), 2);
    }

    void endIsToldWhereNobodyLooks() {
        const FakeSession session;
        TrainingManners manners(nowhere, session.bus.address());
        QSignalSpy activated(&manners, &TrainingManners::activated);
        manners.setStatus(statusOf(Phase::finished));
        manners.setElapsedSeconds(7'800.0);
        manners.setWindowActive(true);
        manners.runEnded({true, {}, {}}); // the person sees it
        manners.setWindowActive(false);
        manners.runEnded({false, {}, {}}); // the person stopped it
        manners.setElapsedSeconds(7'800.0);
        manners.runEnded({true, {}, {}});
        manners.runEnded({false, TrainingOutcome::Trouble::diverged, "the loss is not a number"});
        const QStringList expected = {"Training is finished: Validation loss 5.28 after 2 h 10 min",
                                      "Training has failed: the loss is not a number"};
        QTRY_VERIFY_WITH_TIMEOUT(!session.messages().isEmpty(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(session.messages().last(), expected.last(), patience);
        // One that waits for the service gives way to a newer one.
        for (const QString& message : session.messages())
            QVERIFY2(expected.contains(message), qPrintable(message));

        QDBusMessage click = QDBusMessage::createSignal(
            "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "ActionInvoked");
        click << 1U << QStringLiteral("default");
        QTest::qWait(100); // the answer with the message's number is on its way
        session.bus.connection().send(click);
        QTRY_COMPARE_WITH_TIMEOUT(activated.size(), 1, patience);
    }

    void pauseIsToldWhereThePersonDidNotAskForIt() {
        const FakeSession session;
        TrainingManners manners(nowhere, session.bus.address());
        manners.setStatus(statusOf(Phase::running));
        manners.setStatus(statusOf(Phase::paused)); // the person pressed it
        manners.setStatus(statusOf(Phase::running));
        manners.setStatus(statusOf(Phase::paused, "the disk is full"));
        manners.setStatus(statusOf(Phase::paused, "the disk is full"));
        QTRY_COMPARE_WITH_TIMEOUT(session.messages(),
                                  QStringList("Training is paused: the disk is full"), patience);
        QTest::qWait(100);
        QCOMPARE(session.messages().size(), 1);
    }
};

QTEST_MAIN(TrainingMannersTest)
#include "training_manners_test.moc"
