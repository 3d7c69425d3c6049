// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/optimizer_settings.h"

#include "core/system/error.h"
#include "support/error_message.h"

#include <QtTest>
#include <functional>
#include <limits>

using namespace tempera;

using Change = std::function<void(OptimizerSettings&)>;

class OptimizerSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names() {
        QCOMPARE(parseOptimizer("rmsprop"), OptimizerKind::rmsprop);
        QCOMPARE(parseOptimizer("adamw"), OptimizerKind::adamw);
        for (const OptimizerKind kind : {OptimizerKind::rmsprop, OptimizerKind::adamw})
            QCOMPARE(parseOptimizer(optimizerName(kind)), kind);
        QVERIFY_EXCEPTION_THROWN(parseOptimizer("sgd"), SettingError);
        const std::string message = errorMessage([] { parseOptimizer("sgd"); });
        QVERIFY2(message.find("rmsprop or adamw") != std::string::npos, message.c_str());
    }

    void invalidSettings_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* name, const Change& change, const char* named) {
            QTest::newRow(name) << change << QString(named);
        };
        static constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
        static constexpr double infinity = std::numeric_limits<double>::infinity();
        row(
            "rho 1", [](auto& s) { s.rho = 1.0; }, "rho is 1");
        row(
            "rho below 0", [](auto& s) { s.rho = -0.5; }, "rho is -0.5");
        row(
            "no rho", [](auto& s) { s.rho = notANumber; }, "rho is nan");
        row(
            "beta1 1", [](auto& s) { s.beta1 = 1.0; }, "beta1 is 1");
        row(
            "beta2 2", [](auto& s) { s.beta2 = 2.0; }, "beta2 is 2");
        row(
            "epsilon 0", [](auto& s) { s.epsilon = 0.0; }, "epsilon is 0");
        row(
            "epsilon 2", [](auto& s) { s.epsilon = 2.0; }, "epsilon is 2");
        row(
            "decay below 0", [](auto& s) { s.weightDecay = -1.0; }, "weight decay is -1");
        row(
            "decay 11", [](auto& s) { s.weightDecay = 11.0; }, "weight decay is 11");
        row(
            "clip below 0", [](auto& s) { s.clipNorm = -1.0; }, "clip norm is -1");
        row(
            "no clip", [](auto& s) { s.clipNorm = notANumber; }, "clip norm is nan");
        row(
            "endless clip", [](auto& s) { s.clipNorm = infinity; }, "clip norm is inf");
    }

    void invalidSettings() {
        QFETCH(Change, change);
        QFETCH(QString, named);
        OptimizerSettings settings;
        validate(settings);
        change(settings);
        QVERIFY_EXCEPTION_THROWN(validate(settings), SettingError);
        const std::string message = errorMessage([&] { validate(settings); });
        QVERIFY2(QString::fromStdString(message).contains(named), message.c_str());
    }
};

QTEST_GUILESS_MAIN(OptimizerSettingsTest)
#include "optimizer_settings_test.moc"
