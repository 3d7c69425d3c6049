// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/checkpoint_file.h"

#include "core/model/compute.h"
#include "core/system/error.h"
#include "support/error_message.h"
#include "support/temporary_folder.h"
#include "support/training_corpus.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>

using namespace tempera;
using test::numberedData;
using test::trainFor;

namespace {

using Change = std::function<void(Checkpoint&)>;

/// A small run with everything that a checkpoint has to keep: held-out documents, validations in
/// between, a schedule, a batch of several slices and, in gpt, dropout.
TrainingSettings settings(const TrainingData& data, OptimizerKind optimizer) {
    TrainingSettings result;
    result.model.vocabularySize = static_cast<std::int64_t>(data.vocabulary.size());
    result.model.contextLength = 8;
    result.model.embeddingWidth = 8;
    result.model.headWidth = 4;
    result.model.hiddenWidth = 12;
    if (optimizer == OptimizerKind::adamw) {
        result.model.architecture = Architecture::gpt;
        result.model.tiedEmbeddings = true;
        result.model.dropout = 0.2;
        result.optimizer.weightDecay = 0.1;
        result.optimizer.clipNorm = 1.0;
    }
    result.standardization = Standardization::none;
    result.optimizer.kind = optimizer;
    result.data.sequenceLength = 8;
    result.data.validationFraction = 0.2;
    result.schedule = {ScheduleKind::cosine, 0.01, 3, 0.1};
    result.limits.steps = 12;
    result.batchSize = 6;
    result.sliceSize = 2;
    result.validateEvery = 5;
    result.seed = 7;
    return result;
}

Trainer newTrainer(const TrainingData& data, const TrainingSettings& training) {
    return {createLanguageModel(training.model, training.optimizer, training.seed), data, training};
}

Trainer resumedTrainer(const TrainingData& data, const Checkpoint& checkpoint) {
    const TrainingSettings& training = checkpoint.settings;
    auto model = createLanguageModel(training.model, training.optimizer, training.seed);
    model->load(*checkpoint.model.weights);
    model->loadOptimizerState(checkpoint.optimizerState);
    return {std::move(model), data, training, checkpoint.progress};
}

bool identical(const std::vector<NamedTensor>& a, const std::vector<NamedTensor>& b) {
    return std::ranges::equal(a, b, [](const NamedTensor& left, const NamedTensor& right) {
        return left.name == right.name && left.shape == right.shape && left.values == right.values;
    });
}

void compareHistories(const TrainingProgress& actual, const TrainingProgress& expected) {
    QCOMPARE(actual.steps.size(), expected.steps.size());
    for (std::size_t i = 0; i < expected.steps.size(); ++i) {
        QCOMPARE(actual.steps[i].step, expected.steps[i].step);
        QCOMPARE(actual.steps[i].epoch, expected.steps[i].epoch);
        QVERIFY(actual.steps[i].loss == expected.steps[i].loss); // to the bit
        QVERIFY(actual.steps[i].learningRate == expected.steps[i].learningRate);
        QVERIFY(actual.steps[i].gradientNorm == expected.steps[i].gradientNorm);
    }
    QCOMPARE(actual.validations.size(), expected.validations.size());
    for (std::size_t i = 0; i < expected.validations.size(); ++i) {
        QCOMPARE(actual.validations[i].step, expected.validations[i].step);
        QCOMPARE(actual.validations[i].epoch, expected.validations[i].epoch);
        QVERIFY(actual.validations[i].loss == expected.validations[i].loss);
    }
}

std::string readFile(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

class CheckpointFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareComputeThreads(1); }
    void nothingIsLost_data() { optimizers(); }
    void nothingIsLost();
    void resumedRunEqualsTheUninterruptedOne_data() { optimizers(); }
    void resumedRunEqualsTheUninterruptedOne();
    void isAModelFileToo();
    void modelAloneIsNoCheckpoint();
    void damagedFilesAreRefused_data();
    void damagedFilesAreRefused();
    void contradictionsAreRefused_data();
    void contradictionsAreRefused();
    void namesOfCheckpoints();

private:
    static void optimizers() {
        QTest::addColumn<OptimizerKind>("optimizer");
        QTest::newRow("book, rmsprop") << OptimizerKind::rmsprop;
        QTest::newRow("gpt, adamw, dropout") << OptimizerKind::adamw;
    }

