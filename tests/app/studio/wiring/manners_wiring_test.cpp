// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/wiring/wiring.h"

#include "support/studio_fixture.h"

#include <QtTest>

using namespace tempera;
using namespace tempera::studio;
using Phase = ui::TrainingStatus::Phase;

class MannersWiringTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void titleTellsTheRun() {
        constexpr int patience = 60'000; // milliseconds
        test::StudioFixture fixture;
        Studio& studio = fixture.studio();
        wireManners(studio);
        const QString atRest = fixture.window().windowTitle();
        QVERIFY(atRest.endsWith(" — Tempera"));
        const auto prefix = [&fixture] {
            return fixture.window().windowTitle().section(" · ", 0, 0);
        };

        studio.training().start(test::endlessTraining());
        QCOMPARE(prefix(), QString("Preparing"));
        QTRY_COMPARE_WITH_TIMEOUT(studio.training().status().phase, Phase::running, patience);
        QTRY_COMPARE_WITH_TIMEOUT(prefix(), QString("0 %"), patience); // of a million steps
        studio.training().pause();
        QCOMPARE(prefix(), QString("Paused at 0 %"));
        studio.model().loadBuiltin(); // another name, the same run
        QCOMPARE(fixture.window().windowTitle(), "Paused at 0 % · " + atRest);
        studio.training().resume();
        QCOMPARE(prefix(), QString("0 %"));
        studio.training().stop();
        QCOMPARE(prefix(), QString("Stopping"));
        QTRY_VERIFY_WITH_TIMEOUT(!studio.training().isRunning(), patience);
        QVERIFY(!fixture.window().windowTitle().contains(" · "));
    }
};

QTEST_MAIN(MannersWiringTest)
#include "manners_wiring_test.moc"
