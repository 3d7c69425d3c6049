// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"
#include "support/safetensors_bytes.h"

#include <QtTest>
#include <algorithm>
#include <cmath>

using namespace tempera;
using namespace tempera::test;
using Json = nlohmann::json;
using Events = std::vector<Json>;

namespace {

Events ofKind(const Events& events, const std::string& kind) {
    Events found;
    std::ranges::copy_if(events, std::back_inserter(found),
                         [&](const Json& event) { return event.at("event") == kind; });
    return found;
}

/// A step without what a clock decides, as text: equal texts are equal bits, since the shortest
/// digits that give a double back are printed.
std::string reproducible(Json step) {
    step.erase("tokens_per_second");
    return step.dump();
}

std::vector<std::string> reproducible(const Events& events) {
    std::vector<std::string> lines;
    for (const Json& event : events)
        if (event.at("event") == "step" || event.at("event") == "validation")
            lines.push_back(reproducible(event));
    return lines;
}

} // namespace

class CliTrainTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tellsEveryEvent();
    void samplesAtTheBooksTemperatures();
    void learns_data();
    void learns();
    void endsAtItsLimit_data();
    void endsAtItsLimit();
    void keepsTheSettingsGiven();
    void sameSeedGivesTheSameRun();
    void anotherSeedGivesAnotherRun();
    void resumedEqualsUninterrupted_data();
    void resumedEqualsUninterrupted();
    void stepsCountFromTheBeginning();
    void interruptedRunGoesOn();
    void keepsPreviousAndBest();
    void resumeRefusesWhatTheCheckpointDecides_data();
    void resumeRefusesWhatTheCheckpointDecides();
    void resumeRefusesAnotherCorpus();
    void resumeRefusesBareWeights();
    void printsPlainLinesWhereNoTerminalIs();

private:
    QStringList training(const QString& output, const QStringList& more) const;
    CliResult train(const QString& output, const QStringList& more) const;
    Events events(const QString& output, const QStringList& more) const;
    CliResult resume(const QString& checkpoint, const QString& output,
                     const QStringList& more) const;
    QString path(const char* name) const { return argument(folder_ / name); }

    TemporaryFolder folder_;
    QString corpus_;
};

void CliTrainTest::initTestCase() {
    corpus_ = argument(folder_.write("tiny.txt", tinyCorpus().toStdString()));
}

QStringList CliTrainTest::training(const QString& output, const QStringList& more) const {
    return tinyTraining() + QStringList{"--corpus", corpus_, "--out", output} + more;
}

CliResult CliTrainTest::train(const QString& output, const QStringList& more) const {
    return runCli(training(output, more));
}

Events CliTrainTest::events(const QString& output, const QStringList& more) const {
    return train(output, more + QStringList{"--json"}).jsonLines();
}

CliResult CliTrainTest::resume(const QString& checkpoint, const QString& output,
                               const QStringList& more) const {
    return runCli(QStringList{"train", "--resume", checkpoint, "--out", output, "--corpus", corpus_,
                              "--threads", "1", "--json"} +
                  more);
}

void CliTrainTest::tellsEveryEvent() {
    // 30 documents, 3 of them held out: 27 sequences, 7 batches of 4, the last one smaller.
    const Events all = events(path("a.tempera"), {"--steps", "10", "--validation-fraction", "0.1"});
    const Events steps = ofKind(all, "step");
    QCOMPARE(steps.size(), std::size_t{10});
    for (std::size_t i = 0; i < steps.size(); ++i) {
        QCOMPARE(steps[i].at("step").get<std::size_t>(), i + 1);
        QCOMPARE(steps[i].at("epoch").get<std::size_t>(), i / 7 + 1);
        QVERIFY(steps[i].at("loss").get<double>() > 0.0);
        QVERIFY(steps[i].at("learning_rate").get<double>() > 0.0);
        QVERIFY(steps[i].at("tokens_per_second").get<double>() > 0.0);
    }
    const Events validations = ofKind(all, "validation"); // an epoch's end, and the run's
    QCOMPARE(validations.size(), std::size_t{2});
    QCOMPARE(validations[0].at("step").get<int>(), 7);
    QCOMPARE(validations[1].at("step").get<int>(), 10);
    for (const Json& validation : validations)
        QCOMPARE(validation.at("perplexity").get<double>(),
                 std::exp(validation.at("loss").get<double>()));
    for (const Json& checkpoint : ofKind(all, "checkpoint"))
        QCOMPARE(checkpoint.at("path").get<std::string>(), path("a.tempera").toStdString());
    QCOMPARE(ofKind(all, "checkpoint").size(), std::size_t{2});
    QCOMPARE(ofKind(all, "end").size(), std::size_t{1});
    QCOMPARE(all.back().at("event").get<std::string>(), std::string("end"));
}

