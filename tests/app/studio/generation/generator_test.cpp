// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/generation/generator.h"

#include "app/studio/exploration_fixture.h"
#include "core/model/batched_generation.h"
#include "core/system/error.h"
#include "support/any_chain.h"

#include <QSignalSpy>
#include <QtTest>
#include <atomic>
#include <map>
#include <rapidcheck.h>
#include <semaphore>

using namespace tempera;
using namespace tempera::studio;

namespace {

const std::vector<TokenId> prompt = {2, 3};

using Texts = std::map<std::size_t, std::vector<GeneratedToken>>;

/// Gathers what a generator delivers, and checks that tokens come in order.
class Listener {
public:
    explicit Listener(Generator& generator) {
        QObject::connect(&generator, &Generator::tokensWritten,
                         [this](const WrittenTokens& tokens) { receive(tokens); });
        QObject::connect(&generator, &Generator::failed, [this](const GenerationFailure& failure) {
            failures.push_back(failure.message);
        });
    }

    void receive(const WrittenTokens& tokens) {
        auto& text = texts[tokens.job][tokens.text];
        inOrder = inOrder && tokens.first == text.size();
        for (const WrittenToken& token : tokens.tokens) {
            text.push_back(token.figures);
            hasLogits.push_back(token.logits != nullptr);
        }
        arrivals.push_back(tokens.lane);
        if (tokens.jobFinished)
            finished.push_back(tokens.job);
    }

    std::map<std::uint64_t, Texts> texts; ///< by job
    std::vector<std::uint64_t> finished;
    std::vector<Lane> arrivals;
    std::vector<bool> hasLogits;
    std::vector<QString> failures;
    bool inOrder = true;
};

/// Predicts the same for every text, one prediction per permit, and counts.
struct Gate {
    std::counting_semaphore<1 << 20> permits{0};
    std::atomic<int> asked = 0;
    std::atomic<bool> broken = false;
};

class GatedPredictions final : public PredictionSource {
public:
    explicit GatedPredictions(Gate& gate) : gate_(gate) {}
    SharedLogits logitsAfter(std::span<const TokenId>) override {
        ++gate_.asked;
        gate_.permits.acquire();
        if (gate_.broken)
            throw Error("the prediction broke");
        return std::make_shared<const std::vector<float>>(11, 0.0F);
    }

private:
    Gate& gate_;
};

PredictionSourceFactory gated(Gate& gate) {
    return [&gate](const LoadedModel&) { return std::make_unique<GatedPredictions>(gate); };
}

GenerationJob jobOf(const ModelHandle& model, std::vector<GenerationSettings> texts,
                    Lane lane = Lane::text) {
    return {0, lane, model, prompt, std::move(texts), false};
}

GenerationSettings textOf(std::size_t length, std::uint64_t seed = 1, double temperature = 1.0) {
    return {{test::temperature(temperature)}, length, seed, {}};
}

void waitFor(const std::function<bool()>& condition) {
    if (!QTest::qWaitFor(condition, patience))
        throw Error("waited in vain");
}

} // namespace

class GeneratorTest : public QObject {
    Q_OBJECT

private:
    ModelHandle model_ = tinyModel(1);

private Q_SLOTS:
    void textsAreThoseOfCoreToTheBit() {
        Generator generator;
        Listener listener(generator);
        std::uint64_t job = 0;
        const bool holds = rc::check([&] {
            std::vector<GenerationSettings> texts;
            const auto count = *rc::gen::inRange(1, 40); // more than are written at once
            for (int i = 0; i < count; ++i)
                texts.push_back({*test::anyChain(), *rc::gen::inRange<std::size_t>(3, 25),
                                 *rc::gen::arbitrary<std::uint64_t>(),
                                 *rc::gen::resize(3, rc::gen::container<std::vector<TokenId>>(
                                                         rc::gen::inRange<TokenId>(1, 11)))});
            for (GenerationSettings& text : texts)
                text.forced.resize(std::min(text.forced.size(), text.length));
            generator.start(jobOf(model_, texts));
            ++job;
            waitFor([&] { return !generator.isBusy(Lane::text); });
            for (std::size_t i = 0; i < texts.size(); ++i)
                RC_ASSERT(listener.texts[job][i] == coreText(model_, prompt, texts[i]));
            RC_ASSERT(listener.inOrder);
        });
        QVERIFY(holds);
        QVERIFY(listener.failures.empty());
    }

