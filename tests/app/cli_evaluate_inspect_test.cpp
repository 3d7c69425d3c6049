// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"

#include <QtTest>
#include <cmath>

using namespace tempera::test;
using Json = nlohmann::json;

namespace {

/// Of the tiny corpus: 15 words, padding and [UNK].
constexpr int vocabularySize = 17;
constexpr int contextLength = 12;

/// GPT-2's parts with tied embeddings: 1 block, width 16, 2 heads of 8, 32 hidden.
int gptParameters() {
    const int embeddings = (vocabularySize + contextLength) * 16;
    const int attention = 4 * (16 * 16 + 16);
    const int feedForward = 16 * 32 + 32 + 32 * 16 + 16;
    const int norms = 3 * (16 + 16); // two in the block and the last one
    return embeddings + attention + feedForward + norms;
}

/// The book's parts: two attentions, three norms and an output layer of its own.
int bookParameters() {
    const int embeddings = (vocabularySize + contextLength) * 16;
    const int attentions = 2 * 4 * (16 * 16 + 16);
    const int feedForward = 16 * 32 + 32 + 32 * 16 + 16;
    const int norms = 3 * (16 + 16);
    const int output = 16 * vocabularySize + vocabularySize;
    return embeddings + attentions + feedForward + norms + output;
}

bool isClose(double left, double right, double tolerance) {
    return std::abs(left - right) <= tolerance * std::max(1.0, std::abs(right));
}

} // namespace

class CliEvaluateInspectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void perplexityIsThatOfTheLoss();
    void everyWordButTheFirstIsPredicted_data();
    void everyWordButTheFirstIsPredicted();
    void lossFollowsFromNext_data();
    void lossFollowsFromNext();
    void textTellsTheSameLoss();
    void inspectTellsWhatACheckpointHolds();
    void inspectTellsWhatWeightsHold();
    void parametersByHand_data();
    void parametersByHand();
    void historyIsThatOfTheRun();
    void textTellsTheSameModel();

private:
    Json evaluate(const std::string& text, const QStringList& more = {}) const;
    Json inspect(const QString& file) const { return runCli({"inspect", file, "--json"}).json(); }
    double surprise(const QString& prompt, const QString& word) const;

    TemporaryFolder folder_;
    QString model_;
};

void CliEvaluateInspectTest::initTestCase() {
    model_ = argument(trainTinyModel(folder_));
}

Json CliEvaluateInspectTest::evaluate(const std::string& text, const QStringList& more) const {
    const auto corpus = folder_.write("evaluated.txt", text);
    return runCli(QStringList{"evaluate", "--model", model_, "--corpus", argument(corpus),
                              "--threads", "1", "--json"} +
                  more)
        .json();
}

/// -ln p(word | prompt), by `next`.
double CliEvaluateInspectTest::surprise(const QString& prompt, const QString& word) const {
    const Json distribution =
        runCli({"next", "--model", model_, "--prompt", prompt, "--top", "all", "--json"}).json();
    for (const Json& token : distribution.at("tokens"))
        if (token.at("token") == word.toStdString())
            return -std::log(token.at("probability").get<double>());
    return NAN;
}

void CliEvaluateInspectTest::perplexityIsThatOfTheLoss() {
    const Json result = evaluate(tinyCorpus().toStdString());
    QVERIFY(isClose(result.at("perplexity").get<double>(),
                    std::exp(result.at("loss").get<double>()), 1e-12));
    QCOMPARE(result.at("tokens").get<int>(), 30 * 8 - 30); // words less documents
    // Better than a guess among all tokens, though trained for a moment only.
    QVERIFY(result.at("loss").get<double>() < std::log(vocabularySize));
}

void CliEvaluateInspectTest::everyWordButTheFirstIsPredicted_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("tokens");
    const QByteArray forty = QByteArray("film ").repeated(40);
    const QStringList first = {"--long-documents", "first"};
    QTest::newRow("two documents")
        << QByteArray("this film\nthe film is bad\n") << QStringList{} << 4;
    QTest::newRow("a lone word is none") << QByteArray("film\nthis film\n") << QStringList{} << 1;
    QTest::newRow("longer than the context") << forty << QStringList{} << 39;
    QTest::newRow("longer, in its first window") << forty << first << contextLength - 1;
    QTest::newRow("just as long") << QByteArray("film ").repeated(contextLength) << QStringList{}
                                  << contextLength - 1;
    QTest::newRow("one more") << QByteArray("film ").repeated(contextLength + 1) << QStringList{}
                              << contextLength;
    QTest::newRow("unknown words count") << QByteArray("this zebra is\n") << QStringList{} << 2;
}

void CliEvaluateInspectTest::everyWordButTheFirstIsPredicted() {
    QFETCH(const QByteArray, text);
    QFETCH(const QStringList, options);
    QTEST(evaluate(text.toStdString(), options).at("tokens").get<int>(), "tokens");
}

void CliEvaluateInspectTest::lossFollowsFromNext_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("as learned") << "this film is good and the story";
    QTest::newRow("surprising") << "good good this cast";
    QTest::newRow("with an unknown word") << "this zebra is sad";
}

/// `next` computes in C++ of our own and `evaluate` in LibTorch: they share the weights only.
void CliEvaluateInspectTest::lossFollowsFromNext() {
    QFETCH(const QString, text);
    QStringList words = text.split(' ');
    words.replaceInStrings("zebra", "[UNK]");
    double sum = 0.0;
    for (int position = 1; position < words.size(); ++position)
        sum += surprise(text.split(' ').first(position).join(' '), words[position]);
    const double expected = sum / static_cast<double>(words.size() - 1);
    const double loss = evaluate(text.toStdString() + "\n").at("loss").get<double>();
    QVERIFY2(isClose(loss, expected, 1e-5), qPrintable(QString::number(loss - expected)));
}

