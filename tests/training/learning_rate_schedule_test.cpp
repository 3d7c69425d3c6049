// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/learning_rate_schedule.h"

#include "core/system/error.h"
#include "support/error_message.h"

#include <QtTest>
#include <cmath>
#include <functional>
#include <limits>
#include <rapidcheck.h>

using namespace tempera;

namespace {

using Change = std::function<void(ScheduleSettings&)>;

ScheduleSettings cosine(std::int64_t warmupSteps) {
    return {ScheduleKind::cosine, 0.01, warmupSteps, 0.1};
}

} // namespace

class LearningRateScheduleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names();
    void ratesByHand_data();
    void ratesByHand();
    void warmupIsALineFromTheFirstStep();
    void cosineOnlyFalls();
    void finalFractionOfOneIsConstant();
    void invalidSettings_data();
    void invalidSettings();
};

void LearningRateScheduleTest::names() {
    for (const ScheduleKind kind : {ScheduleKind::constant, ScheduleKind::cosine})
        QCOMPARE(parseSchedule(scheduleName(kind)), kind);
    QVERIFY_EXCEPTION_THROWN(parseSchedule("linear"), SettingError);
    QVERIFY(errorMessage([] { parseSchedule("linear"); }).find("constant or cosine") !=
            std::string::npos);
}

void LearningRateScheduleTest::ratesByHand_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("warmup");
    QTest::addColumn<int>("step");
    QTest::addColumn<double>("done");
    QTest::addColumn<double>("rate");
    const int constant = static_cast<int>(ScheduleKind::constant);
    const int falling = static_cast<int>(ScheduleKind::cosine);
    QTest::newRow("constant") << constant << 0 << 1 << 0.0 << 0.01;
    QTest::newRow("constant, late") << constant << 0 << 999 << 1.0 << 0.01;
    QTest::newRow("first of four") << constant << 4 << 1 << 0.0 << 0.0025;
    QTest::newRow("third of four") << falling << 4 << 3 << 0.9 << 0.0075;
    QTest::newRow("last of four") << falling << 4 << 4 << 0.9 << 0.01;
    QTest::newRow("cosine begins") << falling << 0 << 1 << 0.0 << 0.01;
    // 0.1 + 0.9 (1 + cos(pi x)) / 2 of the peak
    QTest::newRow("cosine, a third") << falling << 0 << 34 << 1.0 / 3.0 << 0.00775;
    QTest::newRow("cosine, half") << falling << 0 << 51 << 0.5 << 0.0055;
    QTest::newRow("cosine, two thirds") << falling << 0 << 67 << 2.0 / 3.0 << 0.00325;
    QTest::newRow("cosine ends") << falling << 0 << 100 << 1.0 << 0.001;
    QTest::newRow("after its end") << falling << 0 << 200 << 2.0 << 0.001;
}

void LearningRateScheduleTest::ratesByHand() {
    QFETCH(int, kind);
    QFETCH(int, warmup);
    QFETCH(int, step);
    QFETCH(double, done);
    QFETCH(double, rate);
    auto settings = cosine(warmup);
    settings.kind = static_cast<ScheduleKind>(kind);
    QVERIFY(std::abs(learningRateAt(settings, step, done) - rate) < 1e-15);
}

void LearningRateScheduleTest::warmupIsALineFromTheFirstStep() {
    const auto settings = cosine(50);
    for (std::int64_t step = 1; step <= 50; ++step)
        QVERIFY(std::abs(learningRateAt(settings, step, 0.3) -
                         0.01 / 50.0 * static_cast<double>(step)) < 1e-15);
}

void LearningRateScheduleTest::cosineOnlyFalls() {
    QVERIFY(rc::check([] {
        auto settings = cosine(*rc::gen::inRange(0, 20));
        settings.finalFraction = *rc::gen::inRange(0, 101) / 100.0;
        const double early = *rc::gen::inRange(0, 1'001) / 1'000.0;
        const double late = early + *rc::gen::inRange(0, 1'001) / 1'000.0;
        const double before = learningRateAt(settings, 100, early);
        const double after = learningRateAt(settings, 101, late);
        RC_ASSERT(after <= before + 1e-17);
        RC_ASSERT(before <= settings.learningRate * (1.0 + 1e-15));
        RC_ASSERT(after >= settings.learningRate * settings.finalFraction * (1.0 - 1e-15));
    }));
}

void LearningRateScheduleTest::finalFractionOfOneIsConstant() {
    auto settings = cosine(0);
    settings.finalFraction = 1.0;
    for (const double done : {0.0, 0.2, 0.77, 1.0})
        QVERIFY(std::abs(learningRateAt(settings, 5, done) - 0.01) < 1e-17);
}

void LearningRateScheduleTest::invalidSettings_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const Change& change, const char* named) {
        QTest::newRow(name) << change << QString(named);
    };
    constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
    row(
        "rate 0", [](auto& s) { s.learningRate = 0.0; }, "learning rate is 0");
    row(
        "rate below 0", [](auto& s) { s.learningRate = -0.1; }, "learning rate is -0.1");
    row(
        "no rate", [](auto& s) { s.learningRate = notANumber; }, "learning rate is nan");
    row(
        "rate 101", [](auto& s) { s.learningRate = 101.0; }, "learning rate is 101");
    row(
        "warm-up", [](auto& s) { s.warmupSteps = -1; }, "warm-up is -1");
    row(
        "fraction 1.5", [](auto& s) { s.finalFraction = 1.5; }, "final fraction");
    row(
        "fraction -0.5", [](auto& s) { s.finalFraction = -0.5; }, "final fraction");
    row(
        "no fraction", [](auto& s) { s.finalFraction = notANumber; }, "final fraction");
}

void LearningRateScheduleTest::invalidSettings() {
    QFETCH(Change, change);
    QFETCH(QString, named);
    ScheduleSettings settings;
    validate(settings);
    change(settings);
    QVERIFY_EXCEPTION_THROWN(validate(settings), SettingError);
    const std::string message = errorMessage([&] { validate(settings); });
    QVERIFY2(QString::fromStdString(message).contains(named), message.c_str());
}

QTEST_GUILESS_MAIN(LearningRateScheduleTest)
#include "learning_rate_schedule_test.moc"