void CliTrainTest::samplesAtTheBooksTemperatures() {
    const Events samples = ofKind(
        events(path("a.tempera"), {"--epochs", "2", "--sample-prompt", "The film is"}), "sample");
    const std::vector<double> temperatures = {0.2, 0.5, 0.7, 1.0, 1.5};
    QCOMPARE(samples.size(), 2 * temperatures.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        QCOMPARE(samples[i].at("temperature").get<double>(), temperatures[i % 5]);
        const auto text = QString::fromStdString(samples[i].at("text").get<std::string>());
        QVERIFY2(text.startsWith("the film is "), qPrintable(text));
        QCOMPARE(text.split(' ').size(), 3 + 50); // the book writes 50 tokens
    }
}

void CliTrainTest::learns_data() {
    QTest::addColumn<QStringList>("options");
    QTest::newRow("gpt") << tinyTraining();
    QTest::newRow("book") << QStringList{"train", "--preset",        "book",  "--embedding-width",
                                         "16",    "--heads",         "2",     "--head-width",
                                         "8",     "--hidden-width",  "32",    "--batch-size",
                                         "4",     "--learning-rate", "0.005", "--sequence-length",
                                         "12",    "--threads",       "1"};
}

void CliTrainTest::learns() {
    QFETCH(const QStringList, options);
    const Events all =
        runCli(options + QStringList{"--corpus", corpus_, "--out", path("l.tempera"), "--steps",
                                     "150", "--validation-fraction", "0.1", "--json"})
            .jsonLines();
    // What knowing the frequencies alone would give: four words of 30, five of 12, six of 10.
    double unigramEntropy = 0.0;
    for (const auto& [words, count] : {std::pair{4.0, 30.0}, {5.0, 12.0}, {6.0, 10.0}})
        unigramEntropy -= words * count / 240.0 * std::log(count / 240.0);
    const Events validations = ofKind(all, "validation");
    // Only subject and opinion of each half are free: at best about a third of the words' entropy.
    QVERIFY(validations.back().at("loss").get<double>() < 0.6 * unigramEntropy);
}

void CliTrainTest::endsAtItsLimit_data() {
    QTest::addColumn<QStringList>("limits");
    QTest::addColumn<int>("steps"); // 8 steps an epoch: 29 sequences, 1 document held out
    QTest::newRow("steps") << QStringList{"--steps", "3"} << 3;
    QTest::newRow("epochs") << QStringList{"--epochs", "2"} << 16;
    QTest::newRow("steps before epochs") << QStringList{"--steps", "3", "--epochs", "2"} << 3;
    QTest::newRow("epochs before steps") << QStringList{"--steps", "99", "--epochs", "2"} << 16;
    QTest::newRow("no limit is one epoch") << QStringList{} << 8;
    QTest::newRow("a moment") << QStringList{"--minutes", "1e-9"} << 1;
}

void CliTrainTest::endsAtItsLimit() {
    QFETCH(const QStringList, limits);
    const Events all = events(path("limit.safetensors"), limits);
    QTEST(static_cast<int>(ofKind(all, "step").size()), "steps");
    QTEST(all.back().at("step").get<int>(), "steps");
    QCOMPARE(all.back().at("stopped").get<bool>(), false);
}

void CliTrainTest::keepsTheSettingsGiven() {
    const QStringList given = {
        "--steps",           "2", "--optimizer",           "rmsprop", "--schedule", "constant",
        "--vocabulary-size", "9", "--validation-fraction", "0.2",     "--seed",     "5"};
    const Events all = events(path("s.tempera"), given);
    for (const Json& step : ofKind(all, "step")) // a fifth of the warm-up of tinyTraining() each
        QCOMPARE(step.at("learning_rate").get<double>(), 0.002 * step.at("step").get<double>());
    const Json file = runCli({"inspect", path("s.tempera"), "--json"}).json();
    QCOMPARE(file.at("vocabulary_size").get<int>(), 9);
    QCOMPARE(file.at("config").at("embedding_width").get<int>(), 16);
    const Json& settings = file.at("settings");
    QCOMPARE(settings.at("optimizer").at("kind").get<std::string>(), std::string("rmsprop"));
    QCOMPARE(settings.at("schedule").at("kind").get<std::string>(), std::string("constant"));
    QCOMPARE(settings.at("batch_size").get<int>(), 4);
    QCOMPARE(settings.at("seed").get<int>(), 5);
}

