// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/generation.h"

#include "core/sampling/distribution.h"
#include "core/sampling/logits_source.h"
#include "core/system/error.h"
#include "core/system/keyed_random.h"
#include "support/chi_square.h"
#include "support/naive_sampling.h"

#include <QtTest>
#include <cmath>
#include <functional>
#include <limits>
#include <rapidcheck.h>

using namespace tempera;

namespace {

using Tokens = std::vector<TokenId>;
using Predictor = std::function<std::vector<float>(std::span<const TokenId>)>;

/// Predicts by a function of the text, and remembers every text that it was asked about.
class RecordingSource final : public LogitsSource {
public:
    explicit RecordingSource(Predictor predictor) : predictor_(std::move(predictor)) {}

    std::size_t vocabularySize() const override { return predictor_(Tokens{0}).size(); }
    std::span<const float> logitsAfter(std::span<const TokenId> tokens) override {
        asked.emplace_back(tokens.begin(), tokens.end());
        logits_ = predictor_(tokens);
        return logits_;
    }

    std::vector<Tokens> asked;

private:
    Predictor predictor_;
    std::vector<float> logits_;
};

const std::vector<float> slope{0.0F, 0.4F, 0.9F, 1.5F, 2.2F, 3.0F, 1.0F, -0.5F};

/// The same distribution after any text.
std::vector<float> alwaysTheSlope(std::span<const TokenId>) {
    return slope;
}

/// Counts upwards from the text's last token, with certainty.
std::vector<float> successor(std::span<const TokenId> tokens) {
    std::vector<float> logits(10, -1000.0F);
    logits[static_cast<std::size_t>((tokens.back() + 1) % 10)] = 0.0F;
    return logits;
}

GenerationSettings settings(double temperature, std::size_t length, std::uint64_t seed) {
    return {{{SamplerKind::temperature, temperature}}, length, seed};
}

Tokens ids(const std::vector<GeneratedToken>& tokens) {
    Tokens result;
    for (const auto& token : tokens)
        result.push_back(token.id);
    return result;
}

Tokens written(const Predictor& predictor, const Tokens& prompt,
               const GenerationSettings& generation) {
    RecordingSource source(predictor);
    return ids(generate(source, prompt, generation));
}

} // namespace

class GenerationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTokenFollowsTheWholeTextBeforeIt();
    void theFirstTokenContinuesThePrompt();
    void temperatureReachesTheDraw();
    void frequenciesAreThoseOfTheTemperature_data();
    void frequenciesAreThoseOfTheTemperature();
    void sameSeedSameText();
    void luckDependsOnSeedAndStepAlone();
    void luckIsTheDocumentedStream();
    void tokensCarryTheirDistribution();
    void forcedTokensAreWrittenWhateverTheNeedleSays();
    void aTextForcedToItselfIsTheSame();
    void aRunGoesTokenByToken();
    void aRunRefusesWhatCanNotBeWritten();
    void invalidRequests_data();
    void invalidRequests();
    void stopsBetweenTokens();
    void contextWindow_data();
    void contextWindow();
    void contextWindowMovesInHops();
};

// The book's callback reads the prediction at position i of the prompt, not at its end, so that
// its first words are predicted from the prompt's beginning.
void GenerationTest::everyTokenFollowsTheWholeTextBeforeIt() {
    RecordingSource source(alwaysTheSlope);
    Tokens text{5, 3, 7};
    const Tokens continuation = ids(generate(source, text, settings(1.0, 6, 1)));
    QCOMPARE(source.asked.size(), std::size_t{6});
    for (std::size_t step = 0; step < continuation.size(); ++step) {
        QCOMPARE(source.asked[step], text);
        text.push_back(continuation[step]);
    }
}

void GenerationTest::theFirstTokenContinuesThePrompt() {
    QCOMPARE(written(successor, {1, 2, 3, 8}, settings(1.0, 4, 0)), (Tokens{9, 0, 1, 2}));
}

