// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/reproduction.h"
#include "core/model/loaded_model.h"
#include "support/cli.h"
#include "support/csv_reader.h"
#include "support/safetensors_bytes.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <set>

using namespace tempera;
using namespace tempera::test;
using Json = nlohmann::json;

namespace {

std::vector<std::string> words(const Json& text) {
    std::vector<std::string> result;
    for (const Json& token : text.at("tokens"))
        result.push_back(token.at("token").get<std::string>());
    return result;
}

std::vector<std::size_t> ranks(const Json& text) {
    std::vector<std::size_t> result;
    for (const Json& token : text.at("tokens"))
        result.push_back(token.at("rank").get<std::size_t>());
    return result;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += " " + word;
    return text;
}

/// The entry of `next`'s tokens with the given id.
Json find(const Json& distribution, const Json& id) {
    for (const Json& token : distribution.at("tokens"))
        if (token.at("id") == id)
            return token;
    return {};
}

bool isClose(double left, double right, double tolerance) {
    return std::abs(left - right) <= tolerance * std::max(1.0, std::abs(right));
}

} // namespace

class CliGenerateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void hasTheFieldsOfTheSpecification();
    void everyTokenFollowsFromTheDistributionBeforeIt_data();
    void everyTokenFollowsFromTheDistributionBeforeIt();
    void sameSeedGivesTheSameText();
    void anotherSeedGivesAnotherText();
    void greedyIgnoresTheSeed();
    void countGoesOnToTheNextSeeds();
    void roundedWeightsChangeTheEntropyALittle();
    void hotterOnlyMovesDownTheRanking();
    void samplersKeepTheirPromise_data();
    void samplersKeepTheirPromise();
    void csvReadsBack();
    void jsonIsTheJsonlFormat();
    void textTellsTheSame();
    void outWritesTheSameBytes_data();
    void outWritesTheSameBytes();
    void anExportIsEnoughToWriteItAgain_data();
    void anExportIsEnoughToWriteItAgain();

private:
    QStringList command(const QStringList& options, const QString& prompt = "this film") const;
    std::vector<Json> generate(const QStringList& options) const;
    Json next(const std::string& prompt, const QString& temperature) const;

    TemporaryFolder folder_;
    QString model_;
};

void CliGenerateTest::initTestCase() {
    model_ = argument(trainTinyModel(folder_));
}

QStringList CliGenerateTest::command(const QStringList& options, const QString& prompt) const {
    return QStringList{"generate", "--model", model_, "--prompt", prompt} + options;
}

std::vector<Json> CliGenerateTest::generate(const QStringList& options) const {
    return runCli(command(options) + QStringList{"--json"}).jsonLines();
}

Json CliGenerateTest::next(const std::string& prompt, const QString& temperature) const {
    return runCli({"next", "--model", model_, "--prompt", QString::fromStdString(prompt),
                   "--temperature", temperature, "--top", "all", "--json"})
        .json();
}

void CliGenerateTest::hasTheFieldsOfTheSpecification() {
    const std::vector<Json> texts =
        generate({"--temperature", "0", "0.5", "1.5", "inf", "--length", "30", "--seed", "3"});
    QCOMPARE(texts.size(), std::size_t{4});
    for (const Json& text : texts) {
        QCOMPARE(text.at("prompt").get<std::string>(), std::string("this film"));
        QCOMPARE(text.at("seed").get<int>(), 3);
        QCOMPARE(text.at("text").get<std::string>(), "this film" + joined(words(text)));
        QCOMPARE(text.at("tokens").size(), std::size_t{30});
        for (const Json& token : text.at("tokens")) {
            QVERIFY(token.at("id").is_number_unsigned());
            const double probability = token.at("probability").get<double>();
            QVERIFY(probability > 0.0 && probability <= 1.0);
            QVERIFY(isClose(token.at("logprob").get<double>(), std::log(probability), 1e-12));
            QVERIFY(token.at("rank").get<int>() >= 1);
            QVERIFY(token.at("entropy_bits").get<double>() >= 0.0);
        }
    }
    QCOMPARE(texts[0].at("temperature").get<double>(), 0.0);
    QCOMPARE(texts[1].at("temperature").get<double>(), 0.5);
    QCOMPARE(texts[2].at("temperature").get<double>(), 1.5);
    QCOMPARE(texts[3].at("temperature").get<std::string>(), std::string("inf"));
}

void CliGenerateTest::everyTokenFollowsFromTheDistributionBeforeIt_data() {
    QTest::addColumn<QString>("temperature");
    QTest::newRow("0.7") << "0.7";
    QTest::newRow("2") << "2";
}

