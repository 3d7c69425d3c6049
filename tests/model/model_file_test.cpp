// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_file.h"

#include "support/error_message.h"
#include "support/safetensors_bytes.h"
#include "support/small_model.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <cstring>
#include <functional>
#include <limits>
#include <rapidcheck.h>

using namespace tempera;

/// A model file as its parts, to be changed before they are written.
struct FileParts {
    std::map<std::string, std::string> metadata;
    std::vector<StoredTensor> tensors;

    StoredTensor& tensor(std::string_view name) {
        return *std::ranges::find(tensors, name, &StoredTensor::name);
    }
};

using Change = std::function<void(FileParts&)>;
Q_DECLARE_METATYPE(Change)

namespace {

LanguageModelFile smallModel(Architecture architecture = Architecture::book) {
    LanguageModelFile model;
    model.weights =
        std::make_shared<const ModelWeights>(smallWeights(smallConfiguration(architecture)));
    model.tokenizer.sequenceLength = 4;
    model.vocabulary = Vocabulary({"the", "größe", "好"});
    return model;
}

bool same(const NamedTensor& left, const NamedTensor& right) {
    // Bit by bit: -0 is not 0 here.
    return left.name == right.name && left.shape == right.shape &&
           std::ranges::equal(std::as_bytes(std::span(left.values)),
                              std::as_bytes(std::span(right.values)));
}

bool same(const LanguageModelFile& left, const LanguageModelFile& right) {
    return left.weights->configuration == right.weights->configuration &&
           left.tokenizer == right.tokenizer &&
           left.vocabulary.words() == right.vocabulary.words() &&
           std::ranges::equal(left.weights->tensors, right.weights->tensors,
                              [](const auto& one, const auto& other) { return same(one, other); });
}

rc::Gen<ModelConfiguration> anyConfiguration() {
    return rc::gen::exec([] {
        const auto upTo = [](std::int64_t most) {
            return *rc::gen::inRange<std::int64_t>(1, most);
        };
        ModelConfiguration configuration;
        configuration.architecture = *rc::gen::element(Architecture::book, Architecture::gpt);
        configuration.vocabularySize = upTo(8) + 2;
        configuration.contextLength = upTo(6) + 1;
        configuration.embeddingWidth = upTo(5);
        configuration.headCount = upTo(4);
        configuration.headWidth = upTo(4);
        configuration.hiddenWidth = upTo(5);
        configuration.layerCount = upTo(4);
        configuration.layerNormEpsilon = *rc::gen::element(1e-3, 1e-5, 0.1);
        if (configuration.architecture == Architecture::gpt) {
            configuration.tiedEmbeddings = *rc::gen::arbitrary<bool>();
            configuration.dropout = *rc::gen::element(0.0, 0.1, 1.0 / 3.0);
        }
        return configuration;
    });
}

Vocabulary anyVocabulary(std::size_t size, Standardization standardization) {
    const bool characters = standardization == Standardization::characters;
    const auto word = characters
                          ? rc::gen::element<std::string>("a", "b", "\n", "\\", " ", "é", "漢", "😀",
                                                          "n", "\r", "\t", "0")
                          : rc::gen::element<std::string>("a", "\\n", "\\", "é", "漢", "n", "\"",
                                                          "a\\nb", "[PAD]", "0", "b", "c");
    return Vocabulary(*rc::gen::unique<std::vector<std::string>>(size - 2, word));
}

rc::Gen<LanguageModelFile> anyModel() {
    return rc::gen::exec([] {
        LanguageModelFile model;
        ModelWeights weights = smallWeights(*anyConfiguration());
        const ModelConfiguration& configuration = weights.configuration;
        for (NamedTensor& tensor : weights.tensors)
            for (float& value : tensor.values)
                value = *rc::gen::element(0.0F, -0.0F, 1.5F, -1e-40F,
                                          std::numeric_limits<float>::max());
        model.tokenizer.standardization =
            *rc::gen::element(Standardization::book, Standardization::unicode,
                              Standardization::none, Standardization::characters);
        model.tokenizer.sequenceLength =
            *rc::gen::inRange<std::int64_t>(2, configuration.contextLength + 2);
        model.vocabulary = anyVocabulary(static_cast<std::size_t>(configuration.vocabularySize),
                                         model.tokenizer.standardization);
        model.weights = std::make_shared<const ModelWeights>(std::move(weights));
        return model;
    });
}

void setText(StoredTensor& tensor, std::string_view text) {
    const auto bytes = std::as_bytes(std::span(text));
    tensor.bytes.assign(bytes.begin(), bytes.end());
    tensor.shape = {static_cast<std::int64_t>(text.size())};
}

void setFirstFloat(StoredTensor& tensor, float value) {
    std::memcpy(tensor.bytes.data(), &value, sizeof value);
}

StoredTensor bytesTensor(const std::string& name) {
    return {name, TensorType::uint8, {2}, std::vector<std::byte>(2)};
}

std::map<std::string, std::string> metadataOf(const QJsonObject& report) {
    std::map<std::string, std::string> metadata;
    const QVariantMap entries = report["metadata"].toObject().toVariantMap();
    for (const auto& [key, value] : entries.toStdMap())
        metadata[key.toStdString()] = value.toString().toStdString();
    return metadata;
}

NamedTensor tensorOf(const QJsonObject& report) {
    NamedTensor tensor{report["name"].toString().toStdString(), {}, {}};
    for (const auto dimension : report["shape"].toArray())
        tensor.shape.push_back(dimension.toInteger());
    for (const auto value : report["values"].toArray())
        tensor.values.push_back(static_cast<float>(value.toDouble()));
    return tensor;
}

} // namespace

class ModelFileTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;
    const std::filesystem::path path_ = folder_.filePath("model.safetensors").toStdString();

    void writeParts(const FileParts& parts) const {
        std::vector<TensorView> views;
        for (const StoredTensor& tensor : parts.tensors)
            views.push_back({tensor.name, tensor.type, tensor.shape, tensor.bytes});
        writeSafetensors(path_, parts.metadata, views);
    }

    FileParts smallParts() const {
        saveModel(path_, smallModel());
        SafetensorsFile file = readSafetensors(path_);
        return {std::move(file.metadata), std::move(file.tensors)};
    }

    QString refusal() const {
        return QString::fromStdString(errorMessage([this] { loadModel(path_); }));
    }

private Q_SLOTS:
    void whatIsSavedIsLoaded() {
        QVERIFY(rc::check("any model", [this] {
            const LanguageModelFile model = *rc::gen::noShrink(anyModel());
            saveModel(path_, model);
            RC_ASSERT(same(loadModel(path_), model));
        }));
    }

    void sameModelGivesSameBytes() {
        saveModel(path_, smallModel());
        const std::string first = readBytes(path_);
        saveModel(path_, loadModel(path_));
        QCOMPARE(readBytes(path_), first);
    }

    void vocabularyIsWordsByLine() {
        QCOMPARE(vocabularyToBytes(Vocabulary({"the", "größe"})),
                 std::string("\n[UNK]\nthe\ngröße"));
        QCOMPARE(vocabularyToBytes(Vocabulary({"a", "\n"})), std::string("\n[UNK]\na\n\\n"));
    }

    void pythonReadsTheFile() {
        const LanguageModelFile model = smallModel();
        saveModel(path_, model);
        QProcess python;
        python.start("python3", {TEMPERA_SOURCE_DIR "/tests/tools/read_safetensors.py",
                                 QString::fromStdString(path_.string())});
        if (!python.waitForStarted())
            QSKIP("needs python3");
        QVERIFY(python.waitForFinished());
        QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
        const auto report = QJsonDocument::fromJson(python.readAllStandardOutput()).object();

        auto metadata = metadataOf(report);
        QCOMPARE(metadata.at("format"), std::string("tempera-model"));
        QCOMPARE(metadata.at("format_version"), std::string("1"));
        QVERIFY(metadata.at("application").starts_with("Tempera "));
        QCOMPARE(metadata.at("sha256"), report["sha256"].toString().toStdString());
        QCOMPARE(metadata.at("tokenizer"),
                 asJson("{'standardization':'book','sequence_length':4}"));
        const auto config = QJsonDocument::fromJson(QByteArray::fromStdString(metadata["config"]));
        QCOMPARE(config["vocabulary_size"].toInt(), 5);

        const QJsonArray tensors = report["tensors"].toArray();
        const auto& expected = model.weights->tensors;
        QCOMPARE(tensors.size(), static_cast<qsizetype>(expected.size()) + 1);
        for (qsizetype index = 0; index + 1 < tensors.size(); ++index) {
            QCOMPARE(tensors[index]["dtype"].toString(), "F32");
            QVERIFY(same(tensorOf(tensors[index].toObject()),
                         expected[static_cast<std::size_t>(index)]));
        }
        QCOMPARE(tensors.last()["name"].toString(), "vocabulary");
        QCOMPARE(tensors.last()["dtype"].toString(), "U8");
        QByteArray words;
        for (const auto byte : tensors.last()["values"].toArray())
            words += static_cast<char>(byte.toInt());
        QCOMPARE(words, QByteArray("\n[UNK]\nthe\ngröße\n好"));
    }

    void trainingStateIsPassedOver() {
        FileParts parts = smallParts();
        parts.metadata["step"] = "7";
        parts.tensors.push_back(bytesTensor("optimizer.square_average"));
        parts.tensors.push_back(bytesTensor("training.random"));
        writeParts(parts);
        QVERIFY(same(loadModel(path_), smallModel()));
    }

    void whatIsTakenIsReleased() {
        saveModel(path_, smallModel());
        SafetensorsFile file = readSafetensors(path_);
        file.tensors.push_back(bytesTensor("optimizer.square_average"));
        QVERIFY(same(modelFromFile(file, path_, {"optimizer."}), smallModel()));
        QVERIFY(file.find("token_embedding.weight")->bytes.empty());
        QCOMPARE(file.find("optimizer.square_average")->bytes.size(), 2U);
    }

    void contradictoryFilesAreRefused_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("reason");
        const auto metadata = [](const char* key, const std::string& value, const char* reason) {
            const Change change = [=](FileParts& parts) { parts.metadata[key] = value; };
            QTest::addRow("%s: %.40s", key, value.c_str()) << change << QString(reason);
        };
        const auto missing = [](const char* key, const char* reason) {
            const Change change = [=](FileParts& parts) { parts.metadata.erase(key); };
            QTest::addRow("no %s", key) << change << QString(reason);
        };
        const auto tensor = [](const char* name, const auto& change, const char* reason) {
            const Change wrapped = [=](FileParts& parts) {
                change(parts.tensor("position_embedding.weight"));
            };
            QTest::newRow(name) << wrapped << QString(reason);
        };
        const auto words = [](const char* name, const std::string& text, const char* reason) {
            const Change change = [=](FileParts& parts) {
                setText(parts.tensor("vocabulary"), text);
            };
            QTest::newRow(name) << change << QString(reason);
        };

        missing("format", "not one of Tempera's");
        metadata("format", "pt", "not one of Tempera's");
        missing("format_version", "format_version");
        metadata("format_version", "2", "newer Tempera");
        metadata("format_version", "0", "format_version");
        metadata("format_version", "1.0", "format_version");
        metadata("format_version", "", "format_version");
        metadata("format_version", "99999999999999999999", "format_version");

        missing("config", "config");
        metadata("config", "", "config");
        metadata("config", "{}", "config");
        metadata("config", std::string(100'000, '['), "impossibly long");
        missing("tokenizer", "tokenizer");
        for (const char* text :
             {"", "[]", "{}", "{'standardization':'book'}", "{'sequence_length':4}",
              "{'standardization':1,'sequence_length':4}",
              "{'standardization':'other','sequence_length':4}",
              "{'standardization':'book','sequence_length':'4'}",
              "{'standardization':'book','sequence_length':4.5}",
              "{'standardization':'book','sequence_length':1}",
              "{'standardization':'book','sequence_length':-4}",
              "{'standardization':'book','sequence_length':6}"})
            metadata("tokenizer", asJson(text), "tokenizer");

        tensor(
            "missing weights", [](auto& t) { t.name = "optimizer.x"; }, "is missing");
        tensor(
            "unknown weights", [](auto& t) { t.name = "other"; }, "\"other\"");
        tensor(
            "shape", [](auto& t) { std::ranges::reverse(t.shape); }, "position_embedding.weight");
        tensor(
            "rank", [](auto& t) { t.shape = {12}; }, "position_embedding.weight");
        tensor(
            "type",
            [](auto& t) {
                t.type = TensorType::int64;
                t.shape = {2, 3};
            },
            "F32");
        constexpr float infinity = std::numeric_limits<float>::infinity();
        constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
        tensor(
            "infinity", [](auto& t) { setFirstFloat(t, -infinity); }, "finite");
        tensor(
            "not a number", [](auto& t) { setFirstFloat(t, notANumber); }, "finite");

        words("too few words", "\n[UNK]\nthe\nfilm", "4 words");
        words("too many words", "\n[UNK]\nthe\nfilm\nwas\ngood", "6 words");
        words("no words", "", "1 words");
        words("padding missing", "[PAD]\n[UNK]\nthe\nfilm\nwas", "special words");
        words("unknown missing", "\nthe\nfilm\nwas\ngood", "special words");
        words("word twice", "\n[UNK]\nthe\nfilm\nthe", "'the' twice");
        words("special word twice", "\n[UNK]\nthe\nfilm\n[UNK]", "'[UNK]' twice");
        words("empty word", "\n[UNK]\nthe\n\nfilm", "empty");
        words("ill-formed UTF-8", "\n[UNK]\nthe\nf\xFFlm\nwas", "UTF-8");
        const Change noVocabulary = [](FileParts& parts) { parts.tensors.pop_back(); };
        QTest::newRow("no vocabulary") << noVocabulary << QString("vocabulary");
        const Change tableOfWords = [](FileParts& parts) {
            auto& shape = parts.tensor("vocabulary").shape;
            shape.push_back(1);
        };
        QTest::newRow("vocabulary of rank 2") << tableOfWords << QString("vocabulary");
    }

    void contradictoryFilesAreRefused() {
        QFETCH(Change, change);
        QFETCH(QString, reason);
        FileParts parts = smallParts();
        change(parts);
        writeParts(parts);
        const QString message = refusal();
        QVERIFY2(message.contains(reason), qPrintable(message));
        QVERIFY2(message.startsWith(QString::fromStdString("'" + path_.string() + "'")),
                 qPrintable(message));
    }

    void everyFlippedBitIsFound() {
        saveModel(path_, smallModel());
        const std::string bytes = readBytes(path_);
        const std::size_t metadataEnd = bytes.find("token_embedding");
        // Every bit of length and metadata, and a sample of what follows.
        for (std::size_t bit = 0; bit < 8 * bytes.size(); bit += bit / 8 < metadataEnd ? 1 : 11) {
            std::string flipped = bytes;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
            writeBytes(path_, flipped);
            QVERIFY2(!refusal().isEmpty(),
                     qPrintable(QString("bit %1 of byte %2").arg(bit % 8).arg(bit / 8)));
        }
    }

    void foreignFileIsNamedAsSuch() {
        writeBytes(path_,
                   safetensorsBytes(asJson("{'a':{'dtype':'U8','shape':[2],'data_offsets':[0,2]}}"),
                                    "hi"));
        QVERIFY2(refusal().contains("safetensors file, but not one of Tempera's"),
                 qPrintable(refusal()));
    }

    void unfitModelsAreNotSaved_data() {
        QTest::addColumn<LanguageModelFile>("model");
        const auto row = [](const char* name, const auto& change) {
            LanguageModelFile model = smallModel();
            change(model);
            QTest::newRow(name) << model;
        };
        row("weights of another shape", [](auto& model) {
            ModelWeights weights = *model.weights;
            weights.configuration.hiddenWidth = 3;
            model.weights = std::make_shared<const ModelWeights>(weights);
        });
        row("too few words", [](auto& model) { model.vocabulary = Vocabulary({"a", "b"}); });
        row("line break in a word", [](auto& model) {
            model.vocabulary = Vocabulary({"a", "b\nc", "d"});
        });
        row("line break outside characters", [](auto& model) {
            model.vocabulary = Vocabulary({"a", "\n", "d"});
        });
        row("backslash n among characters", [](auto& model) {
            model.vocabulary = Vocabulary({"a", "\\n", "d"});
            model.tokenizer.standardization = Standardization::characters;
        });
        row("word not UTF-8", [](auto& model) {
            model.vocabulary = Vocabulary({"a", "\xFF", "d"});
        });
        row("sequence longer than the context",
            [](auto& model) { model.tokenizer.sequenceLength = 6; });
    }

    void unfitModelsAreNotSaved() {
        QFETCH(LanguageModelFile, model);
        saveModel(path_, smallModel());
        QVERIFY(!errorMessage([&] { saveModel(path_, model); }).empty());
        QVERIFY(same(loadModel(path_), smallModel()));
    }

    void missingFolderIsNamed() {
        const auto path = path_.parent_path() / "missing" / "model.safetensors";
        const std::string message = errorMessage([&] { saveModel(path, smallModel()); });
        QVERIFY2(QString::fromStdString(message).contains("does not exist"), message.c_str());
    }
};

QTEST_GUILESS_MAIN(ModelFileTest)
#include "model_file_test.moc"
