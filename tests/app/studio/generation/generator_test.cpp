// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/generation/generator.h"

#include "core/model/inference_engine.h"
#include "core/system/error.h"
#include "support/random_model.h"

#include <QSignalSpy>
#include <QtTest>
#include <algorithm>
#include <map>

using namespace tempera;
using namespace tempera::studio;
using namespace tempera::test;

namespace {

ModelHandle randomModel(std::uint64_t seed) {
    const ModelConfiguration configuration = tinyConfiguration(Architecture::book);
    std::vector<std::string> words;
    for (std::int64_t word = 2; word < configuration.vocabularySize; ++word)
        words.push_back("word" + std::to_string(word));
    auto weights = std::make_shared<const ModelWeights>(randomWeights(configuration, seed));
    return std::make_shared<const LoadedModel>(
        LanguageModelFile{weights, {}, Vocabulary(std::move(words))}, "random");
}

GenerationSettings settingsWith(double temperature, std::uint64_t seed, std::size_t length = 30) {
    return {{{SamplerKind::temperature, temperature}}, length, seed, {}};
}

GenerationJob jobOf(const ModelHandle& model, Lane lane, std::vector<GenerationSettings> texts) {
    return {0, lane, model, {3, 4}, std::move(texts), false};
}

/// What core writes without threads and without a cache.
std::vector<GeneratedToken> expected(const GenerationJob& job, std::size_t text) {
    InferenceEngine engine(job.model->weights());
    return generate(engine, job.prompt, job.texts.at(text));
}

/// Everything that a generator delivers, by lane and text.
class Collector : public QObject {
public:
    explicit Collector(Generator& generator) {
        connect(&generator, &Generator::tokensWritten, this, [this](const WrittenTokens& tokens) {
            auto& text = texts[{tokens.lane, tokens.text}];
            if (tokens.first == 0)
                text.clear();
            for (const WrittenToken& token : tokens.tokens)
                text.push_back(token.figures);
            if (tokens.textFinished)
                finishedLanes.push_back(tokens.lane);
        });
    }
    std::map<std::pair<Lane, std::size_t>, std::vector<GeneratedToken>> texts;
    std::vector<Lane> finishedLanes;
};

/// Takes its time, so that a job is still under way when the next request comes.
class SlowPredictions final : public PredictionSource {
public:
    explicit SlowPredictions(std::size_t vocabularySize)
        : logits_(std::make_shared<const std::vector<float>>(vocabularySize, 0.0F)) {}
    SharedLogits logitsAfter(std::span<const TokenId>) override {
        QThread::msleep(2);
        return logits_;
    }

private:
    SharedLogits logits_;
};

PredictionSourceFactory slowPredictions() {
    return [](const LoadedModel& model) {
        return std::make_unique<SlowPredictions>(model.vocabulary().size());
    };
}

class FailingPredictions final : public PredictionSource {
public:
    SharedLogits logitsAfter(std::span<const TokenId>) override { throw Error("out of order"); }
};

} // namespace

class GeneratorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesWhatCoreWrites() {
        Generator generator;
        Collector collector(generator);
        auto job = jobOf(randomModel(1), Lane::compare,
                         {settingsWith(0.2, 7), settingsWith(1.0, 7), settingsWith(3.0, 8)});
        job.texts[2].forced = {5, 6, 5};
        generator.start(job);
        QTRY_VERIFY(!generator.isBusy(Lane::compare));
        for (std::size_t text = 0; text < job.texts.size(); ++text)
            QVERIFY((collector.texts[{Lane::compare, text}] == expected(job, text)));
    }

    void keepsTheLogitsThatAreAskedFor() {
        Generator generator;
        std::vector<WrittenToken> tokens;
        connect(&generator, &Generator::tokensWritten, this, [&](const WrittenTokens& written) {
            tokens.insert(tokens.end(), written.tokens.begin(), written.tokens.end());
        });
        auto job = jobOf(randomModel(2), Lane::text, {settingsWith(1.0, 1, 5)});
        job.keepLogits = true;
        generator.start(job);
        QTRY_COMPARE(tokens.size(), std::size_t(5));
        InferenceEngine engine(job.model->weights());
        std::vector<TokenId> text = job.prompt;
        for (const WrittenToken& token : tokens) {
            QVERIFY(std::ranges::equal(*token.logits, engine.logitsAfter(text)));
            text.push_back(token.figures.id);
        }
    }

    void servesTheTextBeforeTheLadder() {
        Generator generator(nullptr, slowPredictions());
        Collector collector(generator);
        const ModelHandle model = randomModel(3);
        generator.start(jobOf(model, Lane::ladder, {settingsWith(1.0, 1), settingsWith(1.0, 2)}));
        generator.start(jobOf(model, Lane::text, {settingsWith(1.0, 3)}));
        QTRY_COMPARE(collector.finishedLanes.size(), std::size_t(3));
        QCOMPARE(collector.finishedLanes.front(), Lane::text);
    }

    void deliversNothingOfAReplacedJob() {
        Generator generator(nullptr, slowPredictions());
        const ModelHandle model = randomModel(4);
        generator.start(jobOf(model, Lane::text, {settingsWith(1.0, 1, 1'000)}));
        QSignalSpy spy(&generator, &Generator::tokensWritten);
        QVERIFY(spy.wait());
        std::vector<std::uint64_t> jobs;
        connect(&generator, &Generator::tokensWritten, this,
                [&jobs](const WrittenTokens& tokens) { jobs.push_back(tokens.job); });
        generator.start(jobOf(model, Lane::text, {settingsWith(1.0, 2, 20)}));
        QTRY_VERIFY(!generator.isBusy(Lane::text));
        QVERIFY(!jobs.empty());
        QVERIFY(std::ranges::all_of(jobs, [&jobs](auto job) { return job == jobs.front(); }));
    }

    void aDragEndsWithItsLastText() {
        Generator generator;
        Collector collector(generator);
        const ModelHandle model = randomModel(5);
        GenerationJob last;
        for (int move = 1; move <= 200; ++move) {
            last = jobOf(model, Lane::text, {settingsWith(0.01 * move, 9)});
            generator.start(last);
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY(!generator.isBusy(Lane::text));
        QVERIFY((collector.texts[{Lane::text, 0}] == expected(last, 0)));
    }

    void modelsNeverMix() {
        Generator generator;
        Collector collector(generator);
        std::vector<GenerationJob> jobs;
        for (const Lane lane : {Lane::ladder, Lane::results, Lane::compare, Lane::text}) {
            jobs.push_back(jobOf(randomModel(10 + static_cast<std::uint64_t>(lane)), lane,
                                 {settingsWith(1.0, 4, 60)}));
            generator.start(jobs.back());
        }
        QTRY_COMPARE(collector.finishedLanes.size(), jobs.size());
        for (const GenerationJob& job : jobs)
            QVERIFY((collector.texts[{job.lane, 0}] == expected(job, 0)));
    }

    void cancelsAndIsFreeAgain() {
        Generator generator(nullptr, slowPredictions());
        QSignalSpy busy(&generator, &Generator::busyChanged);
        generator.start(jobOf(randomModel(6), Lane::text, {settingsWith(1.0, 1, 1'000)}));
        QVERIFY(generator.isBusy(Lane::text));
        generator.cancel(Lane::text);
        QVERIFY(!generator.isBusy(Lane::text));
        QCOMPARE(busy.size(), 2);
        QSignalSpy written(&generator, &Generator::tokensWritten);
        QVERIFY(!written.wait(50));
    }

    void aFailureIsToldAndFreesTheLane() {
        Generator generator(
            nullptr, [](const LoadedModel&) { return std::make_unique<FailingPredictions>(); });
        QSignalSpy failed(&generator, &Generator::failed);
        generator.start(jobOf(randomModel(7), Lane::text, {settingsWith(1.0, 1)}));
        QVERIFY(failed.wait());
        QCOMPARE(failed.front().front().value<GenerationFailure>().message, "out of order");
        QVERIFY(!generator.isBusy(Lane::text));
    }

    void endsInTheMiddleOfAJob() {
        auto generator = std::make_unique<Generator>(nullptr, slowPredictions());
        generator->start(jobOf(randomModel(8), Lane::text, {settingsWith(1.0, 1, 100'000)}));
        QSignalSpy written(generator.get(), &Generator::tokensWritten);
        QVERIFY(written.wait());
        generator.reset(); // a hang would be ended by ctest
    }
};

QTEST_MAIN(GeneratorTest)
#include "generator_test.moc"