void CliTrainTest::sameSeedGivesTheSameRun() {
    const QStringList options = {"--steps", "9", "--seed", "3", "--dropout", "0.2"};
    QCOMPARE(reproducible(events(path("a.safetensors"), options)),
             reproducible(events(path("b.safetensors"), options)));
    QVERIFY(readBytes(folder_ / "a.safetensors") == readBytes(folder_ / "b.safetensors"));
}

void CliTrainTest::anotherSeedGivesAnotherRun() {
    const auto run = [&](const char* seed) {
        return reproducible(events(path("a.safetensors"), {"--steps", "2", "--seed", seed}));
    };
    QVERIFY(run("3") != run("4"));
}

void CliTrainTest::resumedEqualsUninterrupted_data() {
    QTest::addColumn<QStringList>("options");
    QTest::newRow("gpt, AdamW, cosine, dropout") << QStringList{"--dropout", "0.1"};
    QTest::newRow("RMSprop, constant")
        << QStringList{"--optimizer", "rmsprop", "--schedule", "constant", "--slice-size", "3"};
}

/// The checkpoint before the last one is of step 11, in the middle of the second epoch of 7.
void CliTrainTest::resumedEqualsUninterrupted() {
    QFETCH(const QStringList, options);
    const Events whole =
        events(path("whole.tempera"),
               options + QStringList{"--steps", "13", "--checkpoint-every", "11",
                                     "--validation-fraction", "0.1", "--validate-every", "5"});
    const CliResult rest = resume(path("whole.previous.tempera"), path("rest.safetensors"), {});
    QVERIFY2(rest.exitCode == 0, rest.standardError.constData());
    const std::vector<std::string> expected = reproducible(whole);
    const std::vector<std::string> actual = reproducible(rest.jsonLines());
    QCOMPARE(Json::parse(actual.front()).at("step").get<int>(), 12);
    QCOMPARE(actual, std::vector<std::string>(expected.end() - std::ssize(actual), expected.end()));
    QCOMPARE(actual.size(), std::size_t{3}); // two steps and the last validation
    // Nothing is left to train: the weights alone are written. (A checkpoint holds times, too.)
    QCOMPARE(resume(path("whole.tempera"), path("whole.safetensors"), {}).exitCode, 0);
    QVERIFY(readBytes(folder_ / "rest.safetensors") == readBytes(folder_ / "whole.safetensors"));
}

void CliTrainTest::stepsCountFromTheBeginning() {
    const QStringList constant = {"--schedule", "constant"};
    const Events whole = events(path("w.safetensors"), constant + QStringList{"--steps", "12"});
    events(path("p.tempera"), constant + QStringList{"--steps", "5"});
    const Events rest =
        resume(path("p.tempera"), path("q.safetensors"), {"--steps", "12"}).jsonLines();
    const Events steps = ofKind(rest, "step");
    QCOMPARE(steps.size(), std::size_t{7});
    QCOMPARE(steps.front().at("step").get<int>(), 6);
    QCOMPARE(steps.back().at("step").get<int>(), 12);
    QVERIFY(readBytes(folder_ / "q.safetensors") == readBytes(folder_ / "w.safetensors"));
}

void CliTrainTest::interruptedRunGoesOn() {
    const QStringList options = {"--schedule", "constant", "--json"};
    CliProcess process(training(path("i.tempera"), options + QStringList{"--steps", "100000000"}));
    Events before;
    while (ofKind(before, "step").size() < 3) {
        const QByteArray line = process.readLine();
        QVERIFY2(!line.isEmpty(), "the program ended by itself");
        before.push_back(Json::parse(line.toStdString()));
    }
    process.interrupt();
    const CliResult interrupted = process.finish();
    QCOMPARE(interrupted.exitCode, 0);
    for (const Json& event : interrupted.jsonLines())
        before.push_back(event);
    QCOMPARE(before.back().at("event").get<std::string>(), std::string("end"));
    QCOMPARE(before.back().at("stopped").get<bool>(), true);
    QCOMPARE(before[before.size() - 2].at("event").get<std::string>(), std::string("checkpoint"));
    const int stoppedAt = before.back().at("step").get<int>();
    QCOMPARE(ofKind(before, "step").back().at("step").get<int>(), stoppedAt);

    const QString end = QString::number(stoppedAt + 3);
    const Events after =
        resume(path("i.tempera"), path("j.safetensors"), {"--steps", end}).jsonLines();
    QCOMPARE(ofKind(after, "step").front().at("step").get<int>(), stoppedAt + 1);
    events(path("k.safetensors"), {"--schedule", "constant", "--steps", end});
    QVERIFY(readBytes(folder_ / "j.safetensors") == readBytes(folder_ / "k.safetensors"));
}

