// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"

#include <QtTest>
#include <cmath>

using namespace tempera::test;
using Json = nlohmann::json;

/// A few steps of the demo. What the whole minute brings is worth a look rather than a test.
class CliDemoTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void trainsAsManyStepsAsAsked();
    void tellsLossAndEntropy();
    void showsTheNextTokens();
    void writesAtTheBooksTemperatures();
    void keepsTheModel();
    void printsAReport();

private:
    const Json& only(const char* field) const;

    TemporaryFolder folder_;
    QString model_;
    std::vector<Json> output_;
};

void CliDemoTest::initTestCase() {
    model_ = argument(folder_ / "demo.tempera");
    const CliResult result = runCli(
        {"demo", "--steps", "40", "--seed", "3", "--threads", "2", "--out", model_, "--json"});
    QVERIFY2(result.exitCode == 0, result.standardError.constData());
    QCOMPARE(result.standardError, QByteArray());
    output_ = result.jsonLines();
}

/// The one object of the output that has this field.
const Json& CliDemoTest::only(const char* field) const {
    static const Json none;
    const Json* found = &none;
    for (const Json& object : output_)
        if (object.contains(field))
            found = found == &none ? &object : throw std::runtime_error("not the only one");
    return *found;
}

void CliDemoTest::trainsAsManyStepsAsAsked() {
    std::vector<double> losses;
    for (const Json& object : output_)
        if (object.value("event", "") == "step")
            losses.push_back(object.at("loss").get<double>());
    QCOMPARE(losses.size(), std::size_t{40});
    QVERIFY(losses.back() < losses.front());
}

void CliDemoTest::tellsLossAndEntropy() {
    const Json& result = only("unigram_entropy");
    const double entropy = result.at("unigram_entropy").get<double>();
    const double loss = result.at("validation_loss").get<double>();
    const int words = only("prompt_tokens").at("vocabulary_size").get<int>();
    QVERIFY(entropy > 0.0 && entropy < std::log(words)); // below that of equally likely words
    QVERIFY(loss > 0.0 && loss < std::log(words));       // better than knowing nothing
}

void CliDemoTest::showsTheNextTokens() {
    const Json& distribution = only("prompt_tokens");
    QCOMPARE(distribution.at("prompt_tokens").size(), std::size_t{3}); // this movie is
    const Json expected = runCli({"next", "--model", model_, "--prompt", "this movie is", "--top",
                                  QString::number(distribution.at("tokens").size()), "--json"})
                              .json();
    QCOMPARE(distribution, expected);
}

void CliDemoTest::writesAtTheBooksTemperatures() {
    std::vector<Json> texts;
    for (const Json& object : output_)
        if (object.contains("samplers"))
            texts.push_back(object);
    const std::vector<Json> expected =
        runCli({"generate", "--model", model_, "--prompt", "this movie is", "--temperature", "0.2",
                "0.5", "0.7", "1", "1.5", "--seed", "3", "--json"})
            .jsonLines();
    QCOMPARE(texts.size(), std::size_t{5});
    for (std::size_t i = 0; i < texts.size(); ++i) {
        QCOMPARE(texts[i].at("text"), expected[i].at("text"));
        QCOMPARE(texts[i].at("temperature"), expected[i].at("temperature"));
        QCOMPARE(texts[i].at("tokens"), expected[i].at("tokens"));
    }
}

void CliDemoTest::keepsTheModel() {
    QCOMPARE(runCli({"inspect", model_, "--json"}).json().at("step").get<int>(), 40);
}

void CliDemoTest::printsAReport() {
    const CliResult result = runCli({"demo", "--steps", "2", "--threads", "1"});
    QCOMPARE(result.exitCode, 0);
    for (const char* part :
         {"synthetic film reviews", "unigram entropy", "next token after \"this movie is\"",
          "temperature 0.2", "temperature 0.5", "temperature 0.7", "temperature 1,",
          "temperature 1.5"})
        QVERIFY2(result.standardOutput.contains(part), part);
}

QTEST_GUILESS_MAIN(CliDemoTest)
#include "cli_demo_test.moc"