    void logitsAreThoseOfTheEngineWhereTheyAreKept() {
        Generator generator;
        std::vector<SharedLogits> logits;
        std::vector<TokenId> text = prompt;
        InferenceEngine engine(model_->weights());
        connect(&generator, &Generator::tokensWritten, this, [&](const WrittenTokens& tokens) {
            for (const WrittenToken& token : tokens.tokens) {
                const auto expected = engine.logitsAfter(text);
                QVERIFY(token.logits && std::ranges::equal(*token.logits, expected));
                text.push_back(token.figures.id);
            }
        });
        GenerationJob job = jobOf(model_, {textOf(20)});
        job.keepLogits = true;
        generator.start(job);
        QTRY_VERIFY_WITH_TIMEOUT(!generator.isBusy(Lane::text), patience);
        QCOMPARE(text.size(), std::size_t{22});
    }

    void earlierLanesAreServedFirst() {
        Gate gate;
        Generator generator(nullptr, gated(gate));
        Listener listener(generator);
        // The ladder blocks the thread; what is asked for meanwhile waits in all lanes.
        generator.start(jobOf(model_, std::vector(textsAtOnce + 1, textOf(1)), Lane::ladder));
        QTRY_VERIFY_WITH_TIMEOUT(gate.asked == 1, patience);
        for (const Lane lane : {Lane::results, Lane::compare, Lane::position, Lane::text})
            generator.start(jobOf(model_, {textOf(1)}, lane));
        gate.permits.release(100);
        QTRY_COMPARE_WITH_TIMEOUT(listener.finished.size(), std::size_t{5}, patience);
        std::vector<Lane> expected(textsAtOnce, Lane::ladder); // those that were written together
        expected.insert(expected.end(),
                        {Lane::text, Lane::position, Lane::compare, Lane::results, Lane::ladder});
        QVERIFY(listener.arrivals == expected);
    }

    void replacedJobIsNeverHeardOfAgain() {
        Gate gate;
        Generator generator(nullptr, gated(gate));
        Listener listener(generator);
        generator.start(jobOf(model_, {textOf(5)}));
        QTRY_VERIFY_WITH_TIMEOUT(gate.asked == 1, patience);
        generator.start(jobOf(model_, {textOf(7)})); // the first is in the middle of a token
        gate.permits.release(100);
        QTRY_VERIFY_WITH_TIMEOUT(!generator.isBusy(Lane::text), patience);
        QCOMPARE(listener.texts.size(), std::size_t{1});
        QCOMPARE(listener.texts[2][0].size(), std::size_t{7});
        QCOMPARE(listener.finished, std::vector<std::uint64_t>{2});
    }

