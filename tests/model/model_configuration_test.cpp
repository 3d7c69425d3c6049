// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_configuration.h"

#include "core/system/error.h"
#include "support/error_message.h"
#include "support/random_model.h"

#include <QtTest>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>
#include <set>

using namespace tempera;

namespace {

using Shape = std::vector<std::int64_t>;
using Change = std::function<void(ModelConfiguration&)>;
using JsonChange = std::function<void(nlohmann::json&)>;

std::vector<std::pair<std::string, Shape>> shapesOf(const ModelConfiguration& configuration) {
    std::vector<std::pair<std::string, Shape>> result;
    for (const TensorShape& tensor : tensorShapes(configuration))
        result.emplace_back(tensor.name, tensor.shape);
    return result;
}

/// Linear in -> out with its bias.
std::int64_t linear(std::int64_t in, std::int64_t out) {
    return in * out + out;
}

/// The number of weights as a formula of the sizes, independent of the list of tensors.
std::int64_t countByHand(const ModelConfiguration& c) {
    const std::int64_t heads = c.headCount * c.headWidth;
    const std::int64_t attention =
        3 * linear(c.embeddingWidth, heads) + linear(heads, c.embeddingWidth);
    const std::int64_t feedForward =
        linear(c.embeddingWidth, c.hiddenWidth) + linear(c.hiddenWidth, c.embeddingWidth);
    const std::int64_t norm = 2 * c.embeddingWidth;
    const std::int64_t embeddings = (c.vocabularySize + c.contextLength) * c.embeddingWidth;
    const std::int64_t output = c.tiedEmbeddings ? 0 : linear(c.embeddingWidth, c.vocabularySize);
    if (c.architecture == Architecture::book)
        return embeddings + c.layerCount * (2 * attention + feedForward + 3 * norm) + output;
    return embeddings + c.layerCount * (attention + feedForward + 2 * norm) + norm + output;
}

rc::Gen<ModelConfiguration> anyConfiguration() {
    return rc::gen::exec([] {
        ModelConfiguration configuration;
        configuration.architecture = *rc::gen::element(Architecture::book, Architecture::gpt);
        configuration.vocabularySize = *rc::gen::inRange<std::int64_t>(3, 1'000'001);
        configuration.contextLength = *rc::gen::inRange<std::int64_t>(2, 8'193);
        configuration.embeddingWidth = *rc::gen::inRange<std::int64_t>(1, 8'193);
        configuration.headCount = *rc::gen::inRange<std::int64_t>(1, 129);
        configuration.headWidth = *rc::gen::inRange<std::int64_t>(1, 8'193);
        configuration.hiddenWidth = *rc::gen::inRange<std::int64_t>(1, 32'769);
        configuration.layerCount = *rc::gen::inRange<std::int64_t>(1, 97);
        configuration.layerNormEpsilon = *rc::gen::inRange(1, 1'000'001) * 1e-6;
        if (configuration.architecture == Architecture::gpt) {
            configuration.dropout = *rc::gen::inRange(0, 1'000) * 1e-3;
            configuration.tiedEmbeddings = *rc::gen::arbitrary<bool>();
        }
        return configuration;
    });
}

} // namespace

class ModelConfigurationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void architectureNames();
    void bookHasTheBooksSize();
    void bookTensorsAreThoseOfTheDesign();
    void gptTensorsByHand();
    void parameterCountIsTheFormulas();
    void jsonRoundTrip();
    void outOfRange_data();
    void outOfRange();
    void unusableJson_data();
    void unusableJson();
    void presetsAreValid();
};

void ModelConfigurationTest::architectureNames() {
    QCOMPARE(parseArchitecture("book"), Architecture::book);
    QCOMPARE(parseArchitecture("gpt"), Architecture::gpt);
    QCOMPARE(std::string(architectureName(Architecture::gpt)), std::string("gpt"));
    QVERIFY_EXCEPTION_THROWN(parseArchitecture("bert"), SettingError);
    QVERIFY(errorMessage([] { parseArchitecture("bert"); }).find("book or gpt") !=
            std::string::npos);
}

void ModelConfigurationTest::bookHasTheBooksSize() {
    // Keras's summary of the book's model: embeddings 3,865,600; decoder 5,959,576 with its output.
    QCOMPARE(parameterCount(bookConfiguration()), std::int64_t{9'825'176});
    QCOMPARE(countByHand(bookConfiguration()), std::int64_t{9'825'176});
    QCOMPARE(usableContext(bookConfiguration()), std::int64_t{99});
}

void ModelConfigurationTest::bookTensorsAreThoseOfTheDesign() {
    const std::string block = "decoder.0.";
    std::vector<std::pair<std::string, Shape>> expected{{"token_embedding.weight", {15'000, 256}},
                                                        {"position_embedding.weight", {100, 256}}};
    for (const std::string attention : {"self_attention", "input_attention"}) {
        for (const char* part : {".query", ".key", ".value"}) {
            expected.push_back({block + attention + part + ".weight", {512, 256}});
            expected.push_back({block + attention + part + ".bias", {512}});
        }
        expected.push_back({block + attention + ".output.weight", {256, 512}});
        expected.push_back({block + attention + ".output.bias", {256}});
        expected.push_back({block + attention + "_norm.weight", {256}});
        expected.push_back({block + attention + "_norm.bias", {256}});
    }
    expected.push_back({block + "feed_forward.hidden.weight", {2'048, 256}});
    expected.push_back({block + "feed_forward.hidden.bias", {2'048}});
    expected.push_back({block + "feed_forward.output.weight", {256, 2'048}});
    expected.push_back({block + "feed_forward.output.bias", {256}});
    expected.push_back({block + "feed_forward_norm.weight", {256}});
    expected.push_back({block + "feed_forward_norm.bias", {256}});
    expected.push_back({"output.weight", {15'000, 256}});
    expected.push_back({"output.bias", {15'000}});
    QCOMPARE(shapesOf(bookConfiguration()), expected);
}

void ModelConfigurationTest::gptTensorsByHand() {
    auto configuration = test::tinyConfiguration(Architecture::gpt, true);
    configuration.layerCount = 1;
    const std::vector<std::pair<std::string, Shape>> expected{
        {"token_embedding.weight", {11, 8}},
        {"position_embedding.weight", {7, 8}},
        {"decoder.0.self_attention_norm.weight", {8}},
        {"decoder.0.self_attention_norm.bias", {8}},
        {"decoder.0.self_attention.query.weight", {6, 8}},
        {"decoder.0.self_attention.query.bias", {6}},
        {"decoder.0.self_attention.key.weight", {6, 8}},
        {"decoder.0.self_attention.key.bias", {6}},
        {"decoder.0.self_attention.value.weight", {6, 8}},
        {"decoder.0.self_attention.value.bias", {6}},
        {"decoder.0.self_attention.output.weight", {8, 6}},
        {"decoder.0.self_attention.output.bias", {8}},
        {"decoder.0.feed_forward_norm.weight", {8}},
        {"decoder.0.feed_forward_norm.bias", {8}},
        {"decoder.0.feed_forward.hidden.weight", {10, 8}},
        {"decoder.0.feed_forward.hidden.bias", {10}},
        {"decoder.0.feed_forward.output.weight", {8, 10}},
        {"decoder.0.feed_forward.output.bias", {8}},
        {"final_norm.weight", {8}},
        {"final_norm.bias", {8}},
    };
    QCOMPARE(shapesOf(configuration), expected);
}

void ModelConfigurationTest::parameterCountIsTheFormulas() {
    QVERIFY(rc::check([] {
        const ModelConfiguration configuration = *anyConfiguration();
        RC_ASSERT(parameterCount(configuration) == countByHand(configuration));
        const auto shapes = shapesOf(configuration);
        const std::set<std::pair<std::string, Shape>> distinct(shapes.begin(), shapes.end());
        RC_ASSERT(distinct.size() == shapes.size());
    }));
}

void ModelConfigurationTest::jsonRoundTrip() {
    QVERIFY(rc::check([] {
        const ModelConfiguration configuration = *anyConfiguration();
        validate(configuration);
        RC_ASSERT(modelConfigurationFromJson(toJson(configuration)) == configuration);
    }));
}

void ModelConfigurationTest::outOfRange_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const Change& change, const char* named) {
        QTest::newRow(name) << change << QString(named);
    };
    constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    row(
        "no words", [](auto& c) { c.vocabularySize = 2; }, "vocabulary_size is 2");
    row(
        "many words", [](auto& c) { c.vocabularySize = 1'000'001; }, "vocabulary_size");
    row(
        "short context", [](auto& c) { c.contextLength = 1; }, "context_length");
    row(
        "long context", [](auto& c) { c.contextLength = 8'193; }, "context_length");
    row(
        "no width", [](auto& c) { c.embeddingWidth = 0; }, "embedding_width");
    row(
        "vast width", [](auto& c) { c.embeddingWidth = most; }, "embedding_width");
    row(
        "no heads", [](auto& c) { c.headCount = 0; }, "head_count");
    row(
        "many heads", [](auto& c) { c.headCount = 129; }, "head_count");
    row(
        "narrow heads", [](auto& c) { c.headWidth = -1; }, "head_width is -1");
    row(
        "wide heads", [](auto& c) { c.headWidth = 8'193; }, "head_width");
    row(
        "nothing hidden", [](auto& c) { c.hiddenWidth = 0; }, "hidden_width");
    row(
        "much hidden", [](auto& c) { c.hiddenWidth = 32'769; }, "hidden_width");
    row(
        "no layers", [](auto& c) { c.layerCount = 0; }, "layer_count");
    row(
        "many layers", [](auto& c) { c.layerCount = 97; }, "layer_count");
    row(
        "dropout 1", [](auto& c) { c.dropout = 1.0; }, "dropout");
    row(
        "dropout below 0", [](auto& c) { c.dropout = -0.1; }, "dropout");
    row(
        "no dropout number", [](auto& c) { c.dropout = notANumber; }, "dropout");
    row(
        "epsilon 0", [](auto& c) { c.layerNormEpsilon = 0.0; }, "layer_norm_epsilon");
    row(
        "no epsilon", [](auto& c) { c.layerNormEpsilon = notANumber; }, "layer_norm_epsilon");
    const auto asBook = [](ModelConfiguration& c) { c.architecture = Architecture::book; };
    row(
        "tied book", [=](auto& c) { asBook(c), c.tiedEmbeddings = true; }, "tied");
    row(
        "book with dropout", [=](auto& c) { asBook(c), c.dropout = 0.1; }, "dropout");
}

void ModelConfigurationTest::outOfRange() {
    QFETCH(Change, change);
    QFETCH(QString, named);
    ModelConfiguration configuration;
    configuration.architecture = Architecture::gpt;
    validate(configuration);
    change(configuration);
    QVERIFY_EXCEPTION_THROWN(validate(configuration), SettingError);
    const std::string message = errorMessage([&] { validate(configuration); });
    QVERIFY2(QString::fromStdString(message).contains(named), message.c_str());
    // In a file it is an Error: no setting of the person who opens it.
    const std::string fromFile =
        errorMessage([&] { modelConfigurationFromJson(toJson(configuration)); });
    QVERIFY2(fromFile.starts_with("config: "), fromFile.c_str());
}

void ModelConfigurationTest::unusableJson_data() {
    QTest::addColumn<JsonChange>("change");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const JsonChange& change, const char* named) {
        QTest::newRow(name) << change << QString(named);
    };
    row(
        "missing", [](auto& json) { json.erase("head_width"); }, "'head_width' is missing");
    row(
        "text", [](auto& json) { json["head_width"] = "64"; }, "head_width");
    row(
        "fraction", [](auto& json) { json["head_width"] = 64.5; }, "head_width");
    row(
        "truth", [](auto& json) { json["head_width"] = true; }, "head_width");
    row(
        "nothing", [](auto& json) { json["head_width"] = nullptr; }, "head_width");
    row(
        "beyond int64", [](auto& json) { json["head_width"] = 18446744073709551615U; },
        "head_width");
    row(
        "huge", [](auto& json) { json["head_width"] = 1e300; }, "head_width");
    row(
        "architecture", [](auto& json) { json["architecture"] = "bert"; }, "bert");
    row(
        "architecture's type", [](auto& json) { json["architecture"] = 1; }, "architecture");
    row(
        "dropout", [](auto& json) { json["dropout"] = "none"; }, "dropout");
    row(
        "tied", [](auto& json) { json["tied_embeddings"] = 1; }, "tied_embeddings");
    row(
        "list", [](auto& json) { json = nlohmann::json::array(); }, "not a JSON object");
}

void ModelConfigurationTest::unusableJson() {
    QFETCH(JsonChange, change);
    QFETCH(QString, named);
    auto json = nlohmann::json::parse(toJson(gptConfiguration()));
    change(json);
    const std::string message = errorMessage([&] { modelConfigurationFromJson(json.dump()); });
    QVERIFY2(message.starts_with("config: "), message.c_str());
    QVERIFY2(QString::fromStdString(message).contains(named), message.c_str());
    for (const char* text : {"", "{", "null", "\xFF", "{\"a\":1}"})
        QVERIFY_EXCEPTION_THROWN(modelConfigurationFromJson(text), Error);
}

void ModelConfigurationTest::presetsAreValid() {
    for (const auto& configuration : {bookConfiguration(), gptConfiguration()}) {
        QCOMPARE(errorMessage([&] { validate(configuration); }), std::string());
        QVERIFY(modelConfigurationFromJson(toJson(configuration)) == configuration);
    }
}

QTEST_GUILESS_MAIN(ModelConfigurationTest)
#include "model_configuration_test.moc"