// The book's callback never passes its temperature on, so that all five texts are drawn at 1.
void GenerationTest::temperatureReachesTheDraw() {
    const Tokens cold = written(alwaysTheSlope, {1}, settings(0.2, 200, 3));
    const Tokens hot = written(alwaysTheSlope, {1}, settings(1.5, 200, 3));
    QVERIFY(cold != hot);
    // By hand: token 5 has probability 1 / (1 + e^-4 + e^-7.5 + ...) = 0.98 at 0.2.
    QVERIFY(std::ranges::count(cold, 5) > 185);
    QVERIFY(std::ranges::count(hot, 5) < 110);
}

void GenerationTest::frequenciesAreThoseOfTheTemperature_data() {
    QTest::addColumn<double>("temperature");
    for (const double temperature : {0.2, 0.5, 0.7, 1.0, 1.5, 5.0})
        QTest::addRow("T %g", temperature) << temperature;
}

void GenerationTest::frequenciesAreThoseOfTheTemperature() {
    QFETCH(double, temperature);
    RecordingSource source(alwaysTheSlope);
    std::vector<std::uint64_t> counts(slope.size());
    for (std::uint64_t seed = 0; seed < 200; ++seed)
        for (const TokenId id : ids(generate(source, Tokens{1}, settings(temperature, 100, seed))))
            ++counts[static_cast<std::size_t>(id)];
    const auto expected =
        test::naiveDistribution(slope, {{SamplerKind::temperature, temperature}}).byId();
    const double deviate = test::chiSquareDeviate(counts, expected);
    QVERIFY2(std::abs(deviate) < 4.0, qPrintable(QString::number(deviate)));
}

void GenerationTest::sameSeedSameText() {
    const Tokens text = written(alwaysTheSlope, {1, 2}, settings(1.0, 50, 7));
    QCOMPARE(written(alwaysTheSlope, {1, 2}, settings(1.0, 50, 7)), text);
    QVERIFY(written(alwaysTheSlope, {1, 2}, settings(1.0, 50, 8)) != text);
    // A shorter text is the beginning of the longer one.
    QCOMPARE(written(alwaysTheSlope, {1, 2}, settings(1.0, 20, 7)),
             Tokens(text.begin(), text.begin() + 20));
}

void GenerationTest::luckDependsOnSeedAndStepAlone() {
    QVERIFY(rc::check([] {
        const auto seed = *rc::gen::arbitrary<std::uint64_t>();
        const auto prompt =
            *rc::gen::nonEmpty(rc::gen::container<Tokens>(rc::gen::inRange<TokenId>(0, 8)));
        const double temperature = *rc::gen::element(0.2, 0.7, 1.0, 1.5, 3.0);
        Distribution distribution(slope, {{SamplerKind::temperature, temperature}});
        Tokens expected;
        for (std::size_t step = 0; step < 10; ++step)
            expected.push_back(distribution.pick(samplingNeedle(seed, step)).id);
        RC_ASSERT(written(alwaysTheSlope, prompt, settings(temperature, 10, seed)) == expected);
    }));
}

void GenerationTest::luckIsTheDocumentedStream() {
    // Texts can be drawn again from their seed by another version of the program, so the needle is
    // pinned: the first two words of Philox at counter (step, 0, 0) under the seed as its key.
    for (const std::uint64_t seed : {0ULL, 42ULL, 0x123456789abcdefULL})
        for (const std::uint32_t step : {0U, 1U, 999U}) {
            const auto words =
                philox4x32({step, 0, 0, 0}, {static_cast<std::uint32_t>(seed),
                                             static_cast<std::uint32_t>(seed >> 32)});
            const std::uint64_t bits = (std::uint64_t{words[1]} << 32) | words[0];
            const double expected = std::ldexp(static_cast<double>(bits >> 11), -53);
            QCOMPARE(samplingNeedle(seed, step), expected);
        }
}