    static Checkpoint checkpointAfter(std::int64_t steps) {
        const TrainingData data = numberedData(30, 0.2);
        Trainer trainer = newTrainer(data, settings(data, OptimizerKind::adamw));
        trainFor(trainer, steps);
        return makeCheckpoint(trainer, data);
    }
};

void CheckpointFileTest::nothingIsLost() {
    QFETCH(OptimizerKind, optimizer);
    const TrainingData data = numberedData(30, 0.2);
    Trainer trainer = newTrainer(data, settings(data, optimizer));
    trainFor(trainer, 9);
    const Checkpoint saved = makeCheckpoint(trainer, data);
    const test::TemporaryFolder folder;
    saveCheckpoint(folder / "run.tempera", saved);
    const Checkpoint loaded = loadCheckpoint(folder / "run.tempera");
    QVERIFY(loaded.settings == saved.settings);
    QVERIFY(loaded.model.weights->configuration == saved.settings.model);
    QVERIFY(identical(loaded.model.weights->tensors, trainer.model().snapshot()->tensors));
    QVERIFY(identical(loaded.optimizerState, trainer.model().optimizerState()));
    QVERIFY(loaded.model.tokenizer == saved.model.tokenizer);
    QCOMPARE(loaded.model.tokenizer.sequenceLength, std::int64_t{8});
    QCOMPARE(loaded.model.vocabulary.words(), data.vocabulary.words());
    QCOMPARE(loaded.dataFingerprint, data.fingerprint);
    QCOMPARE(loaded.stepsPerEpoch, std::int64_t{4}); // 24 training documents by 6
    compareHistories(loaded.progress, trainer.progress());
    QVERIFY(loaded.progress.elapsedSeconds == trainer.progress().elapsedSeconds);
    for (std::size_t i = 0; i < loaded.progress.steps.size(); ++i)
        QVERIFY(loaded.progress.steps[i].tokensPerSecond ==
                trainer.progress().steps[i].tokensPerSecond);
}

void CheckpointFileTest::resumedRunEqualsTheUninterruptedOne() {
    QFETCH(OptimizerKind, optimizer);
    const TrainingData data = numberedData(30, 0.2);
    const TrainingSettings training = settings(data, optimizer);
    Trainer whole = newTrainer(data, training);
    trainFor(whole);
    QCOMPARE(whole.progress().stepsDone(), std::int64_t{12});

    const test::TemporaryFolder folder;
    {
        Trainer first = newTrainer(data, training);
        trainFor(first, 5);
        while (first.progress().validations.size() < 2) // after epoch 1 and after step 5
            first.advance();
        first.advance(); // one slice of step 6, to be abandoned
        saveCheckpoint(folder / "run.tempera", makeCheckpoint(first, data));
    }
    Trainer second = resumedTrainer(data, loadCheckpoint(folder / "run.tempera"));
    QCOMPARE(second.progress().stepsDone(), std::int64_t{5});
    trainFor(second);

    compareHistories(second.progress(), whole.progress());
    QVERIFY(identical(second.model().snapshot()->tensors, whole.model().snapshot()->tensors));
    QVERIFY(identical(second.model().optimizerState(), whole.model().optimizerState()));
}

void CheckpointFileTest::isAModelFileToo() {
    const Checkpoint checkpoint = checkpointAfter(2);
    const test::TemporaryFolder folder;
    saveCheckpoint(folder / "run.tempera", checkpoint);
    const LanguageModelFile model = loadModel(folder / "run.tempera");
    QVERIFY(identical(model.weights->tensors, checkpoint.model.weights->tensors));
}

