// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"
#include "support/naive_sampling.h"

#include <QtTest>
#include <cmath>

using namespace tempera;
using namespace tempera::test;
using Json = nlohmann::json;

namespace {

/// Of the tiny corpus: 15 words, padding and [UNK].
constexpr std::size_t vocabularySize = 17;

double infinityOr(const Json& number) {
    return number == "inf" ? INFINITY : number.get<double>();
}

std::vector<float> logitsById(const Json& distribution) {
    std::vector<float> logits(vocabularySize, NAN);
    for (const Json& token : distribution.at("tokens"))
        logits.at(token.at("id").get<std::size_t>()) = token.at("logit").get<float>();
    return logits;
}

double sumOf(const Json& tokens, const char* field) {
    double sum = 0.0;
    for (const Json& token : tokens)
        sum += token.at(field).get<double>();
    return sum;
}

double entropyBits(const Json& tokens) {
    double entropy = 0.0;
    for (const Json& token : tokens) {
        const double probability = token.at("probability").get<double>();
        entropy -= probability > 0.0 ? probability * std::log2(probability) : 0.0;
    }
    return entropy;
}

bool isClose(double left, double right) {
    return std::abs(left - right) <= 1e-12 * std::max(1.0, std::abs(right));
}

} // namespace

class CliNextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void hasTheFieldsOfTheSpecification();
    void encodesThePromptAsByHand_data();
    void encodesThePromptAsByHand();
    void distributionFollowsFromTheLogits_data();
    void distributionFollowsFromTheLogits();
    void listsTheMostProbableFirst_data();
    void listsTheMostProbableFirst();
    void bothFileTypesGiveTheSame();
    void tellsTheSameAsText();

private:
    Json next(const QStringList& options, const QString& prompt = "this film") const;

    TemporaryFolder folder_;
    QString model_;
};

void CliNextTest::initTestCase() {
    model_ = argument(trainTinyModel(folder_));
}

Json CliNextTest::next(const QStringList& options, const QString& prompt) const {
    return runCli(QStringList{"next", "--model", model_, "--prompt", prompt, "--json"} + options)
        .json();
}

void CliNextTest::hasTheFieldsOfTheSpecification() {
    const Json distribution = next({"--top", "all"});
    QVERIFY(distribution.at("prompt_tokens").is_array());
    QVERIFY(distribution.at("prompt_tokens").at(0).is_number_integer());
    QCOMPARE(distribution.at("temperature").get<double>(), 1.0);
    QVERIFY(distribution.at("entropy_bits").is_number_float());
    QVERIFY(distribution.at("effective_choices").is_number_float());
    QCOMPARE(distribution.at("vocabulary_size").get<std::size_t>(), vocabularySize);
    const Json& tokens = distribution.at("tokens");
    QCOMPARE(tokens.size(), vocabularySize);
    for (const Json& token : tokens) {
        QVERIFY(token.at("id").is_number_unsigned());
        QVERIFY(token.at("token").is_string());
        QVERIFY(token.at("logit").is_number_float());
        QVERIFY(token.at("probability").is_number_float());
        QVERIFY(token.at("probability_at_1").is_number_float());
        QVERIFY(token.at("removed_by").is_null());
    }
}

void CliNextTest::encodesThePromptAsByHand_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<std::vector<int>>("ids");
    // By falling frequency, then by falling bytes: this the is and, sad odd long good bad, story
    // plot music film end cast; the first of them is 2.
    QTest::newRow("frequent words") << "this the is and" << std::vector{2, 3, 4, 5};
    QTest::newRow("rarer words") << "sad odd long good bad" << std::vector{6, 7, 8, 9, 10};
    QTest::newRow("rarest words") << "story plot music film end cast"
                                  << std::vector{11, 12, 13, 14, 15, 16};
    QTest::newRow("case and marks") << "  This, FILM!<br />is(good)?" << std::vector{2, 14, 1};
    QTest::newRow("unknown word") << "this zebra is" << std::vector{2, 1, 4};
    QTest::newRow("longer than the context") << QString("this film ").repeated(20) << [] {
        std::vector<int> ids;
        for (int i = 0; i < 20; ++i)
            ids.insert(ids.end(), {2, 14});
        return ids;
    }();
}

void CliNextTest::encodesThePromptAsByHand() {
    QFETCH(const QString, prompt);
    QFETCH(const std::vector<int>, ids);
    QCOMPARE(next({}, prompt).at("prompt_tokens").get<std::vector<int>>(), ids);
}

void CliNextTest::distributionFollowsFromTheLogits_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<std::vector<double>>("values"); // temperature, top-k, top-p, min-p; 0: not set
    QTest::newRow("as it is") << QStringList{} << std::vector{1.0, 0.0, 0.0, 0.0};
    for (const char* temperature : {"0", "0.05", "0.2", "0.7", "1.5", "5", "inf"})
        QTest::newRow(temperature)
            << QStringList{"--temperature", temperature}
            << std::vector{QByteArray(temperature).toDouble(), 0.0, 0.0, 0.0};
    QTest::newRow("top-k") << QStringList{"--top-k", "3"} << std::vector{1.0, 3.0, 0.0, 0.0};
    QTest::newRow("top-p") << QStringList{"--top-p", "0.8"} << std::vector{1.0, 0.0, 0.8, 0.0};
    QTest::newRow("min-p") << QStringList{"--min-p", "0.2"} << std::vector{1.0, 0.0, 0.0, 0.2};
    QTest::newRow("all, hot") << QStringList{"--top-k", "12",  "--top-p",       "0.9",
                                             "--min-p", "0.1", "--temperature", "2"}
                              << std::vector{2.0, 12.0, 0.9, 0.1};
}