void GenerationTest::tokensCarryTheirDistribution() {
    RecordingSource source(alwaysTheSlope);
    const SamplerChain chain{{SamplerKind::topK, 4}, {SamplerKind::temperature, 0.8}};
    const auto naive = test::naiveDistribution(slope, chain);
    for (const GeneratedToken& token : generate(source, Tokens{1}, {chain, 100, 5})) {
        QCOMPARE(naive.ranking.at(token.rank - 1), token.id);
        const auto probability = static_cast<double>(naive.probabilities.at(token.rank - 1));
        QVERIFY(std::abs(token.probability - probability) < 1e-12);
        QVERIFY(std::abs(token.logProbability - std::log(probability)) < 1e-12);
        QVERIFY(std::abs(token.entropyBits - static_cast<double>(naive.entropyBits())) < 1e-9);
    }
}

void GenerationTest::forcedTokensAreWrittenWhateverTheNeedleSays() {
    const SamplerChain chain{{SamplerKind::topK, 4}, {SamplerKind::temperature, 0.8}};
    const auto naive = test::naiveDistribution(slope, chain);
    // By falling logit: 5, 4, 3, 6, 2, 1, 0, 7. The third of these was removed by top-k.
    const Tokens forced{4, 6, 1};
    const std::vector<std::size_t> ranks{2, 4, 6};
    RecordingSource source(alwaysTheSlope);
    const auto tokens = generate(source, Tokens{2}, {chain, 8, 5, forced});
    for (std::size_t i = 0; i < forced.size(); ++i) {
        QCOMPARE(tokens[i].id, forced[i]);
        QCOMPARE(tokens[i].rank, ranks[i]);
        const auto probability = static_cast<double>(naive.probabilities[ranks[i] - 1]);
        QVERIFY(std::abs(tokens[i].probability - probability) < 1e-12);
        QVERIFY(std::abs(tokens[i].entropyBits - static_cast<double>(naive.entropyBits())) < 1e-9);
    }
    QVERIFY(std::isinf(tokens[2].logProbability) && tokens[2].logProbability < 0.0);
    // The model is asked about them as about any others, and goes on after them with the luck of
    // its own steps.
    QCOMPARE(source.asked[3], (Tokens{2, 4, 6, 1}));
    const Tokens unforced = written(alwaysTheSlope, {2}, {chain, 8, 5});
    const Tokens whole = ids(tokens);
    QVERIFY(std::equal(whole.begin() + 3, whole.end(), unforced.begin() + 3));
}

void GenerationTest::aTextForcedToItselfIsTheSame() {
    QVERIFY(rc::check([] {
        GenerationSettings generation = settings(*rc::gen::element(0.0, 0.5, 1.0, 4.0), 12,
                                                 *rc::gen::arbitrary<std::uint64_t>());
        RecordingSource source(alwaysTheSlope);
        const auto expected = generate(source, Tokens{1}, generation);
        generation.forced = ids(expected);
        generation.forced.resize(*rc::gen::inRange<std::size_t>(0, 13));
        RC_ASSERT(generate(source, Tokens{1}, generation) == expected);
    }));
}

void GenerationTest::aRunGoesTokenByToken() {
    GenerationRun run({1, 2}, settings(1.0, 3, 9));
    QCOMPARE(run.text(), (Tokens{1, 2}));
    Tokens text{1, 2};
    for (std::size_t step = 0; step < 3; ++step) {
        QVERIFY(!run.finished());
        QCOMPARE(run.step(), step);
        text.push_back(run.advance(slope).id);
        QCOMPARE(run.text(), text);
    }
    QVERIFY(run.finished());
    QVERIFY(run.settings() == settings(1.0, 3, 9));
    QCOMPARE(written(alwaysTheSlope, {1, 2}, settings(1.0, 3, 9)),
             Tokens(text.begin() + 2, text.end()));
    RecordingSource source(alwaysTheSlope);
    QCOMPARE(wholeText(Tokens{1, 2}, generate(source, Tokens{1, 2}, settings(1.0, 3, 9))), text);
}