void CheckpointFileTest::modelAloneIsNoCheckpoint() {
    const Checkpoint checkpoint = checkpointAfter(2);
    const test::TemporaryFolder folder;
    saveModel(folder / "model.safetensors", checkpoint.model);
    const std::string message = errorMessage([&] { loadCheckpoint(folder / "model.safetensors"); });
    QVERIFY2(message.find("without its training state") != std::string::npos, message.c_str());
    QVERIFY2(message.find("model.safetensors") != std::string::npos, message.c_str());
}

void CheckpointFileTest::damagedFilesAreRefused_data() {
    QTest::addColumn<int>("percent"); // of the file: where a bit is flipped, or where it ends
    QTest::addColumn<bool>("truncated");
    for (const int percent : {0, 1, 20, 50, 99})
        for (const bool truncated : {false, true})
            QTest::addRow("%s at %d %%", truncated ? "ends" : "flipped", percent)
                << percent << truncated;
}

void CheckpointFileTest::damagedFilesAreRefused() {
    QFETCH(int, percent);
    QFETCH(bool, truncated);
    const test::TemporaryFolder folder;
    saveCheckpoint(folder / "run.tempera", checkpointAfter(2));
    std::string bytes = readFile(folder / "run.tempera");
    const std::size_t place = bytes.size() * static_cast<std::size_t>(percent) / 100;
    if (truncated)
        bytes.resize(place);
    else
        bytes[place] = static_cast<char>(bytes[place] ^ 0x10);
    const auto damaged = folder.write("damaged.tempera", bytes);
    const std::string message = errorMessage([&] { loadCheckpoint(damaged); });
    QVERIFY2(message.find("damaged.tempera") != std::string::npos, message.c_str());
}

void CheckpointFileTest::contradictionsAreRefused_data() {
    QTest::addColumn<Change>("change");
    const auto row = [](const char* name, const Change& change) { QTest::newRow(name) << change; };
    row("another model", [](auto& c) { c.settings.model.layerNormEpsilon = 0.5; });
    row("no epoch", [](auto& c) { c.stepsPerEpoch = 0; });
    row("negative time", [](auto& c) { c.progress.elapsedSeconds = -1.0; });
    row("infinite loss", [](auto& c) { c.progress.steps[1].loss = INFINITY; });
    row("validated in the future", [](auto& c) { c.progress.validations = {{9, 3, 1.0}}; });
    row("validated before the first step", [](auto& c) {
        c.progress.validations = {{-1, 1, 1.0}};
    });
    row("validation not a number", [](auto& c) { c.progress.validations = {{4, 1, NAN}}; });
}

void CheckpointFileTest::contradictionsAreRefused() {
    QFETCH(Change, change);
    Checkpoint checkpoint = checkpointAfter(8);
    const test::TemporaryFolder folder;
    saveCheckpoint(folder / "run.tempera", checkpoint);
    loadCheckpoint(folder / "run.tempera");
    change(checkpoint);
    saveCheckpoint(folder / "run.tempera", checkpoint);
    const std::string message = errorMessage([&] { loadCheckpoint(folder / "run.tempera"); });
    QVERIFY2(message.find("run.tempera") != std::string::npos, message.c_str());
}

void CheckpointFileTest::namesOfCheckpoints() {
    QVERIFY(isCheckpointPath("a/b.tempera"));
    QVERIFY(isCheckpointPath("a/b.best.tempera"));
    for (const char* path : {"a/b.safetensors", "a.tempera/b", "a/b", "", ".tempera"})
        QVERIFY2(!isCheckpointPath(path), path);
}

QTEST_GUILESS_MAIN(CheckpointFileTest)
#include "checkpoint_file_test.moc"