/// Each `next` is a program that never saw the text being written: its cache is none.
void CliGenerateTest::everyTokenFollowsFromTheDistributionBeforeIt() {
    QFETCH(const QString, temperature);
    const Json text =
        generate({"--temperature", temperature, "--length", "14", "--seed", "5"}).front();
    std::string prompt = "this film";
    // Within the context of 12, and past it, where the window slides.
    for (const std::size_t step : {0, 1, 4, 9, 13}) {
        prompt = "this film";
        for (std::size_t before = 0; before < step; ++before)
            prompt += " " + words(text)[before];
        const Json distribution = next(prompt, temperature);
        const Json& token = text.at("tokens").at(step);
        const Json expected = find(distribution, token.at("id"));
        QCOMPARE(token.at("token"), expected.at("token"));
        QVERIFY(isClose(token.at("probability").get<double>(),
                        expected.at("probability").get<double>(), 1e-5));
        QVERIFY(isClose(token.at("entropy_bits").get<double>(),
                        distribution.at("entropy_bits").get<double>(), 1e-5));
        const auto rank = token.at("rank").get<std::size_t>();
        QCOMPARE(distribution.at("tokens").at(rank - 1).at("id"), token.at("id"));
    }
}

void CliGenerateTest::sameSeedGivesTheSameText() {
    const QStringList options = {"--length", "40", "--seed", "12345678901234567890"};
    QCOMPARE(generate(options), generate(options));
}

void CliGenerateTest::anotherSeedGivesAnotherText() {
    std::set<std::string> texts;
    for (const Json& text : generate({"--length", "40", "--count", "20"}))
        texts.insert(text.at("text").get<std::string>());
    QCOMPARE(texts.size(), std::size_t{20}); // of more than 2^40 equally likely ones
}

void CliGenerateTest::greedyIgnoresTheSeed() {
    const std::vector<Json> texts = generate({"--temperature", "0", "--count", "5"});
    for (const Json& text : texts) {
        QCOMPARE(text.at("tokens"), texts[0].at("tokens"));
        QCOMPARE(ranks(text), std::vector<std::size_t>(50, 1)); // 50 is the default length
    }
}

void CliGenerateTest::countGoesOnToTheNextSeeds() {
    const std::vector<Json> together =
        generate({"--count", "3", "--seed", "7", "--length", "9", "--temperature", "0.5", "1.5"});
    QCOMPARE(together.size(), std::size_t{6});
    std::set<std::pair<int, double>> pairs;
    for (const Json& text : together) {
        const int seed = text.at("seed").get<int>();
        const double temperature = text.at("temperature").get<double>();
        pairs.insert({seed, temperature});
        const std::vector<Json> alone = generate({"--seed", QString::number(seed), "--length", "9",
                                                  "--temperature", QString::number(temperature)});
        QCOMPARE(alone, std::vector<Json>{text});
    }
    QCOMPARE(pairs, (std::set<std::pair<int, double>>{
                        {7, 0.5}, {7, 1.5}, {8, 0.5}, {8, 1.5}, {9, 0.5}, {9, 1.5}}));
}

void CliGenerateTest::roundedWeightsChangeTheEntropyALittle() {
    std::string weights; // what the text tells of them
    const auto entropy = [&weights](const std::vector<Json>& texts) {
        weights = texts.at(0).at("weights").get<std::string>();
        return texts.at(0).at("tokens").at(0).at("entropy_bits").get<double>();
    };
    const QStringList drawn = {"--temperature", "1", "--length", "1"};
    const double exact = entropy(generate(drawn));
    QCOMPARE(entropy(generate(drawn + QStringList{"--weights", "f32"})), exact);
    QCOMPARE(weights, "f32");
    const double rounded = entropy(generate(drawn + QStringList{"--weights", "bf16"}));
    QCOMPARE(weights, "bf16");
    QVERIFY(rounded != exact);
    QVERIFY(isClose(rounded, exact, 0.05));
}

/// The first token's distributions are of the same logits, so the same luck can only fall on a
/// lower rank as the temperature rises.
void CliGenerateTest::hotterOnlyMovesDownTheRanking() {
    const std::vector<Json> texts = generate({"--length", "1", "--count", "40", "--temperature",
                                              "0", "0.2", "0.5", "0.7", "1", "1.5", "5", "inf"});
    std::map<int, std::size_t> rankBefore;
    std::size_t rises = 0;
    for (const Json& text : texts) {
        std::size_t& before = rankBefore[text.at("seed").get<int>()];
        const std::size_t rank = ranks(text).front();
        QVERIFY(rank >= before);
        rises += rank > before ? 1 : 0;
        before = rank;
    }
    QCOMPARE(rankBefore.size(), std::size_t{40});
    QVERIFY(rises > 80); // 40 from nothing to 1; else the test would hold for greedy alone
}

void CliGenerateTest::samplersKeepTheirPromise_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<std::size_t>("lowestRank");
    QTest::newRow("top-k 1") << QStringList{"--top-k", "1"} << std::size_t{1};
    QTest::newRow("top-k 3") << QStringList{"--top-k", "3"} << std::size_t{3};
    QTest::newRow("top-p of next to nothing") << QStringList{"--top-p", "1e-9"} << std::size_t{1};
    QTest::newRow("min-p 1") << QStringList{"--min-p", "1"} << std::size_t{1};
    QTest::newRow("smallest wins") << QStringList{"--top-k", "9", "--min-p", "1"} << std::size_t{1};
}

