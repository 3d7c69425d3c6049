// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/inference_engine.h"

#include "core/model/compute.h"
#include "core/model/language_model.h"
#include "core/system/error.h"
#include "support/random_model.h"

#include <QtTest>
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <rapidcheck.h>

using namespace tempera;
using test::randomWeights;
using test::tinyConfiguration;

namespace {

using Tokens = std::vector<TokenId>;

rc::Gen<ModelConfiguration> anyConfiguration() {
    return rc::gen::exec([] {
        ModelConfiguration configuration;
        configuration.architecture = *rc::gen::element(Architecture::book, Architecture::gpt);
        configuration.vocabularySize = *rc::gen::inRange<std::int64_t>(3, 40);
        configuration.contextLength = *rc::gen::inRange<std::int64_t>(2, 12);
        // Also widths that are no multiple of a vector register's.
        configuration.embeddingWidth = *rc::gen::inRange<std::int64_t>(1, 40);
        configuration.headCount = *rc::gen::inRange<std::int64_t>(1, 4);
        configuration.headWidth = *rc::gen::inRange<std::int64_t>(1, 20);
        configuration.hiddenWidth = *rc::gen::inRange<std::int64_t>(1, 40);
        configuration.layerCount = *rc::gen::inRange<std::int64_t>(1, 4);
        configuration.layerNormEpsilon = *rc::gen::element(1e-5, 1e-3);
        configuration.tiedEmbeddings =
            configuration.architecture == Architecture::gpt && *rc::gen::arbitrary<bool>();
        return configuration;
    });
}

/// Padding, [UNK] and words alike, some texts longer than any context.
rc::Gen<Tokens> anyTokens(std::int64_t vocabularySize) {
    const auto token =
        rc::gen::oneOf(rc::gen::just(paddingToken),
                       rc::gen::inRange<TokenId>(0, static_cast<TokenId>(vocabularySize)));
    return rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, 30), [token](std::size_t length) {
        return rc::gen::container<Tokens>(length, token);
    });
}

/// The next question after one about `text`: a beginning of it, more of it, or another turn.
Tokens varied(const Tokens& text, std::int64_t vocabularySize) {
    const auto kept = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
    Tokens other(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(kept));
    if (kept == 0 || *rc::gen::arbitrary<bool>()) {
        const Tokens added = *anyTokens(vocabularySize);
        other.insert(other.end(), added.begin(), added.end());
    }
    return other;
}

/// Of LibTorch's forward pass over the text's window, without any cache.
std::vector<float> uncachedLogits(LanguageModel& model, const Tokens& text) {
    const auto context = static_cast<std::size_t>(usableContext(model.configuration()));
    const auto window = std::span(text).subspan(contextStart(text.size(), context));
    const auto logits = model.logits(window); // [T, V]
    return {logits.end() - static_cast<std::ptrdiff_t>(model.configuration().vocabularySize),
            logits.end()};
}

/// The largest difference relative to the largest logit.
float relativeDifference(std::span<const float> logits, const std::vector<float>& expected) {
    float largest = 1.0F;
    float difference = 0.0F;
    for (std::size_t id = 0; id < expected.size(); ++id) {
        largest = std::max(largest, std::abs(expected[id]));
        difference = std::max(difference, std::abs(logits[id] - expected[id]));
    }
    return difference / largest;
}

std::shared_ptr<const ModelWeights> shared(ModelWeights weights) {
    return std::make_shared<const ModelWeights>(std::move(weights));
}

} // namespace

class InferenceEngineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareComputeThreads(1); }
    void agreesWithTheUncachedModel();
    void answersDoNotDependOnTheQuestionsBefore();
    void textsReadTogetherAreEachAsAlone();
    void roundedWeightsAreThoseOfARoundedModel();
    void everyUsablePositionCounts_data() { test::addTinyConfigurations(); }
    void everyUsablePositionCounts();
    void enginesShareASnapshot();
    void impossibleTokensAreRefused_data();
    void impossibleTokensAreRefused();
    void unfitWeightsAreRefused();
};

