// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_run.h"

#include "core/model/compute.h"
#include "core/model/initial_weights.h"
#include "core/system/error.h"
#include "support/file_size_limit.h"
#include "support/recording_language_model.h"
#include "support/temporary_folder.h"
#include "support/training_corpus.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>

using namespace tempera;
using test::numberedData;
using test::Recording;

namespace {

using Steps = std::vector<std::int64_t>;
namespace fs = std::filesystem;

TrainingSettings settings(const TrainingData& data) {
    TrainingSettings result;
    result.model.vocabularySize = static_cast<std::int64_t>(data.vocabulary.size());
    result.model.contextLength = 8;
    result.model.embeddingWidth = 8;
    result.model.headWidth = 4;
    result.model.hiddenWidth = 12;
    result.standardization = Standardization::none;
    result.data.sequenceLength = 8;
    result.batchSize = 6; // of 24: four steps an epoch
    result.sliceSize = 2;
    result.limits.steps = 10;
    result.schedule.learningRate = 0.01;
    return result;
}

/// A run in a folder of its own, with a witness to everything that it calls.
struct TestRun {
    test::TemporaryFolder folder;
    TrainingData data = numberedData(30, 0.2);
    Recording recording;
    TrainingRunSettings run = runSettings();
    TrainingSettings training = settings(data);
    std::stop_source stop;

    int slices = 0;
    Steps steps;
    Steps validations;
    std::vector<TrainingSample> samples;
    std::vector<fs::path> saved;
    std::vector<std::string> failures;
    /// The steps that the three files hold, at each time of saving.
    std::vector<std::map<std::string, std::int64_t>> files;
    std::function<void(const StepRecord&)> afterStep;
    std::function<std::optional<TrainingCommand>()> nextCommand;

    TrainingRunSettings runSettings() const {
        TrainingRunSettings result;
        result.output = folder / "run.tempera";
        result.samplePrompt = "d1 w1";
        result.sampleLength = 5;
        return result;
    }

    fs::path file(const char* name) const { return folder / name; }

    std::map<std::string, std::int64_t> stepsInFiles() const {
        std::map<std::string, std::int64_t> result;
        for (const auto& entry : fs::directory_iterator(folder.path()))
            if (isCheckpointPath(entry.path()))
                result[entry.path().filename().string()] =
                    loadCheckpoint(entry.path()).progress.stepsDone();
        return result;
    }

    TrainingObserver observer() {
        TrainingObserver result;
        result.nextCommand = nextCommand;
        result.sliceDone = [this](const Trainer&) { ++slices; };
        result.stepDone = [this](const StepRecord& record) {
            steps.push_back(record.step);
            if (afterStep)
                afterStep(record);
        };
        result.validated = [this](const auto& record) { validations.push_back(record.step); };
        result.sampled = [this](const auto& sample) { samples.push_back(sample); };
        result.saved = [this](const fs::path& path) {
            saved.push_back(path);
            if (isCheckpointPath(path))
                files.push_back(stepsInFiles());
        };
        result.saveFailed = [this](const std::string& message) { failures.push_back(message); };
        return result;
    }

    Trainer trainer() {
        auto model = createLanguageModel(training.model, training.optimizer, 1);
        return {std::make_unique<test::RecordingLanguageModel>(std::move(model), recording), data,
                training};
    }

    bool operator()(Trainer& trainer) {
        return runTraining(trainer, data, run, observer(), stop.get_token());
    }
};

} // namespace

class TrainingRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareComputeThreads(1); }
    void tellsEverything();
    void writesAfterEveryValidation();
    void samplesFollowTheirTemperature();
    void keepsThreeCheckpoints();
    void bestIsTheLowestValidation();
    void checkpointsInBetween_data();
    void checkpointsInBetween();
    void anEarlierRunsFileIsKept();
    void weightsAloneAreOneFile();
    void savesOnCommandInTheMiddleOfAStep();
    void savesElsewhereOnCommand();
    void savesWhenTheLastSaveIsOld();
    void stoppingWritesACheckpoint();
    void stoppedRunCanBeTakenUp();
    void divergenceWritesTheLastGoodState();
    void withoutAnObserverItTrainsTheSame();
    void failedSaveIsToldAndTriedAgain();
    void failedSaveAtTheEndIsThrown();
    void finishedRunIsNotWrittenAgain();
    void withoutValidationEpochsAreWritten();
};

