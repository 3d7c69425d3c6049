// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/batched_generation.h"

#include "core/model/inference_engine.h"
#include "core/system/error.h"
#include "support/any_chain.h"
#include "support/random_model.h"

#include <QtTest>
#include <atomic>
#include <rapidcheck.h>

using namespace tempera;
using test::randomWeights;
using test::tinyConfiguration;

namespace {

const std::vector<TokenId> prompt{2, 3};

WeightSnapshot tinyWeights(Architecture architecture) {
    return std::make_shared<const ModelWeights>(randomWeights(tinyConfiguration(architecture), 1));
}

std::vector<GenerationSettings> textsOf(std::size_t count, std::size_t length) {
    std::vector<GenerationSettings> texts;
    for (std::uint64_t seed = 0; seed < count; ++seed)
        texts.push_back({{{SamplerKind::temperature, 1.0}}, length, seed, {}});
    return texts;
}

} // namespace

class BatchedGenerationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsAsWrittenAlone() {
        // Also more texts than are written at once, longer ones than the context of 6, and
        // places that are taken over in the middle.
        QVERIFY(rc::check([] {
            const auto weights =
                tinyWeights(*rc::gen::element(Architecture::book, Architecture::gpt));
            const auto precision =
                *rc::gen::element(WeightPrecision::float32, WeightPrecision::bfloat16);
            std::vector<GenerationSettings> texts(*rc::gen::inRange<std::size_t>(0, 40));
            for (GenerationSettings& text : texts)
                text = {*test::anyChain(),
                        *rc::gen::inRange<std::size_t>(1, 20),
                        *rc::gen::inRange<std::uint64_t>(0, 5),
                        {}};
            const auto written =
                generateEach(weights, prompt, texts, {*rc::gen::inRange(1, 4), precision});
            RC_ASSERT(written.size() == texts.size());
            for (std::size_t i = 0; i < texts.size(); ++i) {
                InferenceEngine engine(weights, precision);
                RC_ASSERT(written[i] == generate(engine, prompt, texts[i]));
            }
        }));
    }

    void textsArriveWhileOthersAreWritten() {
        // The first one of a hundred can stop the rest: ten million tokens would take minutes.
        const auto weights = tinyWeights(Architecture::book);
        auto texts = textsOf(100, 1'000'000);
        texts.front().length = 3;
        std::stop_source stop;
        std::size_t arrived = 0;
        const auto sink = [&](const std::vector<GeneratedToken>& tokens) {
            QCOMPARE(tokens.size(), std::size_t{3});
            ++arrived;
            stop.request_stop();
        };
        QVERIFY_EXCEPTION_THROWN(generateEach(weights, prompt, texts, {2}, sink, stop.get_token()),
                                 Cancelled);
        QCOMPARE(arrived, std::size_t{1});
    }

    void whatTheSinkThrowsEndsTheThreads() {
        const auto weights = tinyWeights(Architecture::gpt);
        auto texts = textsOf(100, 1'000'000);
        texts.front().length = 3;
        const auto sink = [](const std::vector<GeneratedToken>&) {
            throw Error("the disk is full");
        };
        QVERIFY_EXCEPTION_THROWN(generateEach(weights, prompt, texts, {2}, sink), Error);
    }

    void whatCannotBeWrittenIsRefused() {
        const auto weights = tinyWeights(Architecture::book);
        QVERIFY_EXCEPTION_THROWN(generateEach(weights, {}, textsOf(2, 5), {2}), SettingError);
        QVERIFY_EXCEPTION_THROWN(generateEach(weights, prompt, textsOf(20, 0), {2}), SettingError);
        QVERIFY_EXCEPTION_THROWN(
            generateEach(weights, std::vector<TokenId>{99}, textsOf(2, 5), {2}), Error);
    }
};

QTEST_GUILESS_MAIN(BatchedGenerationTest)
#include "batched_generation_test.moc"
