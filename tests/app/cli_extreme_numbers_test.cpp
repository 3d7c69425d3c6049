// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/checkpoint_file.h"
#include "support/cli.h"

#include <QtTest>
#include <algorithm>
#include <cmath>

using namespace tempera;
using namespace tempera::test;
using Json = nlohmann::json;

namespace {

/// True where a number is missing anywhere: JSON has no NaN, they would be written as null.
bool hasNull(const Json& json) {
    if (json.is_structured())
        return std::ranges::any_of(json, hasNull);
    return json.is_null();
}

/// tinyTraining() with other values for the options that both have.
QStringList tinyTrainingWith(const QStringList& options) {
    QStringList arguments = tinyTraining();
    for (qsizetype i = 0; i + 1 < options.size(); i += 2) {
        const qsizetype place = arguments.indexOf(options[i]);
        if (place < 0)
            arguments += {options[i], options[i + 1]};
        else
            arguments[place + 1] = options[i + 1];
    }
    return arguments;
}

} // namespace

/// Settings that no one should choose give defined results or a clear stop.
class CliExtremeNumbersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void absurdLearningRatesStopOrStayFinite_data();
    void absurdLearningRatesStopOrStayFinite();
    void anyTemperatureIsDefined_data();
    void anyTemperatureIsDefined();
    void aCorpusOfOneWordIsLearned();

private:
    TemporaryFolder folder_;
    QString corpus_;
    QString model_;
};

void CliExtremeNumbersTest::initTestCase() {
    corpus_ = argument(folder_.write("corpus.txt", tinyCorpus().toStdString()));
    model_ = argument(trainTinyModel(folder_));
}

void CliExtremeNumbersTest::absurdLearningRatesStopOrStayFinite_data() {
    QTest::addColumn<QStringList>("options");
    for (const char* optimizer : {"rmsprop", "adamw"})
        for (const char* rate : {"1", "100"})
            for (const char* clip : {"0", "1"})
                QTest::addRow("%s %s, clipped at %s", optimizer, rate, clip) << QStringList{
                    "--optimizer", optimizer,  "--learning-rate", rate, "--clip-norm", clip,
                    "--schedule",  "constant", "--warmup-steps",  "0",  "--steps",     "60"};
}

void CliExtremeNumbersTest::absurdLearningRatesStopOrStayFinite() {
    QFETCH(QStringList, options);
    const auto output = folder_ / "absurd.tempera";
    std::filesystem::remove(output);
    const CliResult result =
        runCli(tinyTrainingWith(options) +
               QStringList{"--corpus", corpus_, "--out", argument(output), "--json"});
    if (result.exitCode != 0) {
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.standardError.contains("not a finite number"), result.standardError);
        QVERIFY2(result.standardError.contains("learning rate"), result.standardError);
    }
    if (!result.standardOutput.isEmpty())
        for (const Json& event : result.jsonLines())
            QVERIFY2(!hasNull(event), event.dump().c_str());
    if (!std::filesystem::exists(output))
        return;
    const CliResult judged =
        runCli({"evaluate", "--model", argument(output), "--corpus", corpus_, "--json"});
    if (judged.exitCode == 0) {
        QVERIFY2(!hasNull(judged.json()), judged.standardOutput);
    } else {
        QCOMPARE(judged.exitCode, 1);
        QVERIFY2(judged.standardError.contains("not a finite number"), judged.standardError);
        QVERIFY(judged.standardOutput.isEmpty());
    }
    const Checkpoint checkpoint = loadCheckpoint(output);
    for (const NamedTensor& tensor : checkpoint.model.weights->tensors)
        QVERIFY(
            std::ranges::all_of(tensor.values, [](float value) { return std::isfinite(value); }));
}

void CliExtremeNumbersTest::anyTemperatureIsDefined_data() {
    QTest::addColumn<QString>("temperature");
    for (const char* temperature : {"0", "1e-300", "1e-6", "1e6", "1e300", "inf"})
        QTest::newRow(temperature) << QString(temperature);
}

void CliExtremeNumbersTest::anyTemperatureIsDefined() {
    QFETCH(QString, temperature);
    const CliResult next = runCli({"next", "--model", model_, "--prompt", "this film",
                                   "--temperature", temperature, "--json"});
    QVERIFY2(next.exitCode == 0, next.standardError);
    const Json distribution = next.json();
    const double entropy = distribution.at("entropy_bits").get<double>();
    const auto words = distribution.at("vocabulary_size").get<double>();
    QVERIFY(entropy >= 0.0 && entropy <= std::log2(words) + 1e-9);
    const CliResult texts =
        runCli({"generate", "--model", model_, "--prompt", "this film", "--temperature",
                temperature, "--length", "20", "--format", "jsonl"});
    QVERIFY2(texts.exitCode == 0, texts.standardError);
    const Json text = texts.jsonLines().at(0);
    for (const Json& token : text.at("tokens")) {
        const double p = token.at("probability").get<double>(); // throws where it is null
        QVERIFY(p > 0.0 && p <= 1.0);
        QVERIFY(token.at("entropy_bits").get<double>() >= 0.0);
    }
}

void CliExtremeNumbersTest::aCorpusOfOneWordIsLearned() {
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += "so so so so so so\n";
    const auto corpus = folder_.write("one.txt", text);
    const auto output = folder_ / "one.tempera";
    const CliResult trained =
        runCli(tinyTraining() + QStringList{"--corpus", argument(corpus), "--out", argument(output),
                                            "--steps", "40", "--json"});
    QVERIFY2(trained.exitCode == 0, trained.standardError);
    for (const Json& event : trained.jsonLines())
        QVERIFY2(!hasNull(event), event.dump().c_str());
    const CliResult written = runCli({"generate", "--model", argument(output), "--prompt", "so",
                                      "--temperature", "0", "--length", "5"});
    QVERIFY2(written.standardOutput.contains("so so so so so so"), written.standardOutput);
}

QTEST_GUILESS_MAIN(CliExtremeNumbersTest)
#include "cli_extreme_numbers_test.moc"