void GenerationTest::aRunRefusesWhatCanNotBeWritten() {
    QVERIFY_EXCEPTION_THROWN(GenerationRun({}, settings(1.0, 3, 0)), SettingError);
    QVERIFY_EXCEPTION_THROWN(GenerationRun({1}, settings(1.0, 0, 0)), SettingError);
    QVERIFY_EXCEPTION_THROWN(GenerationRun({1}, settings(-1.0, 3, 0)), SettingError);
    GenerationRun run({1}, settings(1.0, 3, 0));
    const std::vector<float> broken{0.0F, std::numeric_limits<float>::quiet_NaN()};
    QVERIFY_EXCEPTION_THROWN(run.advance(broken), Error);
    QCOMPARE(run.step(), std::size_t{0}); // nothing was written
    QCOMPARE(run.text(), Tokens{1});
}

void GenerationTest::invalidRequests_data() {
    QTest::addColumn<int>("promptLength");
    QTest::addColumn<int>("length");
    QTest::addColumn<double>("temperature");
    QTest::newRow("no prompt") << 0 << 5 << 1.0;
    QTest::newRow("no length") << 3 << 0 << 1.0;
    QTest::newRow("temperature below 0") << 3 << 5 << -1.0;
}

void GenerationTest::invalidRequests() {
    QFETCH(int, promptLength);
    QFETCH(int, length);
    QFETCH(double, temperature);
    RecordingSource source(alwaysTheSlope);
    const Tokens prompt(static_cast<std::size_t>(promptLength), 1);
    QVERIFY_EXCEPTION_THROWN(
        generate(source, prompt, settings(temperature, static_cast<std::size_t>(length), 0)),
        SettingError);
    QVERIFY(source.asked.empty());
}

void GenerationTest::stopsBetweenTokens() {
    RecordingSource source(alwaysTheSlope);
    std::stop_source stop;
    std::size_t tokens = 0;
    const auto sink = [&](const GeneratedToken&) {
        if (++tokens == 3)
            stop.request_stop();
    };
    QVERIFY_EXCEPTION_THROWN(
        generate(source, Tokens{1}, settings(1.0, 10, 0), sink, stop.get_token()), Cancelled);
    QCOMPARE(tokens, 3U);
    QCOMPARE(source.asked.size(), std::size_t{3});
}

void GenerationTest::contextWindow_data() {
    QTest::addColumn<int>("context");
    for (const int context : {1, 2, 3, 4, 7, 99, 100})
        QTest::addRow("context %d", context) << context;
}

void GenerationTest::contextWindow() {
    QFETCH(int, context);
    const auto limit = static_cast<std::size_t>(context);
    std::size_t previous = 0;
    for (std::size_t length = 1; length < 8 * limit + 8; ++length) {
        const std::size_t start = contextStart(length, limit);
        const std::size_t window = length - start;
        QVERIFY(start < length);
        QVERIFY(window <= limit);
        QVERIFY(start == 0 || 2 * window >= limit);
        QVERIFY(length > limit || start == 0);
        QVERIFY(start >= previous);
        previous = start;
    }
}

void GenerationTest::contextWindowMovesInHops() {
    // By hand for a context of 99: hops of 49.
    QCOMPARE(contextStart(99, 99), std::size_t{0});
    QCOMPARE(contextStart(100, 99), std::size_t{49});
    QCOMPARE(contextStart(148, 99), std::size_t{49});
    QCOMPARE(contextStart(149, 99), std::size_t{98});
    std::size_t moves = 0;
    for (std::size_t length = 2; length <= 1'000; ++length)
        moves += contextStart(length, 99) != contextStart(length - 1, 99) ? 1 : 0;
    QCOMPARE(moves, std::size_t{19}); // at 100, 149 ... 982
}

QTEST_GUILESS_MAIN(GenerationTest)
#include "generation_test.moc"