void CliGenerateTest::samplersKeepTheirPromise() {
    QFETCH(const QStringList, options);
    QFETCH(const std::size_t, lowestRank);
    const std::vector<Json> texts =
        generate(QStringList{"--temperature", "5", "--length", "30", "--count", "3"} + options);
    std::set<std::size_t> seen;
    for (const Json& text : texts)
        for (const std::size_t rank : ranks(text))
            seen.insert(rank);
    QCOMPARE(*seen.rbegin(), lowestRank);
    QCOMPARE(seen.size(), lowestRank); // hot enough to see all
}

void CliGenerateTest::csvReadsBack() {
    const QString prompt = "this, \"film\"\r\nis";
    const QStringList options = {"--length", "6", "--count", "2", "--temperature", "0.5", "1"};
    const CliResult csv = runCli(command(options + QStringList{"--format", "csv"}, prompt));
    QCOMPARE(csv.exitCode, 0);
    const auto rows = CsvReader::read(csv.standardOutput.toStdString());
    const auto objects = runCli(command(options + QStringList{"--json"}, prompt)).jsonLines();
    QCOMPARE(rows.size(), objects.size() + 1); // the header
    const auto column = [&](const char* name) {
        return static_cast<std::size_t>(std::ranges::find(rows[0], name) - rows[0].begin());
    };
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const CsvReader::Row& row = rows[i + 1];
        QCOMPARE(row.size(), rows[0].size());
        QCOMPARE(row.at(column("prompt")), prompt.toStdString());
        QCOMPARE(row.at(column("text")), objects[i].at("text").get<std::string>());
        QCOMPARE(row.at(column("seed")), objects[i].at("seed").dump());
        QCOMPARE(std::stod(row.at(column("temperature"))),
                 objects[i].at("temperature").get<double>());
    }
}

void CliGenerateTest::jsonIsTheJsonlFormat() {
    const QStringList options = {"--length", "6", "--count", "3"};
    QCOMPARE(runCli(command(options + QStringList{"--json"})).standardOutput,
             runCli(command(options + QStringList{"--format", "jsonl"})).standardOutput);
}

void CliGenerateTest::textTellsTheSame() {
    const QStringList options = {"--length", "6", "--seed", "4", "--temperature", "0.5", "1"};
    const CliResult result = runCli(command(options));
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.standardError, QByteArray());
    for (const Json& text : generate(options))
        QVERIFY(result.standardOutput.contains(
            "\n" + QByteArray::fromStdString(text.at("text").get<std::string>()) + "\n"));
    QVERIFY(result.standardOutput.contains("temperature 0.5"));
    QVERIFY(result.standardOutput.contains("seed 4"));
}

void CliGenerateTest::outWritesTheSameBytes_data() {
    QTest::addColumn<QString>("format");
    for (const char* format : {"text", "markdown", "csv", "jsonl", "html"})
        QTest::newRow(format) << format;
}

void CliGenerateTest::outWritesTheSameBytes() {
    QFETCH(const QString, format);
    const auto output = folder_.write("texts", "an older file");
    const QStringList options = {"--format", format, "--count", "2", "--length", "5"};
    const CliResult printed = runCli(command(options));
    const CliResult saved = runCli(command(options + QStringList{"--out", argument(output)}));
    QCOMPARE(saved.exitCode, 0);
    QCOMPARE(saved.standardOutput, QByteArray());
    QCOMPARE(readBytes(output), printed.standardOutput.toStdString());
    QVERIFY(!printed.standardOutput.isEmpty());
}

void CliGenerateTest::anExportIsEnoughToWriteItAgain_data() {
    outWritesTheSameBytes_data();
}

/// The recipes are followed by another program, after the file was read back.
void CliGenerateTest::anExportIsEnoughToWriteItAgain() {
    QFETCH(const QString, format);
    const auto output = folder_.path() / "export";
    const QStringList options = {"--format", format, "--count", "2",  "--length",      "7",
                                 "--seed",   "11",   "--top-k", "50", "--temperature", "1.5"};
    QCOMPARE(runCli(command(options + QStringList{"--out", argument(output)})).exitCode, 0);
    const LanguageModelFile model = loadModel(model_.toStdString());
    const auto recipes = readExport(output);
    QCOMPARE(recipes.size(), std::size_t{2});
    for (const GeneratedText& recipe : recipes) {
        QCOMPARE(recipe.modelHash, modelHash(model));
        const Json again = generate({"--seed", QString::number(recipe.seed), "--length",
                                     QString::number(textLength(recipe)), "--temperature",
                                     QString::number(temperatureOf(recipe.chain)), "--top-k", "50"})
                               .front();
        QCOMPARE(again.at("text").get<std::string>(), recipe.text);
        QCOMPARE(again.at("model_hash").get<std::string>(), recipe.modelHash);
    }
}

QTEST_GUILESS_MAIN(CliGenerateTest)
#include "cli_generate_test.moc"