void TrainingRunTest::tellsEverything() {
    TestRun run;
    Trainer trainer = run.trainer();
    QVERIFY(run(trainer));
    QVERIFY(trainer.finished());
    QCOMPARE(run.steps, (Steps{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
    QCOMPARE(run.validations, (Steps{4, 8, 10}));
    QCOMPARE(run.slices, 10 * 3 + 3 * 3); // six sequences a step and held out, by two
    for (const fs::path& path : run.saved)
        QCOMPARE(path, run.run.output);
}

void TrainingRunTest::writesAfterEveryValidation() {
    TestRun run;
    Trainer trainer = run.trainer();
    run(trainer);
    QCOMPARE(run.samples.size(), std::size_t{3 * 5});
    for (std::size_t i = 0; i < run.samples.size(); ++i) {
        const TrainingSample& sample = run.samples[i];
        QCOMPARE(sample.step, run.validations[i / 5]);
        QCOMPARE(sample.epoch, (sample.step + 3) / 4);
        QCOMPARE(sample.temperature, bookTemperatures[i % 5]);
        QVERIFY2(sample.text.starts_with("d1 w1 "), sample.text.c_str());
        QCOMPARE(std::ranges::count(sample.text, ' '), std::ptrdiff_t{1 + 5});
    }
}

void TrainingRunTest::samplesFollowTheirTemperature() {
    // The same seed at five temperatures: what differs, the temperature has done.
    TestRun run;
    run.run.sampleLength = 40;
    run.run.sampleTemperatures = {0.01, 1.5};
    Trainer trainer = run.trainer();
    run(trainer);
    const TrainingSample& last = run.samples.back();
    QCOMPARE(last.temperature, 1.5);
    const auto distinctWords = [](const std::string& text) {
        std::istringstream stream(text);
        return std::set<std::string>(std::istream_iterator<std::string>(stream), {}).size();
    };
    QVERIFY(distinctWords(last.text) > distinctWords(run.samples[run.samples.size() - 2].text));
}

void TrainingRunTest::keepsThreeCheckpoints() {
    TestRun run;
    Trainer trainer = run.trainer();
    run(trainer);
    QCOMPARE(run.files.size(), std::size_t{3});
    QCOMPARE(run.files[0].size(), std::size_t{1}); // the best is named after it is written
    QCOMPARE(run.files[0].at("run.tempera"), std::int64_t{4});
    QCOMPARE(run.files[1].at("run.tempera"), std::int64_t{8});
    QCOMPARE(run.files[1].at("run.previous.tempera"), std::int64_t{4});
    QCOMPARE(run.files[2].at("run.tempera"), std::int64_t{10});
    QCOMPARE(run.files[2].at("run.previous.tempera"), std::int64_t{8});
    const Checkpoint last = loadCheckpoint(run.file("run.tempera"));
    QCOMPARE(last.progress.validations.size(), std::size_t{3});
    QCOMPARE(last.dataFingerprint, run.data.fingerprint);
}

void TrainingRunTest::bestIsTheLowestValidation() {
    TestRun run;
    // 6, then 4, then 5 nats a target, whatever the model says.
    std::vector<double> losses{6.0, 4.0, 5.0};
    run.recording.onEvaluation = [&](LossSum& loss) {
        loss.total = losses.at(run.validations.size()) * static_cast<double>(loss.targets);
    };
    Trainer trainer = run.trainer();
    run(trainer);
    const auto files = run.stepsInFiles();
    QCOMPARE(files.at("run.best.tempera"), std::int64_t{8});
    QCOMPARE(files.at("run.tempera"), std::int64_t{10});
    const Checkpoint best = loadCheckpoint(run.file("run.best.tempera"));
    QVERIFY(std::abs(best.progress.validations.back().loss - 4.0) < 1e-12);
}

void TrainingRunTest::checkpointsInBetween_data() {
    QTest::addColumn<int>("every");
    QTest::addColumn<QList<int>>("steps");
    QTest::newRow("between validations") << 3 << QList<int>{3, 4, 6, 8, 9, 10};
    // Written again with its validation; what lies before it stays.
    QTest::newRow("at validations") << 2 << QList<int>{2, 4, 4, 6, 8, 8, 10, 10};
}

void TrainingRunTest::checkpointsInBetween() {
    QFETCH(int, every);
    QFETCH(QList<int>, steps);
    TestRun run;
    run.run.checkpointEvery = every;
    Trainer trainer = run.trainer();
    run(trainer);
    QCOMPARE(run.files.size(), static_cast<std::size_t>(steps.size()));
    std::int64_t previous = 0;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        auto files = run.files[static_cast<std::size_t>(i)];
        QCOMPARE(files["run.tempera"], std::int64_t{steps[i]});
        if (i > 0 && steps[i] != steps[i - 1])
            previous = steps[i - 1];
        QCOMPARE(files["run.previous.tempera"], previous); // 0: there is none yet
    }
}

void TrainingRunTest::anEarlierRunsFileIsKept() {
    TestRun run;
    {
        Trainer trainer = run.trainer();
        run(trainer);
    }
    run.training.limits.steps = 2; // another, shorter run into the same file
    run.recording = {};
    Trainer trainer = run.trainer();
    run(trainer);
    const auto files = run.stepsInFiles();
    QCOMPARE(files.at("run.tempera"), std::int64_t{2});
    QCOMPARE(files.at("run.previous.tempera"), std::int64_t{10});
}

void TrainingRunTest::weightsAloneAreOneFile() {
    TestRun run;
    run.run.output = run.folder / "model.safetensors";
    Trainer trainer = run.trainer();
    run(trainer);
    const LanguageModelFile model = loadModel(run.run.output);
    const auto snapshot = trainer.model().snapshot();
    for (std::size_t i = 0; i < snapshot->tensors.size(); ++i)
        QCOMPARE(model.weights->tensors[i].values, snapshot->tensors[i].values);
    QCOMPARE(model.vocabulary.words(), run.data.vocabulary.words());
    QCOMPARE(std::distance(fs::directory_iterator(run.folder.path()), {}), std::ptrdiff_t{1});
}

void TrainingRunTest::savesOnCommandInTheMiddleOfAStep() {
    TestRun plain;
    Trainer uninterrupted = plain.trainer();
    plain(uninterrupted);

    TestRun run;
    run.nextCommand = [&]() -> std::optional<TrainingCommand> {
        const bool midStep = run.slices == 3 * 2 + 1; // two steps of three slices, and a slice
        return midStep && run.saved.empty() ? std::optional(TrainingCommand{true, {}})
                                            : std::nullopt;
    };
    Trainer trainer = run.trainer();
    QVERIFY(run(trainer));
    QCOMPARE(run.files.front().at("run.tempera"), std::int64_t{2});
    QVERIFY(run.slices > plain.slices); // the step's first slice was computed again
    const auto expected = uninterrupted.model().snapshot();
    const auto actual = trainer.model().snapshot();
    for (std::size_t i = 0; i < expected->tensors.size(); ++i)
        QCOMPARE(actual->tensors[i].values, expected->tensors[i].values);
}

void TrainingRunTest::savesElsewhereOnCommand() {
    TestRun run;
    const fs::path elsewhere = run.folder / "other.tempera";
    run.nextCommand = [&]() -> std::optional<TrainingCommand> {
        const bool now = run.steps.size() == 5 && run.saved.back() != elsewhere;
        return now ? std::optional(TrainingCommand{true, elsewhere}) : std::nullopt;
    };
    Trainer trainer = run.trainer();
    QVERIFY(run(trainer));
    const auto files = run.stepsInFiles();
    QCOMPARE(files.at("run.tempera"), std::int64_t{4}); // of the validation before
    QCOMPARE(files.at("other.tempera"), std::int64_t{10});
    QCOMPARE(files.at("other.previous.tempera"), std::int64_t{8});
}

void TrainingRunTest::savesWhenTheLastSaveIsOld() {
    TestRun run;
    run.run.autosaveInterval = std::chrono::nanoseconds(1);
    run.training.limits.steps = 3;
    Trainer trainer = run.trainer();
    QVERIFY(run(trainer));
    std::vector<std::int64_t> steps;
    for (const auto& files : run.files)
        steps.push_back(files.at("run.tempera"));
    QCOMPARE(steps, (Steps{1, 2, 3, 3})); // the last one again, with its validation
    TestRun never;
    never.training.limits.steps = 3;
    Trainer other = never.trainer();
    QVERIFY(never(other));
    QCOMPARE(never.files.size(), std::size_t{1});
}

void TrainingRunTest::stoppingWritesACheckpoint() {
    TestRun run;
    run.afterStep = [&](const StepRecord& record) {
        if (record.step == 6)
            run.stop.request_stop();
    };
    Trainer trainer = run.trainer();
    QVERIFY(!run(trainer));
    QVERIFY(!trainer.finished());
    QCOMPARE(run.steps.back(), std::int64_t{6});
    QCOMPARE(run.stepsInFiles().at("run.tempera"), std::int64_t{6});
    // Also within the first step, which takes seconds at the book's size: a run that can be taken
    // up.
    TestRun idle;
    idle.stop.request_stop();
    Trainer untrained = idle.trainer();
    QVERIFY(!idle(untrained));
    const Checkpoint beginning = loadCheckpoint(idle.run.output);
    QCOMPARE(beginning.progress.stepsDone(), std::int64_t{0});
    const auto expected = initialWeights(idle.training.model, 1);
    for (std::size_t i = 0; i < expected.tensors.size(); ++i)
        QCOMPARE(beginning.model.weights->tensors[i].values, expected.tensors[i].values);
}

void TrainingRunTest::stoppedRunCanBeTakenUp() {
    TestRun whole;
    Trainer uninterrupted = whole.trainer();
    whole(uninterrupted);

    TestRun run;
    run.afterStep = [&](const StepRecord& record) {
        if (record.step == 6)
            run.stop.request_stop();
    };
    Trainer first = run.trainer();
    run(first);
    const Checkpoint checkpoint = loadCheckpoint(run.run.output);
    auto model = createLanguageModel(run.training.model, run.training.optimizer, 1);
    model->load(*checkpoint.model.weights);
    model->loadOptimizerState(checkpoint.optimizerState);
    Trainer second(std::move(model), run.data, checkpoint.settings, checkpoint.progress);
    QVERIFY(runTraining(second, run.data, run.run, {}, {}));
    const auto expected = uninterrupted.model().snapshot();
    const auto actual = loadCheckpoint(run.run.output).model.weights;
    for (std::size_t i = 0; i < expected->tensors.size(); ++i)
        QCOMPARE(actual->tensors[i].values, expected->tensors[i].values);
}

void TrainingRunTest::divergenceWritesTheLastGoodState() {
    TestRun run;
    run.recording.onUpdate = [](std::int64_t step) {
        if (step == 7)
            throw Error("the gradient is not a finite number");
    };
    Trainer trainer = run.trainer();
    QVERIFY_EXCEPTION_THROWN(run(trainer), DivergedError);
    const Checkpoint checkpoint = loadCheckpoint(run.run.output);
    QCOMPARE(checkpoint.progress.stepsDone(), std::int64_t{6});
    const auto snapshot = trainer.model().snapshot();
    for (std::size_t i = 0; i < snapshot->tensors.size(); ++i)
        QCOMPARE(checkpoint.model.weights->tensors[i].values, snapshot->tensors[i].values);
}

void TrainingRunTest::withoutAnObserverItTrainsTheSame() {
    // Sampling in the middle must not touch the run: it draws from another stream.
    TestRun watched;
    watched.training.model.architecture = Architecture::gpt;
    watched.training.model.dropout = 0.2;
    Trainer trainer = watched.trainer();
    watched(trainer);
    TestRun silent;
    silent.training = watched.training;
    Trainer other = silent.trainer();
    QVERIFY(runTraining(other, silent.data, silent.run, {}, {}));
    QVERIFY(silent.samples.empty());
    const auto expected = trainer.model().snapshot();
    const auto actual = other.model().snapshot();
    for (std::size_t i = 0; i < expected->tensors.size(); ++i)
        QCOMPARE(actual->tensors[i].values, expected->tensors[i].values);
}

void TrainingRunTest::failedSaveIsToldAndTriedAgain() {
    TestRun run;
    run.run.checkpointEvery = 2;
    std::optional<test::FileSizeLimit> limit;
    std::map<std::string, std::int64_t> filesAfterFailure;
    run.afterStep = [&](const StepRecord& record) {
        if (record.step == 6)
            limit.emplace(1'000); // a checkpoint is larger
        if (record.step == 7) {
            limit.reset();
            filesAfterFailure = run.stepsInFiles();
        }
    };
    Trainer trainer = run.trainer();
    QVERIFY(run(trainer));
    QCOMPARE(run.failures.size(), std::size_t{1});
    QVERIFY2(run.failures[0].find("run.tempera") != std::string::npos, run.failures[0].c_str());
    QCOMPARE(filesAfterFailure.at("run.tempera"), std::int64_t{4});
    QCOMPARE(filesAfterFailure.at("run.previous.tempera"), std::int64_t{2});
    QCOMPARE(run.stepsInFiles().at("run.tempera"), std::int64_t{10});
}

void TrainingRunTest::failedSaveAtTheEndIsThrown() {
    TestRun run;
    std::optional<test::FileSizeLimit> limit;
    run.afterStep = [&](const StepRecord& record) {
        if (record.step == 10)
            limit.emplace(1'000);
    };
    Trainer trainer = run.trainer();
    QVERIFY_EXCEPTION_THROWN(run(trainer), Error);
    limit.reset();
    QCOMPARE(run.stepsInFiles().at("run.tempera"), std::int64_t{8});
}

void TrainingRunTest::finishedRunIsNotWrittenAgain() {
    TestRun run;
    Trainer first = run.trainer();
    run(first);
    const Checkpoint checkpoint = loadCheckpoint(run.run.output);
    run.saved.clear();
    run.run.resumedFrom = run.run.output;
    Trainer second(createLanguageModel(run.training.model, run.training.optimizer, 1), run.data,
                   checkpoint.settings, checkpoint.progress);
    QVERIFY(run(second));
    QVERIFY(run.saved.empty());
    QCOMPARE(run.stepsInFiles().at("run.previous.tempera"), std::int64_t{8});
}

void TrainingRunTest::withoutValidationEpochsAreWritten() {
    TestRun run;
    run.data = numberedData(24); // nothing is held out: four steps an epoch
    run.training = settings(run.data);
    Trainer trainer = run.trainer();
    QVERIFY(run(trainer));
    QVERIFY(run.validations.empty());
    QCOMPARE(run.samples.size(), std::size_t{2 * 5});
    QCOMPARE(run.samples[0].step, std::int64_t{4});
    QCOMPARE(run.samples[5].step, std::int64_t{8});
    QCOMPARE(run.files.size(), std::size_t{3});
    QCOMPARE(run.files[0].at("run.tempera"), std::int64_t{4});
    QCOMPARE(run.files[2].at("run.tempera"), std::int64_t{10});
}

QTEST_GUILESS_MAIN(TrainingRunTest)
#include "training_run_test.moc"