void InferenceEngineTest::agreesWithTheUncachedModel() {
    QVERIFY(rc::check([] {
        const ModelConfiguration configuration = *anyConfiguration();
        const auto weights = randomWeights(configuration, *rc::gen::inRange(0U, 1'000U), 0.3F);
        const auto model = createLanguageModel(configuration, {}, 0);
        model->load(weights);
        InferenceEngine engine(shared(weights));
        RC_ASSERT(engine.vocabularySize() ==
                  static_cast<std::size_t>(configuration.vocabularySize));
        Tokens text = *anyTokens(configuration.vocabularySize);
        for (int question = 0; question < 8; ++question) {
            const auto logits = engine.logitsAfter(text);
            RC_ASSERT(relativeDifference(logits, uncachedLogits(*model, text)) < 1e-4F);
            text = varied(text, configuration.vocabularySize);
        }
    }));
}

void InferenceEngineTest::answersDoNotDependOnTheQuestionsBefore() {
    // To the bit: a text must not change with what was looked at in between.
    QVERIFY(rc::check([] {
        const ModelConfiguration configuration = *anyConfiguration();
        const auto weights = shared(randomWeights(configuration, 1, 0.3F));
        InferenceEngine used(weights);
        Tokens text = *anyTokens(configuration.vocabularySize);
        for (int question = 0; question < 8; ++question) {
            const auto logits = used.logitsAfter(text);
            InferenceEngine fresh(weights);
            RC_ASSERT(std::ranges::equal(logits, fresh.logitsAfter(text)));
            text = varied(text, configuration.vocabularySize);
        }
    }));
}

void InferenceEngineTest::textsReadTogetherAreEachAsAlone() {
    // To the bit, whatever their number and lengths, and whoever takes whose place.
    QVERIFY(rc::check([] {
        const ModelConfiguration configuration = *anyConfiguration();
        const auto weights = shared(randomWeights(configuration, 6, 0.3F));
        InferenceEngine engine(weights);
        std::vector<Tokens> texts{*anyTokens(configuration.vocabularySize)};
        for (int question = 0; question < 5; ++question) {
            const std::size_t before = texts.size();
            texts.resize(*rc::gen::inRange<std::size_t>(1, 10));
            for (std::size_t i = 0; i < texts.size(); ++i)
                texts[i] = varied(texts[i < before ? i : i % before], configuration.vocabularySize);
            const std::vector<std::span<const TokenId>> asked(texts.begin(), texts.end());
            const auto logits = engine.logitsAfterEach(asked);
            RC_ASSERT(logits.size() == texts.size());
            for (std::size_t i = 0; i < texts.size(); ++i) {
                InferenceEngine fresh(weights);
                RC_ASSERT(std::ranges::equal(logits[i], fresh.logitsAfter(texts[i])));
            }
        }
    }));
}

void InferenceEngineTest::roundedWeightsAreThoseOfARoundedModel() {
    QVERIFY(rc::check([] {
        ModelConfiguration configuration = *anyConfiguration();
        configuration.tiedEmbeddings = false; // what is looked up is not rounded
        const auto weights = randomWeights(configuration, 7, 0.3F);
        ModelWeights roundedWeights = weights;
        for (NamedTensor& tensor : roundedWeights.tensors)
            if (tensor.shape.size() == 2 && !tensor.name.ends_with("embedding.weight"))
                for (float& value : tensor.values)
                    value = std::bit_cast<float>(
                        static_cast<std::uint32_t>(nearestBfloat16(value).bits) << 16);
        InferenceEngine engine(shared(weights), WeightPrecision::bfloat16);
        InferenceEngine expected(shared(roundedWeights));
        const Tokens text = *anyTokens(configuration.vocabularySize);
        RC_ASSERT(std::ranges::equal(engine.logitsAfter(text), expected.logitsAfter(text)));
    }));
}

void InferenceEngineTest::everyUsablePositionCounts() {
    QFETCH(ModelConfiguration, configuration);
    const auto weights = shared(randomWeights(configuration, 2));
    InferenceEngine engine(weights);
    const Tokens text{4, 8, 2, 9, 3, 10}; // one less than the context: the last is untrained
    const auto expected = engine.logitsAfter(text);
    const std::vector<float> whole(expected.begin(), expected.end());
    for (std::size_t changed = 0; changed < text.size(); ++changed) {
        Tokens other = text;
        other[changed] = 5;
        QVERIFY(relativeDifference(engine.logitsAfter(other), whole) > 1e-4F);
    }
    // One more token, and the window has moved on: what lies before it is forgotten.
    Tokens longer{4, 8, 2, 9, 3, 10, 6};
    const std::size_t start = contextStart(longer.size(), text.size());
    QVERIFY(start > 0);
    const auto moved = engine.logitsAfter(longer);
    const std::vector<float> windowed(moved.begin(), moved.end());
    longer[start - 1] = 7;
    QVERIFY(std::ranges::equal(engine.logitsAfter(longer), windowed));
    longer[start] = 7;
    QVERIFY(relativeDifference(engine.logitsAfter(longer), windowed) > 1e-4F);
}

void InferenceEngineTest::enginesShareASnapshot() {
    const auto weights = shared(randomWeights(tinyConfiguration(Architecture::gpt), 3));
    InferenceEngine first(weights);
    InferenceEngine second(weights);
    const auto one = first.logitsAfter(Tokens{3, 4, 5});
    const std::vector<float> expected(one.begin(), one.end());
    second.logitsAfter(Tokens{9, 9});
    QVERIFY(std::ranges::equal(first.logitsAfter(Tokens{3, 4, 5}), expected));
    QVERIFY(std::ranges::equal(second.logitsAfter(Tokens{3, 4, 5}), expected));
}

void InferenceEngineTest::impossibleTokensAreRefused_data() {
    QTest::addColumn<QList<int>>("tokens");
    QTest::newRow("none") << QList<int>{};
    QTest::newRow("negative") << QList<int>{3, -1};
    QTest::newRow("outside") << QList<int>{11, 3};
    QTest::newRow("far outside") << QList<int>{3, std::numeric_limits<int>::max()};
    QTest::newRow("outside of the window too") << QList<int>{99, 3, 3, 3, 3, 3, 3, 3, 3, 3};
}

void InferenceEngineTest::impossibleTokensAreRefused() {
    QFETCH(QList<int>, tokens);
    InferenceEngine engine(shared(randomWeights(tinyConfiguration(Architecture::book), 4)));
    const auto before = engine.logitsAfter(Tokens{3, 5});
    const std::vector<float> expected(before.begin(), before.end());
    QVERIFY_EXCEPTION_THROWN(engine.logitsAfter(Tokens(tokens.begin(), tokens.end())), Error);
    QVERIFY(std::ranges::equal(engine.logitsAfter(Tokens{3, 5}), expected));
}

void InferenceEngineTest::unfitWeightsAreRefused() {
    auto wild = randomWeights(tinyConfiguration(Architecture::book), 5);
    wild.tensors[3].values[0] = std::numeric_limits<float>::quiet_NaN();
    QVERIFY_EXCEPTION_THROWN(InferenceEngine(shared(wild)), Error);
    auto incomplete = randomWeights(tinyConfiguration(Architecture::gpt), 5);
    incomplete.tensors.pop_back();
    QVERIFY_EXCEPTION_THROWN(InferenceEngine(shared(incomplete)), Error);
}

QTEST_GUILESS_MAIN(InferenceEngineTest)
#include "inference_engine_test.moc"