    void cancelledJobIsSilentAndLeavesTheLaneFree() {
        Gate gate;
        Generator generator(nullptr, gated(gate));
        Listener listener(generator);
        QSignalSpy busy(&generator, &Generator::busyChanged);
        generator.start(jobOf(model_, {textOf(500)}));
        QTRY_VERIFY_WITH_TIMEOUT(gate.asked == 1, patience);
        generator.cancel(Lane::text);
        QVERIFY(!generator.isBusy(Lane::text));
        QCOMPARE(busy.size(), 2);
        gate.permits.release(100'000);
        generator.start(
            jobOf(model_, {textOf(3)}, Lane::ladder)); // the last lane: all else is done
        QTRY_VERIFY_WITH_TIMEOUT(!generator.isBusy(Lane::ladder), patience);
        QCOMPARE(listener.texts.size(), std::size_t{1});
        QVERIFY(!listener.texts.contains(1));
        generator.start(jobOf(model_, {textOf(4)}));
        QTRY_COMPARE_WITH_TIMEOUT(listener.texts[3][0].size(), std::size_t{4}, patience);
    }

    void failureIsToldAndTheLaneGoesOn() {
        Gate gate;
        gate.broken = true;
        gate.permits.release(1'000);
        Generator generator(nullptr, gated(gate));
        Listener listener(generator);
        generator.start(jobOf(model_, {textOf(3)}, Lane::compare));
        QTRY_COMPARE_WITH_TIMEOUT(listener.failures.size(), std::size_t{1}, patience);
        QCOMPARE(listener.failures[0], QString("the prediction broke"));
        QVERIFY(!generator.isBusy(Lane::compare));
        QVERIFY(listener.texts.empty());
        gate.broken = false;
        generator.start(jobOf(model_, {textOf(3)}, Lane::compare));
        QTRY_COMPARE_WITH_TIMEOUT(listener.texts[2][0].size(), std::size_t{3}, patience);
    }

    void invalidJobIsAFailure() {
        Generator generator;
        Listener listener(generator);
        GenerationJob job = jobOf(model_, {textOf(3)});
        job.prompt.clear();
        generator.start(job);
        QTRY_COMPARE_WITH_TIMEOUT(listener.failures.size(), std::size_t{1}, patience);
        QVERIFY(!listener.failures[0].isEmpty());
        QVERIFY(!generator.isBusy(Lane::text));
    }

    void everyTextIsOfItsOwnModel() {
        const std::vector<ModelHandle> models = {tinyModel(1), tinyModel(2), tinyModel(3)};
        Generator generator;
        Listener listener(generator);
        std::vector<ModelHandle> modelOfJob = {nullptr};
        const std::array lanes = {Lane::ladder, Lane::results, Lane::compare};
        for (int round = 0; round < 10; ++round) {
            for (std::size_t i = 0; i < lanes.size(); ++i) {
                const auto& model = models[(static_cast<std::size_t>(round) + i) % 3];
                modelOfJob.push_back(model);
                generator.start(jobOf(model, {textOf(300), textOf(200, 9)}, lanes.at(i)));
            }
            const std::size_t arrived = listener.arrivals.size();
            waitFor([&] { return listener.arrivals.size() > arrived; });
        }
        waitFor([&] {
            return std::ranges::none_of(lanes, [&](Lane l) { return generator.isBusy(l); });
        });
        for (const auto& [job, texts] : listener.texts)
            for (const auto& [index, tokens] : texts) {
                auto expected =
                    coreText(modelOfJob.at(job), prompt, index == 0 ? textOf(300) : textOf(200, 9));
                expected.resize(tokens.size()); // a replaced one broke off
                QVERIFY(tokens == expected);
            }
        QVERIFY(listener.finished.size() >= 3);
    }

    void draggingEndsWithTheLastText() {
        Generator generator;
        Listener listener(generator);
        QSignalSpy busy(&generator, &Generator::busyChanged);
        GenerationSettings last;
        for (int i = 0; i < 300; ++i) {
            last = textOf(50, 1, 0.01 * (i + 1));
            generator.start(jobOf(model_, {last}));
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY_WITH_TIMEOUT(!generator.isBusy(Lane::text), patience);
        QVERIFY(listener.texts[300][0] == coreText(model_, prompt, last));
        QCOMPARE(listener.finished.back(), std::uint64_t{300});
        QVERIFY(listener.inOrder);
    }

    void endsInTheMiddleOfAJob() {
        {
            Generator generator;
            Listener listener(generator);
            generator.start(jobOf(model_, std::vector(5'000, textOf(2'000)), Lane::ladder));
            waitFor([&] { return !listener.arrivals.empty(); });
            QVERIFY(generator.isBusy(Lane::ladder));
        } // ten million tokens would take many minutes: the test would be ended
        for (int i = 0; i < 50; ++i)
            Generator().start(jobOf(model_, {textOf(2'000)})); // also before the thread is up
    }
};

QTEST_GUILESS_MAIN(GeneratorTest)
#include "generator_test.moc"
