// SPDX-License-Identifier: GPL-3.0-or-later
// Kills tempera-cli at random moments: ten times in the suite, TEMPERA_TEST_KILLS times by hand.
#include "core/export/reproduction.h"
#include "core/training/checkpoint_file.h"
#include "support/cli.h"
#include "support/imdb.h"
#include "support/long_form.h"
#include "support/read_documents.h"

#include <QElapsedTimer>
#include <QtTest>
#include <algorithm>
#include <random>

using namespace tempera;
using namespace tempera::test;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t reviews = 300;
constexpr int steps = 40;

/// Real reviews, one a line; the built-in ones where those aren't at hand.
std::string someReviews() {
    const fs::path archive = imdbArchive();
    std::string lines;
    std::size_t count = 0;
    const fs::path corpus = archive.empty() ? fs::path(TEMPERA_SOURCE_DIR) / "resources" /
                                                  "corpus" / "synthetic_reviews.txt"
                                            : archive;
    for (std::string text : readDocuments(corpus).texts()) {
        std::ranges::replace(text, '\n', ' ');
        lines += text + '\n';
        if (++count == reviews)
            break;
    }
    return lines;
}

std::string contentOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> namesIn(const fs::path& folder) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

std::vector<std::vector<float>> values(const std::vector<NamedTensor>& tensors) {
    std::vector<std::vector<float>> all;
    for (const NamedTensor& tensor : tensors)
        all.push_back(tensor.values);
    return all;
}

/// What a clock decides is no part of it.
std::vector<std::vector<double>> figures(const TrainingProgress& progress) {
    std::vector<std::vector<double>> all;
    for (const StepRecord& step : progress.steps)
        all.push_back({static_cast<double>(step.step), static_cast<double>(step.epoch), step.loss,
                       step.learningRate, step.gradientNorm});
    for (const ValidationRecord& validation : progress.validations)
        all.push_back({static_cast<double>(validation.step), validation.loss});
    return all;
}

} // namespace

class CliKillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aRunKilledAgainAndAgainEqualsAnUninterruptedOne();
    void anExportIsTheOldOneOrTheNewOne();

private:
    QStringList training(const fs::path& output) const;
    void trainUntilKilled(const fs::path& output);
    void wait(int mostMilliseconds);
    int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(random_); }

    TemporaryFolder folder_;
    fs::path corpus_;
    int kills_ = 0;
    std::mt19937_64 random_;
};

void CliKillTest::initTestCase() {
    kills_ = repetitions("TEMPERA_TEST_KILLS", 10);
    random_.seed(randomSeed());
    corpus_ = folder_.write("reviews.txt", someReviews());
}

/// A checkpoint after every step, so that many kills fall into the writing of one.
QStringList CliKillTest::training(const fs::path& output) const {
    const QStringList resumed = {"train", "--resume", argument(output), "--threads",
                                 "1",     "--corpus", argument(corpus_)};
    const QStringList begun =
        tinyTraining() + QStringList{"--corpus", argument(corpus_),     "--vocabulary-size",
                                     "8000",     "--validate-every",    "9",
                                     "--steps",  QString::number(steps)};
    return (fs::exists(output) ? resumed : begun) +
           QStringList{"--out", argument(output), "--checkpoint-every", "1", "--json"};
}

void CliKillTest::wait(int mostMilliseconds) {
    QTest::qSleep(below(mostMilliseconds) + 1);
}

/// Kills it while it starts (one time of four) or some events and some moments later. A run that
/// is quicker than that is complete.
void CliKillTest::trainUntilKilled(const fs::path& output) {
    CliProcess process(training(output));
    if (below(4) == 0) {
        wait(900);
    } else {
        for (int events = below(20); events >= 0; --events)
            process.readLine();
        wait(30);
    }
    process.kill();
}

void CliKillTest::aRunKilledAgainAndAgainEqualsAnUninterruptedOne() {
    const fs::path whole = folder_ / "whole.tempera";
    QCOMPARE(runCli(training(whole)).exitCode, 0);
    const Checkpoint expected = loadCheckpoint(whole);
    QCOMPARE(expected.progress.stepsDone(), std::int64_t{steps});
    const fs::path runs = folder_ / "killed";
    fs::create_directory(runs);
    int saved = 0; // kills that a checkpoint was there to survive
    for (int kill = 0; kill < kills_;) {
        const fs::path output = runs / "run.tempera";
        for (std::int64_t done = 0; done < steps && kill < kills_; ++kill) {
            trainUntilKilled(output);
            for (const fs::path& checkpoint :
                 {output, previousCheckpointPath(output), bestCheckpointPath(output)}) {
                if (!fs::exists(checkpoint))
                    continue;
                const auto steps = loadCheckpoint(checkpoint).progress.stepsDone(); // or it throws
                QVERIFY(steps > 0);
                if (checkpoint == output) {
                    QVERIFY(steps >= done); // what was saved is never lost again
                    done = steps;
                    ++saved;
                }
            }
        }
        QCOMPARE(runCli(training(output)).exitCode, 0);
        const Checkpoint result = loadCheckpoint(output);
        QCOMPARE(figures(result.progress), figures(expected.progress));
        QVERIFY(values(result.model.weights->tensors) == values(expected.model.weights->tensors));
        QVERIFY(values(result.optimizerState) == values(expected.optimizerState));
        QCOMPARE(namesIn(runs), (std::vector<std::string>{"run.best.tempera",
                                                          "run.previous.tempera", "run.tempera"}));
        for (const std::string& name : namesIn(runs))
            fs::remove(runs / name);
    }
    qInfo("%d kills, %d of them with a checkpoint there", kills_, saved);
    QVERIFY(saved > 0);
}

void CliKillTest::anExportIsTheOldOneOrTheNewOne() {
    const fs::path model = trainTinyModel(folder_);
    const fs::path exports = folder_ / "exports";
    fs::create_directory(exports);
    const fs::path output = exports / "texts.jsonl";
    const auto command = [&](const QString& seed) {
        return QStringList{"generate",  "--model",  argument(model), "--prompt",
                           "this film", "--count",  "3000",          "--length",
                           "40",        "--format", "jsonl",         "--seed",
                           seed,        "--out",    argument(output)};
    };
    QElapsedTimer timer;
    QCOMPARE(runCli(command("1")).exitCode, 0);
    const std::string first = contentOf(output);
    timer.start();
    QCOMPARE(runCli(command("2")).exitCode, 0);
    const auto duration = static_cast<int>(timer.elapsed());
    const std::string second = contentOf(output);
    QVERIFY(first != second);
    int old = 0;
    for (int kill = 0; kill < kills_; ++kill) {
        fs::remove(output);
        std::ofstream(output, std::ios::binary) << first;
        CliProcess process(command("2"));
        wait(duration + duration / 4);
        process.kill();
        const std::string content = contentOf(output);
        QVERIFY(content == first || content == second);
        old += content == first ? 1 : 0;
    }
    qInfo("%d kills left the old file, %d the new one", old, kills_ - old);
    QVERIFY(old > 0);
    QCOMPARE(runCli(command("2")).exitCode, 0);
    QCOMPARE(namesIn(exports), std::vector<std::string>{"texts.jsonl"});
    QCOMPARE(readExport(output).size(), std::size_t{3000});
}

QTEST_GUILESS_MAIN(CliKillTest)
#include "cli_kill_test.moc"
