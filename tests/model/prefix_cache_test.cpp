// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/prefix_cache.h"

#include "core/model/inference_engine.h"
#include "core/sampling/generation.h"
#include "core/system/error.h"
#include "support/random_model.h"

#include <QtTest>
#include <algorithm>
#include <rapidcheck.h>
#include <set>

using namespace tempera;
using test::randomWeights;
using test::tinyConfiguration;

namespace {

using Tokens = std::vector<TokenId>;
constexpr std::size_t plenty = std::size_t{64} << 20;

WeightSnapshot snapshotOf(const ModelConfiguration& configuration, std::uint64_t seed) {
    return std::make_shared<const ModelWeights>(randomWeights(configuration, seed, 0.3F));
}

/// By an engine that was asked nothing before.
std::vector<float> freshLogits(const WeightSnapshot& weights, const Tokens& text) {
    InferenceEngine engine(weights);
    const auto logits = engine.logitsAfter(text);
    return {logits.begin(), logits.end()};
}

/// The part of the text that the next token is conditioned on.
Tokens windowOf(const ModelConfiguration& configuration, const Tokens& text) {
    const auto context = static_cast<std::size_t>(usableContext(configuration));
    const std::size_t start = contextStart(text.size(), context);
    return {text.begin() + static_cast<std::ptrdiff_t>(start), text.end()};
}

/// Adds all beginnings of the text to the set; returns how many were new.
std::size_t addBeginnings(std::set<Tokens>& beginnings, const Tokens& text) {
    const std::size_t before = beginnings.size();
    for (auto end = text.begin(); end != text.end(); ++end)
        beginnings.emplace(text.begin(), end + 1);
    return beginnings.size() - before;
}

rc::Gen<ModelConfiguration> anyConfiguration() {
    return rc::gen::element(tinyConfiguration(Architecture::book),
                            tinyConfiguration(Architecture::gpt),
                            tinyConfiguration(Architecture::gpt, true));
}

/// Of few words, so that texts share beginnings; padding too; many longer than the context of 6.
rc::Gen<std::vector<Tokens>> anyTexts() {
    const auto text = rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, 16), [](std::size_t length) {
        return rc::gen::container<Tokens>(length, rc::gen::element<TokenId>(0, 4, 7));
    });
    return rc::gen::container<std::vector<Tokens>>(text);
}

} // namespace

class PrefixCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTheEngineToTheBit();
    void equalsTheEngineWhateverIsForgotten();
    void textsReadTogetherAreEachAsAlone();
    void textsReadTogetherShareWhatIsKnown();
    void onlyNewTokensAreComputed();
    void aWalkOnceTakenIsFree_data() { test::addTinyConfigurations(); }
    void aWalkOnceTakenIsFree();
    void branchesComputeTheirOwnTokens_data() { test::addTinyConfigurations(); }
    void branchesComputeTheirOwnTokens();
    void memoryStaysWithinItsLimit_data() { test::addTinyConfigurations(); }
    void memoryStaysWithinItsLimit();
    void oneTextIsKeptWhateverItsSize();
    void logitsOutliveTheirPlaceInTheTree();
    void impossibleTokensAreRefused();
};

void PrefixCacheTest::equalsTheEngineToTheBit() {
    QVERIFY(rc::check([] {
        const auto weights = snapshotOf(*anyConfiguration(), 1);
        PrefixCache cache(weights, plenty);
        RC_ASSERT(cache.vocabularySize() == std::size_t{11});
        for (const Tokens& text : *anyTexts()) {
            const auto expected = freshLogits(weights, text);
            RC_ASSERT(*cache.sharedLogitsAfter(text) == expected);
            RC_ASSERT(std::ranges::equal(cache.logitsAfter(text), expected));
        }
    }));
}

