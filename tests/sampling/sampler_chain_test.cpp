// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/sampler_chain.h"

#include "core/system/error.h"
#include "support/error_message.h"

#include <QtTest>
#include <limits>

using namespace tempera;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

} // namespace

class SamplerChainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreThoseOfTheCommandLine();
    void unknownNameListsTheValidOnes();
    void validValues_data();
    void validValues();
    void invalidValues_data();
    void invalidValues();
    void oneKindMayStandOnce();
    void temperatureIsFoundAndReplaced();
    void chainsInWords();
};

void SamplerChainTest::namesAreThoseOfTheCommandLine() {
    const std::vector<std::pair<SamplerKind, std::string>> names{
        {SamplerKind::temperature, "temperature"},
        {SamplerKind::topK, "top-k"},
        {SamplerKind::topP, "top-p"},
        {SamplerKind::minP, "min-p"}};
    for (const auto& [kind, name] : names) {
        QCOMPARE(std::string(samplerName(kind)), name);
        QCOMPARE(parseSamplerKind(name), kind);
    }
}

void SamplerChainTest::unknownNameListsTheValidOnes() {
    for (const char* name : {"", "Temperature", "topk", "top-k "}) {
        QVERIFY_EXCEPTION_THROWN(parseSamplerKind(name), SettingError);
        const std::string message = errorMessage([&] { parseSamplerKind(name); });
        QVERIFY(message.find("temperature, top-k, top-p, min-p") != std::string::npos);
    }
}

void SamplerChainTest::validValues_data() {
    QTest::addColumn<Sampler>("sampler");
    QTest::newRow("greedy") << Sampler{SamplerKind::temperature, 0.0};
    QTest::newRow("uniform") << Sampler{SamplerKind::temperature, infinity};
    QTest::newRow("k 1") << Sampler{SamplerKind::topK, 1.0};
    QTest::newRow("k large") << Sampler{SamplerKind::topK, 1e9};
    QTest::newRow("p small") << Sampler{SamplerKind::topP, 1e-300};
    QTest::newRow("p 1") << Sampler{SamplerKind::topP, 1.0};
    QTest::newRow("m 0") << Sampler{SamplerKind::minP, 0.0};
    QTest::newRow("m 1") << Sampler{SamplerKind::minP, 1.0};
}

void SamplerChainTest::validValues() {
    QFETCH(Sampler, sampler);
    QCOMPARE(errorMessage([&] { validate({sampler}); }), std::string());
}

void SamplerChainTest::invalidValues_data() {
    QTest::addColumn<Sampler>("sampler");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, SamplerKind kind, double value, const char* named) {
        QTest::newRow(name) << Sampler{kind, value} << QString(named);
    };
    row("T below 0", SamplerKind::temperature, -1e-9, "temperature");
    row("T not a number", SamplerKind::temperature, notANumber, "temperature");
    row("T minus infinity", SamplerKind::temperature, -infinity, "temperature is -inf");
    row("k 0", SamplerKind::topK, 0.0, "top-k is 0");
    row("k not whole", SamplerKind::topK, 2.5, "top-k is 2.5");
    row("k infinite", SamplerKind::topK, infinity, "top-k");
    row("k not a number", SamplerKind::topK, notANumber, "top-k");
    row("p 0", SamplerKind::topP, 0.0, "top-p is 0");
    row("p above 1", SamplerKind::topP, 1.0001, "top-p is 1.0001");
    row("p not a number", SamplerKind::topP, notANumber, "top-p");
    row("m below 0", SamplerKind::minP, -0.1, "min-p is -0.1");
    row("m above 1", SamplerKind::minP, 2.0, "min-p is 2");
    row("m not a number", SamplerKind::minP, notANumber, "min-p");
}

void SamplerChainTest::invalidValues() {
    QFETCH(Sampler, sampler);
    QFETCH(QString, named);
    QVERIFY_EXCEPTION_THROWN(validate({sampler}), SettingError);
    const std::string message = errorMessage([&] { validate({sampler}); });
    QVERIFY2(QString::fromStdString(message).contains(named), message.c_str());
}

void SamplerChainTest::oneKindMayStandOnce() {
    const SamplerChain chain{
        {SamplerKind::topP, 0.5}, {SamplerKind::topK, 3}, {SamplerKind::topP, 0.9}};
    QVERIFY_EXCEPTION_THROWN(validate(chain), SettingError);
    QVERIFY(errorMessage([&] { validate(chain); }).find("top-p") != std::string::npos);
}

void SamplerChainTest::temperatureIsFoundAndReplaced() {
    const SamplerChain without{{SamplerKind::topP, 0.9}};
    QCOMPARE(temperatureOf(without), 1.0);
    QCOMPARE(temperatureOf({}), 1.0);
    const SamplerChain inFront{{SamplerKind::temperature, 0.5}, {SamplerKind::topP, 0.9}};
    QVERIFY(withTemperature(without, 0.5) == inFront);
    QCOMPARE(temperatureOf(inFront), 0.5);
    // In its place, wherever that is.
    const SamplerChain last{{SamplerKind::topP, 0.9}, {SamplerKind::temperature, 0.5}};
    const SamplerChain hotter{{SamplerKind::topP, 0.9}, {SamplerKind::temperature, 2.0}};
    QVERIFY(withTemperature(last, 2.0) == hotter);
}

void SamplerChainTest::chainsInWords() {
    QCOMPARE(describe({}), std::string("no samplers"));
    QCOMPARE(describe({{SamplerKind::temperature, 0.7}, {SamplerKind::topP, 0.95}}),
             std::string("temperature 0.7, top-p 0.95"));
    QCOMPARE(describe({{SamplerKind::topK, 40}, {SamplerKind::temperature, infinity}}),
             std::string("top-k 40, temperature inf"));
}

QTEST_GUILESS_MAIN(SamplerChainTest)
#include "sampler_chain_test.moc"
