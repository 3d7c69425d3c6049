// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/compute.h"
#include "core/model/inference_engine.h"
#include "core/model/language_model.h"
#include "core/model/safetensors_file.h"

#include <QFile>
#include <QProcess>
#include <QtTest>
#include <cmath>
#include <cstring>
#include <filesystem>

using namespace tempera;

namespace {

using Tokens = std::vector<TokenId>;

const std::filesystem::path fixturePath =
    TEMPERA_SOURCE_DIR "/tests/fixtures/book_reference.safetensors";
const char* const scriptPath = TEMPERA_SOURCE_DIR "/tests/tools/book_reference.py";

const SafetensorsFile& fixture() {
    static const SafetensorsFile file = readSafetensors(fixturePath);
    return file;
}

template <typename T>
std::vector<T> valuesOf(const std::string& name) {
    const StoredTensor* tensor = fixture().find(name);
    if (tensor == nullptr)
        qFatal("the fixture has no tensor %s", name.c_str());
    std::vector<T> values(tensor->bytes.size() / sizeof(T));
    std::memcpy(values.data(), tensor->bytes.data(), tensor->bytes.size());
    return values;
}

ModelConfiguration configurationOf(std::int64_t layers) {
    const auto size = [](const char* name) {
        return static_cast<std::int64_t>(std::stoll(fixture().metadata.at(name)));
    };
    ModelConfiguration configuration;
    configuration.vocabularySize = size("vocabulary_size");
    configuration.contextLength = size("context_length");
    configuration.embeddingWidth = size("embedding_width");
    configuration.headCount = size("head_count");
    configuration.headWidth = size("head_width");
    configuration.hiddenWidth = size("hidden_width");
    configuration.layerCount = layers;
    return configuration;
}

std::string prefixOf(std::int64_t layers) {
    return "layers_" + std::to_string(layers) + "/";
}

ModelWeights weightsOf(std::int64_t layers) {
    ModelWeights weights{configurationOf(layers), {}};
    for (const TensorShape& tensor : tensorShapes(weights.configuration))
        weights.tensors.push_back(
            {tensor.name, tensor.shape, valuesOf<float>(prefixOf(layers) + tensor.name)});
    return weights;
}

std::vector<Tokens> texts() {
    const auto shape = fixture().find("texts")->shape;
    const auto ids = valuesOf<std::int64_t>("texts");
    const auto length = static_cast<std::size_t>(shape[1]);
    std::vector<Tokens> result;
    for (std::size_t begin = 0; begin < ids.size(); begin += length) {
        Tokens text;
        for (std::size_t i = begin; i < begin + length; ++i)
            text.push_back(static_cast<TokenId>(ids[i]));
        result.push_back(text);
    }
    return result;
}

} // namespace

/// Compares both implementations of the book's network with a third one: NumPy's in
/// tests/tools/book_reference.py, whose weights and logits are in the fixture.
class BookReferenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareComputeThreads(1); }
    void fixtureIsWhatTheScriptWrites();
    void modelGivesTheReferencesLogits_data() { layers(); }
    void modelGivesTheReferencesLogits();
    void engineGivesTheReferencesLogits_data() { layers(); }
    void engineGivesTheReferencesLogits();

private:
    static void layers() {
        QTest::addColumn<int>("layers");
        QTest::newRow("one block") << 1;
        QTest::newRow("two blocks") << 2;
    }
};

void BookReferenceTest::fixtureIsWhatTheScriptWrites() {
    QTemporaryDir folder;
    const QString written = folder.filePath("reference.safetensors");
    const auto run = [&](const QStringList& arguments) {
        QProcess process;
        process.start("/usr/bin/python3", arguments);
        return process.waitForFinished(60'000) && process.exitCode() == 0;
    };
    if (!run({"-c", "import numpy"}))
        QSKIP("Debian's python3-numpy is not installed");
    QVERIFY(run({scriptPath, written}));
    QFile again(written);
    QFile kept(QString::fromStdString(fixturePath.string()));
    QVERIFY(again.open(QIODevice::ReadOnly) && kept.open(QIODevice::ReadOnly));
    QCOMPARE(again.readAll(), kept.readAll());
}

void BookReferenceTest::modelGivesTheReferencesLogits() {
    QFETCH(int, layers);
    const ModelWeights weights = weightsOf(layers);
    const auto expected = valuesOf<float>(prefixOf(layers) + "logits");
    const auto model = createLanguageModel(weights.configuration, {}, 0);
    model->load(weights);
    std::vector<float> logits;
    for (const Tokens& text : texts()) {
        const auto rows = model->logits(text); // [T, V]
        logits.insert(logits.end(), rows.begin(), rows.end());
    }
    QCOMPARE(logits.size(), expected.size());
    for (std::size_t i = 0; i < logits.size(); ++i)
        QVERIFY(std::abs(logits[i] - expected[i]) < 2e-5F);
}

void BookReferenceTest::engineGivesTheReferencesLogits() {
    QFETCH(int, layers);
    const auto expected = valuesOf<float>(prefixOf(layers) + "logits");
    const auto weights = std::make_shared<const ModelWeights>(weightsOf(layers));
    InferenceEngine engine(weights);
    std::size_t row = 0;
    for (const Tokens& text : texts()) {
        for (std::size_t length = 1; length <= text.size(); ++length, ++row) {
            if (length == text.size()) // the engine doesn't use the last, untrained position
                continue;
            const auto logits = engine.logitsAfter(std::span(text).first(length)); // [V]
            for (std::size_t id = 0; id < logits.size(); ++id)
                QVERIFY(std::abs(logits[id] - expected[row * logits.size() + id]) < 2e-5F);
        }
    }
    QCOMPARE(row * engine.vocabularySize(), expected.size());
}

QTEST_GUILESS_MAIN(BookReferenceTest)
#include "book_reference_test.moc"
