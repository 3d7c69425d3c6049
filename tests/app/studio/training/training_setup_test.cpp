// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/training_setup.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace tempera;
using namespace tempera::studio;

class TrainingSetupTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;
    QString file() const { return folder_.filePath("settings.ini"); }

private Q_SLOTS:
    void cleanup() { QFile::remove(file()); }

    void planIsKeptFromStartToStart() {
        ui::RunPlan plan;
        plan.settings = gptTrainingSettings();
        plan.settings.schedule.learningRate = 1.0 / 3.0; // all of its digits
        plan.settings.limits.epochs = 3;
        plan.threads = 1;
        plan.leaveOneCoreFree = true;
        {
            QSettings settings(file(), QSettings::IniFormat);
            TrainingSetup(settings).change(plan);
        }
        QSettings settings(file(), QSettings::IniFormat);
        QVERIFY(TrainingSetup(settings).plan() == plan);
    }

    void damagedPlanIsPassedOver() {
        QSettings settings(file(), QSettings::IniFormat);
        settings.setValue("training/settings", QByteArray("{\"batch_size\": -1}"));
        QVERIFY(TrainingSetup(settings).plan().settings == smallTrainingSettings());
    }

    void samePlanIsNoChange() {
        QSettings settings(file(), QSettings::IniFormat);
        TrainingSetup setup(settings);
        QSignalSpy changes(&setup, &TrainingSetup::changed);
        setup.change(setup.plan());
        QCOMPARE(changes.count(), 0);
        ui::RunPlan other = setup.plan();
        other.settings.batchSize = 3;
        setup.change(other);
        QCOMPARE(changes.count(), 1);
    }

    void suggestionsEndWhereAPersonPlans() {
        QSettings settings(file(), QSettings::IniFormat);
        TrainingSetup setup(settings);
        QVERIFY(setup.plan().settings == smallTrainingSettings());
        setup.suggestFor("reviews.tar.gz");
        QVERIFY(setup.plan().settings.model == bookConfiguration());
        setup.suggestFor({});
        QVERIFY(setup.plan().settings == smallTrainingSettings());
        ui::RunPlan own = setup.plan();
        own.settings.batchSize = 3;
        setup.change(own);
        setup.suggestFor("reviews.tar.gz");
        QVERIFY(setup.plan() == own);
    }
};

QTEST_GUILESS_MAIN(TrainingSetupTest)
#include "training_setup_test.moc"