void PrefixCacheTest::equalsTheEngineWhateverIsForgotten() {
    QVERIFY(rc::check([] {
        const auto weights = snapshotOf(*anyConfiguration(), 2);
        PrefixCache cache(weights, *rc::gen::inRange<std::size_t>(0, 12'000));
        for (const Tokens& text : *anyTexts())
            RC_ASSERT(*cache.sharedLogitsAfter(text) == freshLogits(weights, text));
    }));
}

void PrefixCacheTest::textsReadTogetherAreEachAsAlone() {
    QVERIFY(rc::check([] {
        const auto weights = snapshotOf(*anyConfiguration(), 10);
        PrefixCache cache(weights, *rc::gen::element<std::size_t>(0, 6'000, 12'000, plenty));
        for (int question = 0; question < 4; ++question) {
            const std::vector<Tokens> texts = *rc::gen::nonEmpty(anyTexts());
            const std::vector<std::span<const TokenId>> asked(texts.begin(), texts.end());
            const auto logits = cache.sharedLogitsAfterEach(asked, *rc::gen::arbitrary<bool>());
            RC_ASSERT(logits.size() == texts.size());
            for (std::size_t i = 0; i < texts.size(); ++i)
                RC_ASSERT(*logits[i] == freshLogits(weights, texts[i]));
        }
    }));
}

void PrefixCacheTest::textsReadTogetherShareWhatIsKnown() {
    const auto weights = snapshotOf(tinyConfiguration(Architecture::book), 11);
    PrefixCache cache(weights, plenty);
    const std::vector<Tokens> texts{{2, 3, 4}, {2, 3, 4}, {2, 3, 5}};
    const std::vector<std::span<const TokenId>> asked(texts.begin(), texts.end());
    // Texts that nobody comes back to: the equal ones are read once, and the tree stays empty.
    cache.sharedLogitsAfterEach(asked, false);
    QCOMPARE(cache.tokensComputed(), std::size_t{6});
    QCOMPARE(cache.memoryUsed(), std::size_t{0});
    // Their last positions again, and no more, although the tree knows nothing of them.
    cache.sharedLogitsAfterEach(asked, false);
    QCOMPARE(cache.tokensComputed(), std::size_t{8});
    PrefixCache remembering(weights, plenty);
    remembering.sharedLogitsAfterEach(asked);
    const std::size_t memory = remembering.memoryUsed();
    QCOMPARE(remembering.tokensComputed(), std::size_t{6});
    remembering.sharedLogitsAfterEach(asked);
    QCOMPARE(remembering.tokensComputed(), std::size_t{6});
    PrefixCache oneByOne(weights, plenty);
    for (const Tokens& text : texts)
        oneByOne.logitsAfter(text);
    QCOMPARE(memory, oneByOne.memoryUsed());
}

void PrefixCacheTest::onlyNewTokensAreComputed() {
    QVERIFY(rc::check([] {
        const ModelConfiguration configuration = *anyConfiguration();
        PrefixCache cache(snapshotOf(configuration, 3), plenty);
        std::set<Tokens> known;
        std::size_t expected = 0;
        for (const Tokens& text : *anyTexts()) {
            expected += addBeginnings(known, windowOf(configuration, text));
            cache.logitsAfter(text);
            RC_ASSERT(cache.tokensComputed() == expected);
        }
    }));
}

void PrefixCacheTest::aWalkOnceTakenIsFree() {
    QFETCH(ModelConfiguration, configuration);
    PrefixCache cache(snapshotOf(configuration, 4), plenty);
    const GenerationSettings settings{{{SamplerKind::temperature, 1.5}}, 40, 5};
    const Tokens prompt{3, 8};
    const auto first = generate(cache, prompt, settings);
    const std::size_t computed = cache.tokensComputed();
    const std::size_t memory = cache.memoryUsed();
    QCOMPARE(generate(cache, prompt, settings), first);
    QCOMPARE(cache.tokensComputed(), computed);
    QCOMPARE(cache.memoryUsed(), memory);
    // The prompt's own beginning has no logits yet; to have them, no token is run.
    cache.logitsAfter(Tokens{3});
    QCOMPARE(cache.tokensComputed(), computed);
    QCOMPARE(cache.memoryUsed(), memory + 11 * sizeof(float));
}

void PrefixCacheTest::branchesComputeTheirOwnTokens() {
    QFETCH(ModelConfiguration, configuration);
    const auto weights = snapshotOf(configuration, 5);
    PrefixCache cache(weights, plenty);
    cache.logitsAfter(Tokens{2, 3, 4, 5, 6}); // by hand: 5 tokens
    QCOMPARE(cache.tokensComputed(), std::size_t{5});
    cache.logitsAfter(Tokens{2, 3, 9, 5}); // two after the common 2 3
    QCOMPARE(cache.tokensComputed(), std::size_t{7});
    const auto back = cache.sharedLogitsAfter(Tokens{2, 3, 4, 5, 6, 7}); // one, on the first branch
    QCOMPARE(cache.tokensComputed(), std::size_t{8});
    QCOMPARE(*back, freshLogits(weights, {2, 3, 4, 5, 6, 7}));
    // The context is of 6: the seventh token moves the window by 3, to another text's beginning.
    cache.logitsAfter(Tokens{2, 3, 4, 5, 6, 7, 8});
    QCOMPARE(cache.tokensComputed(), std::size_t{12});
    cache.logitsAfter(Tokens{5, 6, 7, 8});
    QCOMPARE(cache.tokensComputed(), std::size_t{12});
}

void PrefixCacheTest::memoryStaysWithinItsLimit() {
    QFETCH(ModelConfiguration, configuration);
    PrefixCache unlimited(snapshotOf(configuration, 6), plenty);
    unlimited.logitsAfter(Tokens{1, 2, 3, 4, 5, 6});
    const std::size_t limit = 3 * unlimited.memoryUsed(); // three full windows and more
    PrefixCache cache(snapshotOf(configuration, 6), limit);
    std::size_t most = 0;
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        Tokens text{1};
        for (const GeneratedToken& token :
             generate(unlimited, text, {{{SamplerKind::temperature, 3.0}}, 20, seed})) {
            text.push_back(token.id);
            cache.logitsAfter(text);
            most = std::max(most, cache.memoryUsed());
            QVERIFY(cache.memoryUsed() <= limit);
        }
    }
    QVERIFY(most > limit / 2);
    QVERIFY(unlimited.memoryUsed() > 3 * limit); // so much was forgotten
    QVERIFY(cache.tokensComputed() > unlimited.tokensComputed());
}

void PrefixCacheTest::oneTextIsKeptWhateverItsSize() {
    PrefixCache cache(snapshotOf(tinyConfiguration(Architecture::book), 7), 0);
    Tokens text{1, 2, 3};
    cache.logitsAfter(text);
    const std::size_t three = cache.memoryUsed();
    for (const TokenId token : {4, 5, 6}) {
        text.push_back(token);
        cache.logitsAfter(text);
    }
    QCOMPARE(cache.tokensComputed(), std::size_t{6});
    cache.logitsAfter(Tokens{1, 2, 9});
    QCOMPARE(cache.tokensComputed(), std::size_t{7});
    QCOMPARE(cache.memoryUsed(), three);
}

void PrefixCacheTest::logitsOutliveTheirPlaceInTheTree() {
    const auto weights = snapshotOf(tinyConfiguration(Architecture::gpt), 8);
    SharedLogits kept;
    {
        PrefixCache cache(weights, 0);
        kept = cache.sharedLogitsAfter(Tokens{1, 2, 3});
        QVERIFY(cache.sharedLogitsAfter(Tokens{1, 2, 3}) == kept); // the same array, no copy
        cache.logitsAfter(Tokens{7, 7});
        QVERIFY(cache.sharedLogitsAfter(Tokens{1, 2, 3}) != kept); // was forgotten in between
    }
    QCOMPARE(*kept, freshLogits(weights, {1, 2, 3}));
}

void PrefixCacheTest::impossibleTokensAreRefused() {
    PrefixCache cache(snapshotOf(tinyConfiguration(Architecture::book), 9));
    cache.logitsAfter(Tokens{3, 5});
    const std::size_t memory = cache.memoryUsed();
    for (const Tokens& text :
         {Tokens{}, Tokens{3, -1}, Tokens{3, 5, 11}, Tokens{99, 3, 3, 3, 3, 3, 3, 3, 3, 3}})
        QVERIFY_EXCEPTION_THROWN(cache.logitsAfter(text), Error);
    QCOMPARE(cache.memoryUsed(), memory);
    QCOMPARE(cache.tokensComputed(), std::size_t{2});
}

QTEST_GUILESS_MAIN(PrefixCacheTest)
#include "prefix_cache_test.moc"
