// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/loaded_model.h"

#include "core/model/compute.h"
#include "core/training/checkpoint_file.h"
#include "support/small_model.h"
#include "support/temporary_folder.h"
#include "support/training_corpus.h"

#include <QProcess>
#include <QtTest>
#include <functional>
#include <set>
#include <thread>

using namespace tempera;

namespace {

/// The parts of a model, to be changed before they are put together.
struct Parts {
    ModelWeights weights;
    TokenizerConfiguration tokenizer;
    std::vector<std::string> words{"the", "größe", "好"};

    LanguageModelFile model() const {
        return {std::make_shared<const ModelWeights>(weights), tokenizer, Vocabulary(words)};
    }
};

Parts smallParts(Architecture architecture = Architecture::book) {
    Parts parts{smallWeights(smallConfiguration(architecture)), {}};
    parts.tokenizer.sequenceLength = 4;
    return parts;
}

/// A few real steps, so that a checkpoint has everything.
Checkpoint trainedCheckpoint() {
    const TrainingData data = test::numberedData(20);
    TrainingSettings settings;
    settings.model = smallConfiguration(Architecture::gpt);
    settings.model.vocabularySize = static_cast<std::int64_t>(data.vocabulary.size());
    settings.model.contextLength = 8;
    settings.data.sequenceLength = 8;
    settings.standardization = Standardization::none;
    settings.optimizer.kind = OptimizerKind::adamw;
    settings.limits.steps = 3;
    settings.batchSize = 4;
    settings.sliceSize = 2;
    Trainer trainer(createLanguageModel(settings.model, settings.optimizer, 1), data, settings);
    test::trainFor(trainer, 3);
    return makeCheckpoint(trainer, data);
}

/// By another program, from the file's bytes.
std::string hashByPython(const std::filesystem::path& file) {
    QProcess python;
    python.start("python3", {TEMPERA_SOURCE_DIR "/tests/tools/model_hash.py",
                             QString::fromStdString(file.string())});
    python.waitForFinished();
    return python.readAllStandardOutput().trimmed().toStdString();
}

} // namespace

class LoadedModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareComputeThreads(1); }
    void tellsWhatItWasMadeOf();
    void theHashIsTheModelsInWhateverFile();
    void theHashIsComputedByItsDefinition();
    void everyChangeChangesTheHash();
    void theHashCanBeAskedForByManyThreads();
};

void LoadedModelTest::tellsWhatItWasMadeOf() {
    const LanguageModelFile file = smallParts().model();
    const LoadedModel model(file, "reviews.safetensors", 1'200);
    QCOMPARE(model.weights(), file.weights); // the same snapshot, no copy
    QVERIFY(model.tokenizer() == file.tokenizer);
    QVERIFY(model.vocabulary().words() == file.vocabulary.words());
    QCOMPARE(model.name(), std::string("reviews.safetensors"));
    QCOMPARE(model.step(), std::int64_t{1'200});
    QCOMPARE(LoadedModel(file, "").step(), std::int64_t{0});
    QCOMPARE(model.hash(), modelHash(file));
}

void LoadedModelTest::theHashIsTheModelsInWhateverFile() {
    const test::TemporaryFolder folder;
    const Checkpoint checkpoint = trainedCheckpoint();
    const std::string hash = modelHash(checkpoint.model);
    saveModel(folder / "model.safetensors", checkpoint.model);
    saveCheckpoint(folder / "run.tempera", checkpoint);
    QCOMPARE(modelHash(loadModel(folder / "model.safetensors")), hash);
    QCOMPARE(modelHash(loadModel(folder / "run.tempera")), hash);
    QCOMPARE(modelHash(loadCheckpoint(folder / "run.tempera").model), hash);
    QCOMPARE(LoadedModel(checkpoint.model, "another name", 5).hash(), hash);
}

void LoadedModelTest::theHashIsComputedByItsDefinition() {
    if (QStandardPaths::findExecutable("python3").isEmpty())
        QSKIP("needs python3");
    const test::TemporaryFolder folder;
    for (const Architecture architecture : {Architecture::book, Architecture::gpt}) {
        const LanguageModelFile model = smallParts(architecture).model();
        saveModel(folder / "model.safetensors", model);
        QCOMPARE(modelHash(model), hashByPython(folder / "model.safetensors"));
    }
    const Checkpoint checkpoint = trainedCheckpoint();
    saveCheckpoint(folder / "run.tempera", checkpoint);
    QCOMPARE(modelHash(checkpoint.model), hashByPython(folder / "run.tempera"));
}

void LoadedModelTest::everyChangeChangesTheHash() {
    std::set<std::string> hashes{modelHash(smallParts().model())};
    std::size_t changes = 0;
    const auto change = [&](const std::function<void(Parts&)>& edit) {
        Parts parts = smallParts();
        edit(parts);
        hashes.insert(modelHash(parts.model()));
        ++changes;
    };
    const Parts parts = smallParts();
    for (std::size_t tensor = 0; tensor < parts.weights.tensors.size(); ++tensor)
        for (std::size_t i = 0; i < parts.weights.tensors[tensor].values.size(); ++i)
            change([&](Parts& changed) { changed.weights.tensors[tensor].values[i] += 0.001F; });
    change([](Parts& changed) { changed.words[1] = "grosse"; });
    change([](Parts& changed) { std::swap(changed.words[0], changed.words[1]); });
    change([](Parts& changed) { changed.tokenizer.sequenceLength = 5; });
    for (const auto other :
         {Standardization::unicode, Standardization::none, Standardization::characters})
        change([&](Parts& changed) { changed.tokenizer.standardization = other; });
    change([](Parts& changed) { changed.weights.configuration.layerNormEpsilon = 1e-5; });
    // Settings that no shape tells of: the same weights as one head of width 2 and as two of 1.
    change([](Parts& changed) {
        changed.weights.configuration.headCount = 2;
        changed.weights.configuration.headWidth = 1;
    });
    QCOMPARE(hashes.size(), changes + 1);
    for (const std::string& hash : hashes)
        QVERIFY(hash.size() == 64 &&
                hash.find_first_not_of("0123456789abcdef") == std::string::npos);
}

void LoadedModelTest::theHashCanBeAskedForByManyThreads() {
    const LanguageModelFile file = smallParts().model();
    const LoadedModel model(file, "shared");
    std::vector<std::string> answers(4);
    {
        std::vector<std::jthread> threads;
        for (std::string& answer : answers)
            threads.emplace_back([&] { answer = model.hash(); });
    }
    QCOMPARE(answers, std::vector<std::string>(4, modelHash(file)));
}

QTEST_GUILESS_MAIN(LoadedModelTest)
#include "loaded_model_test.moc"
