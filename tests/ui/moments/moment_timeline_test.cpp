// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/moment_timeline.h"

#include "support/moments.h"

#include <QSignalSpy>
#include <QtTest>
#include <cmath>

using namespace tempera;
using namespace tempera::ui;
using tempera::test::momentAt;

class MomentTimelineTest : public QObject {
    Q_OBJECT

private:
    static std::vector<Moment> run() {
        return {momentAt(10), momentAt(100, 1, true), momentAt(200, 2, true),
                momentAt(400, 4, true), momentAt(1'000, 10, true)};
    }
    static void press(MomentTimeline& timeline, std::optional<std::size_t> index) {
        QTest::mouseClick(&timeline, Qt::LeftButton, {}, timeline.handleCenter(index).toPoint());
    }

private Q_SLOTS:
    void scaleFollowsTheSteps() {
        const MomentScale linear({10, 100, 1'000}, false);
        QCOMPARE(linear.fraction(0), 0.01);
        QCOMPARE(linear.fraction(1), 0.1);
        QCOMPARE(linear.fraction(2), 1.0);
        const MomentScale logarithmic({9, 99, 999}, true); // log(1 + step) is 1, 2, 3 tens
        QCOMPARE(logarithmic.fraction(0), 0.0);
        QCOMPARE(logarithmic.fraction(1), 0.5);
        QCOMPARE(logarithmic.fraction(2), 1.0);
        QCOMPARE(logarithmic.nearest(0.3), std::size_t{1});
        QCOMPARE(logarithmic.nearest(-5.0), std::size_t{0});
        QCOMPARE(MomentScale({0}, false).fraction(0), 1.0);
        QCOMPARE(MomentScale({7}, true).fraction(0), 1.0);
        QCOMPARE(MomentScale({}, true).count(), std::size_t{0});
    }

    void clicksChooseTheNearestMoment() {
        MomentTimeline timeline;
        timeline.resize(800, 90);
        timeline.setMoments(run());
        QCOMPARE(timeline.shown(), std::optional<std::size_t>());
        QSignalSpy chosen(&timeline, &MomentTimeline::chosen);
        QSignalSpy live(&timeline, &MomentTimeline::liveChosen);
        press(timeline, 2);
        QCOMPARE(chosen.takeLast()[0].value<std::size_t>(), std::size_t{2});
        QTest::mouseClick(&timeline, Qt::LeftButton, {},
                          timeline.handleCenter(3).toPoint() + QPoint(10, 20));
        QCOMPARE(chosen.takeLast()[0].value<std::size_t>(), std::size_t{3});
        QCOMPARE(timeline.shown(), std::optional<std::size_t>(3));
        press(timeline, {});
        QCOMPARE(live.size(), 1);
        QCOMPARE(timeline.shown(), std::optional<std::size_t>());
        QVERIFY(chosen.isEmpty());
    }

    void dragGoesThroughTheMoments() {
        MomentTimeline timeline;
        timeline.resize(800, 90);
        timeline.setMoments(run());
        QSignalSpy chosen(&timeline, &MomentTimeline::chosen);
        QSignalSpy live(&timeline, &MomentTimeline::liveChosen);
        QTest::mousePress(&timeline, Qt::LeftButton, {}, timeline.handleCenter(4).toPoint());
        for (const std::size_t index : {3, 2, 1})
            QTest::mouseMove(&timeline, timeline.handleCenter(index).toPoint());
        QTest::mouseMove(&timeline, timeline.handleCenter(1).toPoint() + QPoint(2, 0));
        QTest::mouseRelease(&timeline, Qt::LeftButton, {}, timeline.handleCenter(1).toPoint());
        QTest::mouseMove(&timeline, timeline.handleCenter(4).toPoint());
        QCOMPARE(chosen.size(), 4); // 4, 3, 2, 1: not the same one twice, none after the release
        QCOMPARE(timeline.shown(), std::optional<std::size_t>(1));
        QVERIFY(live.isEmpty());
    }

    void keysGoThroughTheMoments() {
        MomentTimeline timeline;
        timeline.setMoments(run());
        QSignalSpy chosen(&timeline, &MomentTimeline::chosen);
        QTest::keyClick(&timeline, Qt::Key_Left);
        QCOMPARE(timeline.shown(), std::optional<std::size_t>(4));
        QTest::keyClick(&timeline, Qt::Key_Home);
        QCOMPARE(timeline.shown(), std::optional<std::size_t>(0));
        QTest::keyClick(&timeline, Qt::Key_Left);
        QTest::keyClick(&timeline, Qt::Key_Right);
        QCOMPARE(timeline.shown(), std::optional<std::size_t>(1));
        QCOMPARE(chosen.size(), 3);
        QTest::keyClick(&timeline, Qt::Key_End);
        QCOMPARE(timeline.shown(), std::optional<std::size_t>());
        QVERIFY(timeline.accessibleDescription().contains("newest"));
        QTest::keyClick(&timeline, Qt::Key_PageDown);
        QCOMPARE(timeline.shown(), std::optional<std::size_t>(0));
        QVERIFY(timeline.accessibleDescription().contains("step 10"));
    }

    void settersEmitNothing() {
        MomentTimeline timeline;
        QSignalSpy chosen(&timeline, &MomentTimeline::chosen);
        QSignalSpy live(&timeline, &MomentTimeline::liveChosen);
        timeline.setMoments(run());
        timeline.setShown(2);
        timeline.setLogarithmic(true);
        timeline.setTraining(true);
        timeline.setMoments({momentAt(1)});
        timeline.setMoments({});
        QVERIFY(chosen.isEmpty());
        QVERIFY(live.isEmpty());
    }

    void logarithmicScaleMovesTheTicks() {
        MomentTimeline timeline;
        timeline.resize(800, 90);
        timeline.setMoments(run());
        const double first = timeline.handleCenter(0).x();
        const double second = timeline.handleCenter(1).x();
        timeline.setLogarithmic(true);
        QVERIFY(timeline.handleCenter(1).x() - timeline.handleCenter(0).x() > 3 * (second - first));
        QVERIFY(timeline.handleCenter({}).x() > timeline.handleCenter(4).x());
    }

    void everySizeAndEveryLossCanBePainted() {
        std::vector<Moment> odd = run();
        odd[0].trainLoss = std::nan("");
        odd[1].trainLoss = INFINITY;
        odd[2].validationLoss = std::nan("");
        for (const std::vector<Moment>& moments : {std::vector<Moment>(), run(), odd})
            for (const QSize size : {QSize(1, 1), QSize(60, 20), QSize(900, 200)}) {
                MomentTimeline timeline;
                timeline.resize(size);
                timeline.setMoments(moments);
                timeline.setShown(moments.empty() ? std::nullopt : std::optional<std::size_t>(1));
                QVERIFY(!timeline.grab().isNull());
            }
    }
};

QTEST_MAIN(MomentTimelineTest)
#include "moment_timeline_test.moc"