void CliTrainTest::keepsPreviousAndBest() {
    const TemporaryFolder folder;
    const auto inspect = [&](const char* name) {
        return runCli({"inspect", argument(folder / name), "--json"}).json();
    };
    // Six documents are soon known by heart, and the others predicted worse and worse.
    const Events all =
        events(argument(folder / "x.tempera"),
               {"--steps", "60", "--schedule", "constant", "--validation-fraction", "0.8"});
    const Events validations = ofKind(all, "validation");
    const Json best = *std::ranges::min_element(
        validations, {}, [](const Json& event) { return event.at("loss").get<double>(); });
    QVERIFY(best.at("step").get<int>() < 50);
    QCOMPARE(inspect("x.tempera").at("step").get<int>(), 60);
    QCOMPARE(inspect("x.previous.tempera").at("step"),
             validations[validations.size() - 2].at("step"));
    const Json kept = inspect("x.best.tempera");
    QCOMPARE(kept.at("step"), best.at("step"));
    QCOMPARE(kept.at("history").at("validations").back().at("loss"), best.at("loss"));
}

void CliTrainTest::resumeRefusesWhatTheCheckpointDecides_data() {
    QTest::addColumn<QStringList>("setting");
    for (const QStringList& setting : {QStringList{"--preset", "gpt"},
                                       {"--batch-size", "4"},
                                       {"--learning-rate", "0.01"},
                                       {"--optimizer", "adamw"},
                                       {"--schedule", "cosine"},
                                       {"--seed", "0"},
                                       {"--sequence-length", "12"},
                                       {"--vocabulary-size", "15000"},
                                       {"--layers", "1"},
                                       {"--validation-fraction", "0.02"},
                                       {"--standardization", "book"},
                                       {"--slice-size", "16"}})
        QTest::newRow(qPrintable(setting.front())) << setting;
}

/// Even where the value is the one that the checkpoint has: nothing is silently compared.
void CliTrainTest::resumeRefusesWhatTheCheckpointDecides() {
    QFETCH(const QStringList, setting);
    if (!QFile::exists(path("decided.tempera")))
        events(path("decided.tempera"), {"--steps", "1"});
    const CliResult result = resume(path("decided.tempera"), path("never.tempera"),
                                    setting + QStringList{"--steps", "2"});
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.standardError.contains(setting.front().toUtf8()),
             result.standardError.constData());
    QVERIFY(!QFile::exists(path("never.tempera")));
}

void CliTrainTest::resumeRefusesAnotherCorpus() {
    events(path("c.tempera"), {"--steps", "1"});
    const auto other =
        folder_.write("other.txt", tinyCorpus().replace("good", "fine").toStdString());
    const CliResult result = runCli({"train", "--resume", path("c.tempera"), "--out",
                                     path("never.tempera"), "--corpus", argument(other)});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.standardError.contains("other.txt: not the corpus"),
             result.standardError.constData());
    QVERIFY(!QFile::exists(path("never.tempera")));
}

void CliTrainTest::resumeRefusesBareWeights() {
    events(path("bare.safetensors"), {"--steps", "1"});
    const CliResult result = resume(path("bare.safetensors"), path("never.tempera"), {});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.standardError.contains("bare.safetensors"), result.standardError.constData());
}

void CliTrainTest::printsPlainLinesWhereNoTerminalIs() {
    const CliResult result = train(path("plain.tempera"), {"--epochs", "2"});
    QCOMPARE(result.exitCode, 0);
    for (const char* control : {"\r", "\x1b"}) {
        QVERIFY(!result.standardOutput.contains(control));
        QVERIFY(!result.standardError.contains(control));
    }
    QCOMPARE(result.standardOutput.count("validation loss"), 2);
    QVERIFY(result.standardOutput.contains("finished after 16 steps"));
}

QTEST_GUILESS_MAIN(CliTrainTest)
#include "cli_train_test.moc"
