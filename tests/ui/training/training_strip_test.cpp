// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_strip.h"

#include "ui/training/figure_label.h"
#include "ui/training/model_button.h"
#include "ui/training/progress_line.h"
#include "ui/training/weights_box.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera::ui;
using Phase = TrainingStatus::Phase;

namespace {

TrainingStatus runningStatus() {
    TrainingStatus status;
    status.phase = Phase::running;
    status.fraction = 0.3;
    status.step = 584;
    status.totalSteps = 1950;
    status.epoch = 3;
    status.totalEpochs = 10;
    status.tokensPerSecond = 5210.4;
    status.secondsLeft = 1250.0;
    status.trainLoss = 4.71;
    status.validationLoss = 4.92;
    return status;
}

QString figure(const QWidget& strip, const QString& name) {
    for (const FigureLabel* label : strip.findChildren<FigureLabel*>())
        if (label->accessibleName() == name)
            return label->value();
    return {};
}

} // namespace

class TrainingStripTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysHowARunGoes() {
        TrainingStrip strip;
        strip.setStatus(runningStatus());
        QCOMPARE(
            strip.findChild<ProgressLine*>()->text(),
            u"epoch 3 of 10 \u00b7 step 584 / 1,950 \u00b7 5,210 tokens/s \u00b7 21 min left"_qs);
        QCOMPARE(figure(strip, "train loss"), "4.71");
        QCOMPARE(figure(strip, "val loss"), "4.92");
        QCOMPARE(figure(strip, "perplexity"), "137"); // e^4.92 = 137.0
    }

    void aDivergingRunsPerplexityIsShort() {
        TrainingStrip strip;
        TrainingStatus status = runningStatus();
        status.validationLoss = 600.0; // e^600 = 3.77e260
        strip.setStatus(status);
        QCOMPARE(figure(strip, "perplexity").toLower(), "3.77e+260");
        status.validationLoss = 1e6;
        strip.setStatus(status);
        QCOMPARE(figure(strip, "perplexity"), u"\u221e"_qs);
    }

    void inventsNothing() {
        TrainingStrip strip;
        QCOMPARE(strip.findChild<ProgressLine*>()->text(), "Not training");
        for (const char* name : {"train loss", "val loss", "perplexity"})
            QCOMPARE(figure(strip, name), u"\u2014"_qs);
        TrainingStatus status = runningStatus();
        status.totalSteps.reset();
        status.totalEpochs.reset();
        status.tokensPerSecond = status.secondsLeft = std::numeric_limits<double>::quiet_NaN();
        status.trainLoss = status.validationLoss = std::numeric_limits<double>::infinity();
        strip.setStatus(status);
        QCOMPARE(strip.findChild<ProgressLine*>()->text(), u"epoch 3 \u00b7 step 584"_qs);
        for (const char* name : {"train loss", "val loss", "perplexity"})
            QCOMPARE(figure(strip, name), u"\u2014"_qs);
    }

    void phases_data() {
        QTest::addColumn<int>("phase");
        QTest::addColumn<QString>("play");
        QTest::addColumn<bool>("canPlay");
        QTest::addColumn<bool>("canStop");
        QTest::addColumn<QString>("text");
        const auto row = [](Phase phase, const char* play, bool canPlay, bool canStop,
                            const char* text) {
            QTest::newRow(text) << int(phase) << play << canPlay << canStop << text;
        };
        row(Phase::none, "Train", true, false, "Not training");
        row(Phase::preparing, "Train", false, true, "preparing");
        row(Phase::running, "Pause", true, true, "epoch");
        row(Phase::paused, "Resume", true, true, "paused");
        row(Phase::stopping, "Train", false, false, "stopping");
        row(Phase::finished, "Train", true, false, "finished");
        row(Phase::failed, "Train", true, false, "failed");
    }
    void phases() {
        QFETCH(int, phase);
        TrainingStrip strip;
        TrainingStatus status = runningStatus();
        status.phase = static_cast<Phase>(phase);
        strip.setStatus(status);
        const auto buttons = strip.findChildren<QPushButton*>();
        QTEST(buttons[0]->text(), "play");
        QTEST(buttons[0]->isEnabled(), "canPlay");
        QTEST(buttons[1]->isEnabled(), "canStop");
        QFETCH(QString, text);
        QVERIFY(strip.findChild<ProgressLine*>()->text().startsWith(text));
    }

    void buttonsAskForWhatTheySay() {
        TrainingStrip strip;
        strip.show();
        QSignalSpy play(&strip, &TrainingStrip::playRequested);
        QSignalSpy pause(&strip, &TrainingStrip::pauseRequested);
        QSignalSpy stop(&strip, &TrainingStrip::stopRequested);
        QSignalSpy model(&strip, &TrainingStrip::modelClicked);
        const auto buttons = strip.findChildren<QPushButton*>();
        QTest::mouseClick(buttons[0], Qt::LeftButton);
        QTest::mouseClick(buttons[1], Qt::LeftButton); // nothing to stop
        strip.setStatus(runningStatus());
        QTest::keyClick(buttons[0], Qt::Key_Space);
        QTest::mouseClick(buttons[1], Qt::LeftButton);
        QTest::keyClick(strip.findChild<ModelButton*>(), Qt::Key_Space);
        QCOMPARE(play.count(), 1);
        QCOMPARE(pause.count(), 1);
        QCOMPARE(stop.count(), 1);
        QCOMPARE(model.count(), 1);
    }

    void aSingleStepIsOfferedWhileNothingRuns() {
        TrainingStrip strip;
        strip.show();
        QSignalSpy step(&strip, &TrainingStrip::stepRequested);
        QPushButton* button = strip.findChildren<QPushButton*>()[2];
        QCOMPARE(button->text(), "Step");
        QTest::mouseClick(button, Qt::LeftButton);
        strip.setStatus(runningStatus());
        QVERIFY(!button->isVisible());
        TrainingStatus status = runningStatus();
        status.phase = Phase::paused;
        strip.setStatus(status);
        QVERIFY(button->isVisible());
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(step.count(), 2);
    }

    void tellsTheAgeOfTheWeightsAndPinsThem() {
        TrainingStrip strip;
        strip.setStatus(runningStatus());
        strip.show();
        const auto* box = strip.findChild<WeightsBox*>();
        auto* pin = strip.findChild<QToolButton*>();
        QSignalSpy pinned(&strip, &TrainingStrip::pinToggled);
        QVERIFY(!box->isVisible());
        strip.setWeights(WeightsAge{500, 2.4, false, true});
        QVERIFY(box->isVisible());
        QCOMPARE(box->text(), "weights of step 500, 3 s old");
        QCOMPARE(pinned.count(), 0);
        QTest::mouseClick(pin, Qt::LeftButton);
        QCOMPARE(pinned.takeFirst().first().toBool(), true);
        strip.setWeights(WeightsAge{500, 9.0, true, true});
        QCOMPARE(box->text(), "pinned at step 500, training is at 584");
        TrainingStatus status = runningStatus();
        status.step = 600;
        strip.setStatus(status);
        QCOMPARE(box->text(), "pinned at step 500, training is at 600");
        QTest::keyClick(pin, Qt::Key_Space);
        QCOMPARE(pinned.takeFirst().first().toBool(), false);
        strip.setWeights(std::nullopt);
        QVERIFY(!box->isVisible());
        QCOMPARE(pinned.count(), 0);
    }

    void nothingMovesWhileNumbersRun() {
        TrainingStrip strip;
        strip.setModel("imdb-book", "Transformer", {});
        strip.resize(1280, strip.sizeHint().height());
        strip.show();
        const auto geometries = [&strip] {
            std::vector<QRect> result;
            for (const QWidget* part : strip.findChildren<QWidget*>())
                result.push_back(part->geometry());
            return result;
        };
        TrainingStatus status = runningStatus();
        strip.setStatus(status);
        strip.setWeights(WeightsAge{1, 0.0, false, false});
        QCoreApplication::sendPostedEvents();
        const auto before = geometries();
        for (int step = 0; step < 12000; step += 777) {
            status.step = step;
            status.trainLoss = 12.0 - step / 1000.0;
            status.validationLoss = 10.9 - step / 1200.0;
            strip.setStatus(status);
            strip.setWeights(WeightsAge{step, step / 100.0, step % 2 == 0, true});
            QCoreApplication::sendPostedEvents();
            QCOMPARE(geometries(), before);
        }
    }

    void theProgressFitsAt1280() {
        TrainingStrip strip;
        strip.setModel("imdb-book", u"Transformer \u00b7 9.83 M params \u00b7 15,000 words"_qs, {});
        strip.setStatus(runningStatus());
        strip.setWeights(WeightsAge{12345, 12.0, false, true});
        strip.resize(1280, strip.sizeHint().height());
        strip.show();
        const auto* progress = strip.findChild<ProgressLine*>();
        QVERIFY(progress->fontMetrics().horizontalAdvance(progress->text()) <= progress->width());
        for (const QPushButton* button : strip.findChildren<QPushButton*>())
            QVERIFY(button->width() >= button->sizeHint().width());
        QVERIFY(strip.minimumSizeHint().width() <= 1280);
    }

    void durations_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("seconds") << 42.3 << "43 s";
        QTest::newRow("a minute") << 60.0 << "1 min";
        QTest::newRow("rounded") << 95.0 << "2 min";
        QTest::newRow("up to an hour") << 3590.0 << "1 h 0 min";
        QTest::newRow("hours") << 8100.0 << "2 h 15 min";
    }
    void durations() {
        QFETCH(double, seconds);
        QTEST(shortDurationText(seconds), "text");
    }
};

QTEST_MAIN(TrainingStripTest)
#include "training_strip_test.moc"
