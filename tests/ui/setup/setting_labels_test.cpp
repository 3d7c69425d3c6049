// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/setting_labels.h"

#include "core/training/training_settings.h"
#include "ui/setup/estimate_words.h"
#include "ui/setup/run_plan.h"

#include <QSet>
#include <QtTest>
#include <nlohmann/json.hpp>

using namespace tempera;
using namespace tempera::ui;

class SettingLabelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySettingHasANameOfItsOwn() {
        const auto flat = nlohmann::json::parse(toJson(gptTrainingSettings())).flatten();
        QSet<QString> names;
        for (const auto& [pointer, value] : flat.items()) {
            const QString path = QString::fromStdString(pointer.substr(1)).replace(u'/', u'.');
            const QString name = settingLabel(path.toStdString());
            QVERIFY2(name != path && !name.isEmpty(), qPrintable(path));
            names.insert(name);
        }
        QCOMPARE(names.size(), qsizetype(flat.size()));
        QCOMPARE(settingLabel("schedule.learning_rate"), QString("Learning rate"));
    }

    void whatIsUnknownKeepsItsPath() { QCOMPARE(settingLabel("x.y"), QString("x.y")); }

    void timesAreRounded_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("milliseconds") << 0.0034 << "3.4 ms";
        QTest::newRow("more of them") << 0.0343 << "34 ms";
        QTest::newRow("below a second") << 0.35 << "0.35 s";
        QTest::newRow("seconds") << 1.44 << "1.4 s";
        QTest::newRow("more of them still") << 42.4 << "42 s";
        QTest::newRow("not 60 s") << 59.7 << "1 min";
        QTest::newRow("minutes") << 250.0 << "4 min 10 s";
        QTest::newRow("not 60 min") << 3599.9 << "1 h";
        QTest::newRow("hours") << 7'500.0 << "2 h 5 min";
        QTest::newRow("days") << 100'800.0 << "1 d 4 h";
        QTest::newRow("not a time") << std::nan("") << QString("\u2014");
    }
    void timesAreRounded() {
        QFETCH(double, seconds);
        QFETCH(QString, text);
        QCOMPARE(timeWords(seconds), text);
    }

    void memoryIsRounded() {
        QCOMPARE(memoryWords(683'400'000), QString("683 MB"));
        QCOMPARE(memoryWords(3'140'000'000), QString("3.1 GB"));
    }

    void aRunsLengthIsToldByItsLimits() {
        RunEstimate estimate;
        estimate.secondsPerStep = 1.0;
        TrainingSettings settings = bookTrainingSettings();
        QVERIFY(speedLines(estimate, settings).join(u'\n').contains("until it is stopped"));
        settings.limits.minutes = 5.0;
        QVERIFY(speedLines(estimate, settings).contains("5 min in all: the limit"));
        settings = gptTrainingSettings();
        settings.limits = {};
        QVERIFY(speedLines(estimate, settings).join(u'\n').contains("never falls"));
        estimate.secondsPerRun = 120.0;
        QVERIFY(speedLines(estimate, settings).contains("2 min in all"));
        QVERIFY(speedLines({}, settings).isEmpty());
    }

    void threadsLeaveACoreFree() {
        RunPlan plan;
        plan.threads = 8;
        QCOMPARE(plannedThreads(plan, 4), 4);
        plan.leaveOneCoreFree = true;
        QCOMPARE(plannedThreads(plan, 4), 3);
        QCOMPARE(plannedThreads(plan, 1), 1);
        plan.threads = 2;
        QCOMPARE(plannedThreads(plan, 4), 2);
    }
};

QTEST_GUILESS_MAIN(SettingLabelsTest)
#include "setting_labels_test.moc"