void CliNextTest::distributionFollowsFromTheLogits() {
    QFETCH(const QStringList, options);
    QFETCH(const std::vector<double>, values);
    const Json distribution = next(QStringList{"--top", "all"} + options);
    SamplerChain chain = {{SamplerKind::temperature, values[0]}};
    const std::array kinds = {SamplerKind::topK, SamplerKind::topP, SamplerKind::minP};
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (values[i + 1] > 0.0)
            chain.push_back({kinds[i], values[i + 1]});
    const std::vector<float> logits = logitsById(distribution);
    const NaiveDistribution expected = naiveDistribution(logits, chain);
    const NaiveDistribution expectedAt1 = naiveDistribution(logits, {});
    const Json& tokens = distribution.at("tokens");
    for (std::size_t rank = 0; rank < vocabularySize; ++rank) {
        const Json& token = tokens.at(rank);
        QCOMPARE(token.at("id").get<TokenId>(), expected.ranking[rank]);
        QVERIFY(isClose(token.at("probability").get<double>(),
                        static_cast<double>(expected.probabilities[rank])));
        QVERIFY(isClose(token.at("probability_at_1").get<double>(),
                        static_cast<double>(expectedAt1.probabilities[rank])));
        const auto& remover = expected.removedBy[rank];
        QCOMPARE(token.at("removed_by"), remover ? Json(samplerName(*remover)) : Json());
    }
    QVERIFY(isClose(sumOf(tokens, "probability"), 1.0));
    QVERIFY(isClose(sumOf(tokens, "probability_at_1"), 1.0));
    QCOMPARE(infinityOr(distribution.at("temperature")), values[0]);
    QVERIFY(isClose(distribution.at("entropy_bits").get<double>(), entropyBits(tokens)));
    QVERIFY(isClose(distribution.at("effective_choices").get<double>(),
                    std::exp2(entropyBits(tokens))));
}

void CliNextTest::listsTheMostProbableFirst_data() {
    QTest::addColumn<QString>("top");
    QTest::addColumn<std::size_t>("count");
    QTest::newRow("1") << "1" << std::size_t{1};
    QTest::newRow("3") << "3" << std::size_t{3};
    QTest::newRow("17") << "17" << vocabularySize;
    QTest::newRow("more than there are") << "1000" << vocabularySize;
}

void CliNextTest::listsTheMostProbableFirst() {
    QFETCH(const QString, top);
    QFETCH(const std::size_t, count);
    const Json all = next({"--top", "all"});
    const Json some = next({"--top", top});
    QCOMPARE(some.at("tokens").size(), count);
    for (std::size_t rank = 0; rank < count; ++rank)
        QCOMPARE(some.at("tokens").at(rank), all.at("tokens").at(rank));
    QCOMPARE(some.at("entropy_bits"), all.at("entropy_bits")); // of the whole vocabulary
    for (std::size_t rank = 1; rank < vocabularySize; ++rank)
        QVERIFY(all.at("tokens").at(rank - 1).at("probability") >=
                all.at("tokens").at(rank).at("probability"));
}

void CliNextTest::bothFileTypesGiveTheSame() {
    const Json fromCheckpoint = next({"--top", "all"});
    model_ = argument(trainTinyModel(folder_, "tiny.safetensors"));
    QCOMPARE(next({"--top", "all"}), fromCheckpoint);
}

void CliNextTest::tellsTheSameAsText() {
    const Json distribution = next({"--top", "all", "--top-k", "4"});
    const CliResult result =
        runCli({"next", "--model", model_, "--prompt", "this film", "--top", "6", "--top-k", "4"});
    QCOMPARE(result.exitCode, 0);
    const QString text = result.standardOutput;
    for (int rank = 1; rank <= 6; ++rank) {
        const Json& token = distribution.at("tokens").at(static_cast<std::size_t>(rank - 1));
        const auto row = QString("\n +%1 +%2 +%3 % ")
                             .arg(rank)
                             .arg(QRegularExpression::escape(
                                 QString::fromStdString(token.at("token").get<std::string>())))
                             .arg(token.at("probability").get<double>() * 100.0, 0, 'f', 4);
        QVERIFY2(text.contains(QRegularExpression(row)), qPrintable(row));
    }
    QCOMPARE(text.count("removed by top-k"), 2);
    QVERIFY(text.contains("top-k 4 removed 13"));
    QVERIFY(text.contains(QString("entropy            %1 bits")
                              .arg(distribution.at("entropy_bits").get<double>(), 0, 'f', 3)));
}

QTEST_GUILESS_MAIN(CliNextTest)
#include "cli_next_test.moc"