void CliEvaluateInspectTest::textTellsTheSameLoss() {
    const Json result = evaluate("this film is good\n");
    const CliResult text = runCli({"evaluate", "--model", model_, "--corpus",
                                   argument(folder_ / "evaluated.txt"), "--threads", "1"});
    QCOMPARE(text.exitCode, 0);
    QVERIFY(text.standardOutput.contains(
        QByteArray::number(result.at("loss").get<double>(), 'f', 4) + " "));
    QVERIFY(text.standardOutput.contains(
        QByteArray::number(result.at("perplexity").get<double>(), 'f', 2) + "\n"));
}

void CliEvaluateInspectTest::inspectTellsWhatACheckpointHolds() {
    const Json file = inspect(model_);
    QCOMPARE(file.at("preset").get<std::string>(), std::string("gpt"));
    QCOMPARE(file.at("vocabulary_size").get<int>(), vocabularySize);
    QCOMPARE(file.at("parameters").get<int>(), gptParameters());
    QCOMPARE(file.at("step").get<int>(), 30);
    QCOMPARE(file.at("epoch").get<int>(), 4); // 30 sequences, 8 steps an epoch
    const Json& config = file.at("config");
    QCOMPARE(config.at("embedding_width").get<int>(), 16);
    QCOMPARE(config.at("context_length").get<int>(), contextLength);
    QVERIFY(file.at("history").is_object());
}

void CliEvaluateInspectTest::inspectTellsWhatWeightsHold() {
    const Json checkpoint = inspect(model_);
    const Json weights = inspect(argument(trainTinyModel(folder_, "tiny.safetensors")));
    for (const char* field : {"preset", "config", "parameters", "vocabulary_size"})
        QCOMPARE(weights.at(field), checkpoint.at(field));
    for (const char* field : {"step", "epoch", "history"})
        QVERIFY2(weights.at(field).is_null(), field);
}

void CliEvaluateInspectTest::parametersByHand_data() {
    QTest::addColumn<QString>("preset");
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<int>("parameters");
    QTest::newRow("book") << "book" << QStringList{} << bookParameters();
    // A block has all but the embeddings and the last norm.
    const int block = gptParameters() - (vocabularySize + contextLength) * 16 - 32;
    QTest::newRow("gpt, 3 layers")
        << "gpt" << QStringList{"--layers", "3"} << gptParameters() + 2 * block;
    QTest::newRow("gpt, untied") << "gpt"
                                 << QStringList{"--layers", "1", "--tied-embeddings", "false"}
                                 << gptParameters() + 16 * vocabularySize +
                                        vocabularySize; // with biases, as all layers
}

void CliEvaluateInspectTest::parametersByHand() {
    QFETCH(const QString, preset);
    QFETCH(const QStringList, more);
    const QString file = argument(folder_ / "counted.tempera");
    const CliResult trained = runCli(QStringList{"train",
                                                 "--preset",
                                                 preset,
                                                 "--embedding-width",
                                                 "16",
                                                 "--heads",
                                                 "2",
                                                 "--head-width",
                                                 "8",
                                                 "--hidden-width",
                                                 "32",
                                                 "--sequence-length",
                                                 "12",
                                                 "--batch-size",
                                                 "4",
                                                 "--steps",
                                                 "1",
                                                 "--threads",
                                                 "1",
                                                 "--validation-fraction",
                                                 "0",
                                                 "--out",
                                                 file,
                                                 "--corpus",
                                                 argument(folder_ / "tiny.txt")} +
                                     more);
    QVERIFY2(trained.exitCode == 0, trained.standardError.constData());
    QTEST(inspect(file).at("parameters").get<int>(), "parameters");
    QCOMPARE(inspect(file).at("preset").get<std::string>(), preset.toStdString());
}

void CliEvaluateInspectTest::historyIsThatOfTheRun() {
    const QString file = argument(folder_ / "run.tempera");
    const CliResult run =
        runCli(tinyTraining() + QStringList{"--corpus", argument(folder_ / "tiny.txt"), "--out",
                                            file, "--steps", "9", "--json"});
    Json steps = Json::array();
    Json validations = Json::array();
    for (Json event : run.jsonLines()) {
        const std::string kind = event.at("event").get<std::string>();
        if (kind == "step")
            steps.push_back({{"step", event.at("step")},
                             {"epoch", event.at("epoch")},
                             {"loss", event.at("loss")},
                             {"learning_rate", event.at("learning_rate")}});
        if (kind == "validation")
            validations.push_back({{"step", event.at("step")},
                                   {"loss", event.at("loss")},
                                   {"perplexity", event.at("perplexity")}});
    }
    QCOMPARE(steps.size(), std::size_t{9});
    const Json history = inspect(file).at("history");
    QCOMPARE(history.at("steps"), steps);
    QCOMPARE(history.at("validations"), validations);
}

void CliEvaluateInspectTest::textTellsTheSameModel() {
    const CliResult result = runCli({"inspect", model_});
    QCOMPARE(result.exitCode, 0);
    for (const char* expression :
         {"parameters +2,720\n", "vocabulary +17 tokens", "step 30, epoch 4",
          "\ntoken_embedding\\.weight +\\[17, 16\\] +272\n", "\nfinal_norm\\.bias +\\[16\\] +16\n"})
        QVERIFY2(QString(result.standardOutput).contains(QRegularExpression(expression)),
                 expression);
}

QTEST_GUILESS_MAIN(CliEvaluateInspectTest)
#include "cli_evaluate_inspect_test.moc"
