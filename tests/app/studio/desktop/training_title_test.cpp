// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/training_title.h"

#include <QtTest>
#include <cmath>

using namespace tempera;
using namespace tempera::studio;
using Phase = ui::TrainingStatus::Phase;

class TrainingTitleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void titles_data() {
        QTest::addColumn<Phase>("phase");
        QTest::addColumn<double>("fraction");
        QTest::addColumn<QString>("title");
        const QString model = "a.safetensors — Tempera";
        QTest::newRow("no run") << Phase::none << 0.0 << model;
        QTest::newRow("preparing") << Phase::preparing << 0.5 << "Preparing · " + model;
        QTest::newRow("begun") << Phase::running << 0.0 << "0 % · " + model;
        QTest::newRow("running") << Phase::running << 0.4399 << "43 % · " + model;
        QTest::newRow("nearly done") << Phase::running << 0.9999 << "99 % · " + model;
        QTest::newRow("done") << Phase::running << 1.0 << "100 % · " + model;
        QTest::newRow("unknown") << Phase::running << double(NAN) << "0 % · " + model;
        QTest::newRow("too much") << Phase::running << double(INFINITY) << "0 % · " + model;
        QTest::newRow("paused") << Phase::paused << 0.2 << "Paused at 20 % · " + model;
        QTest::newRow("stopping") << Phase::stopping << 0.2 << "Stopping · " + model;
        QTest::newRow("finished") << Phase::finished << 1.0 << model;
        QTest::newRow("failed") << Phase::failed << 0.7 << model;
    }

    void titles() {
        QFETCH(Phase, phase);
        QFETCH(double, fraction);
        ui::TrainingStatus status;
        status.phase = phase;
        status.fraction = fraction;
        QTEST(windowTitle("a.safetensors", status), "title");
    }

    void namesWithPlaceholdersStandAsTheyAre() {
        ui::TrainingStatus status;
        status.phase = Phase::running;
        QCOMPARE(windowTitle("%1 %2.tempera", status), QString("0 % · %1 %2.tempera — Tempera"));
    }

    void results_data() {
        QTest::addColumn<double>("train"); // NaN: unknown
        QTest::addColumn<double>("validation");
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        const double unknown = NAN;
        QTest::newRow("validated")
            << 5.0 << 5.28 << 7'800.0 << "Validation loss 5.28 after 2 h 10 min";
        QTest::newRow("nothing held out")
            << 5.0 << unknown << 42.0 << "Training loss 5.00 after 42 s";
        QTest::newRow("no time") << 5.0 << 5.284 << 0.0 << "Validation loss 5.28";
        QTest::newRow("no loss") << unknown << unknown << 60.0 << "It took 1 min";
        QTest::newRow("nothing") << unknown << unknown << unknown << QString();
    }

    void results() {
        QFETCH(double, train);
        QFETCH(double, validation);
        QFETCH(double, seconds);
        ui::TrainingStatus status;
        status.trainLoss = train;
        status.validationLoss = validation;
        QTEST(resultText(status, seconds), "text");
        if (std::isnan(train))
            status.trainLoss = std::nullopt;
        if (std::isnan(validation))
            status.validationLoss = std::nullopt;
        QTEST(resultText(status, seconds), "text");
    }
};

QTEST_MAIN(TrainingTitleTest)
#include "training_title_test.moc"
