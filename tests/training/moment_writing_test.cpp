// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/moment_writing.h"

#include "core/model/builtin_model.h"
#include "core/model/inference_engine.h"
#include "core/text/codec.h"
#include "core/text/training_data.h"
#include "support/moments.h"
#include "support/word_corpus.h"

#include <QtTest>
#include <cmath>

using namespace tempera;

class MomentWritingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsAreThoseOfGenerate() {
        const ModelHandle model = loadBuiltinModel();
        const Moment moment = writeMoment(*model, {.prompt = "This movie", .seed = 42});
        QCOMPARE(moment.texts.size(), std::size_t{5});
        const auto prompt =
            encode("This movie", model->tokenizer().standardization, model->vocabulary());
        for (std::size_t index = 0; index < 5; ++index) {
            const double temperature = std::array{0.2, 0.5, 0.7, 1.0, 1.5}.at(index);
            InferenceEngine engine(model->weights()); // a new one: nothing may hang on a cache
            const auto written =
                generate(engine, prompt, {{{SamplerKind::temperature, temperature}}, 50, 42});
            QCOMPARE(moment.texts[index].temperature, temperature);
            QCOMPARE(moment.texts[index].text,
                     decode(wholeText(prompt, written), model->tokenizer().standardization,
                            model->vocabulary()));
        }
        QVERIFY(moment.texts[0].text.starts_with("this movie "));
        QVERIFY(moment.texts[0].text != moment.texts[4].text);
    }

    void expectationIsTheSoftmaxOfTheLogits() {
        const ModelHandle model = loadBuiltinModel();
        const Moment moment = writeMoment(*model, {.prompt = "the", .seed = 1, .length = 1});
        InferenceEngine engine(model->weights());
        const std::vector<TokenId> prompt =
            encode("the", model->tokenizer().standardization, model->vocabulary());
        const auto logits = engine.logitsAfter(prompt);
        long double sum = 0.0L;
        for (const float logit : logits)
            sum += std::exp(static_cast<long double>(logit));
        std::vector<std::pair<long double, std::string>> expected;
        long double entropy = 0.0L;
        for (std::size_t id = 0; id < logits.size(); ++id) {
            const long double p = std::exp(static_cast<long double>(logits[id])) / sum;
            entropy -= p * std::log2(p);
            expected.emplace_back(p, model->vocabulary().displayWord(static_cast<TokenId>(id)));
        }
        std::ranges::sort(expected, std::greater{});
        QCOMPARE(moment.candidates.size(), std::size_t{20});
        for (std::size_t rank = 0; rank < 20; ++rank) {
            QCOMPARE(moment.candidates[rank].word, expected[rank].second);
            QCOMPARE(moment.candidates[rank].probability,
                     static_cast<double>(expected[rank].first));
        }
        QVERIFY(std::abs(moment.entropy - static_cast<double>(entropy)) < 1e-6);
    }

    void textsAreThoseOfARunsSamples() {
        TokenizedCorpus corpus = test::corpusOf(
            {"this movie is good", "this film was bad", "this movie was long", "a film is a film"});
        DatasetSettings data;
        data.sequenceLength = 6;
        data.validationFraction = 0.0;
        const TrainingData prepared = prepareTrainingData(corpus, data);
        TrainingSettings settings;
        settings.data = data;
        settings.model = test::tinyConfiguration(Architecture::book);
        settings.model.contextLength = 6;
        settings.model.vocabularySize = static_cast<std::int64_t>(prepared.vocabulary.size());
        settings.batchSize = settings.sliceSize = 2;
        settings.seed = 9;
        settings.limits.epochs = 1;
        Trainer trainer(createLanguageModel(settings.model, settings.optimizer, settings.seed),
                        prepared, settings);
        std::vector<MomentText> samples;
        TrainingObserver observer;
        observer.sampled = [&](const TrainingSample& sample) {
            samples.push_back({sample.temperature, sample.text});
        };
        runTraining(trainer, prepared, {}, observer, {});
        QCOMPARE(samples.size(), std::size_t{5});
        const LoadedModel model({trainer.model().snapshot(),
                                 {settings.standardization, data.sequenceLength},
                                 prepared.vocabulary},
                                "run", 2);
        const Moment moment = writeMoment(model, {.prompt = "This movie", .seed = 9});
        QVERIFY(moment.texts == samples);
        QCOMPARE(moment.step, std::int64_t{2});
    }

    void vocabularyMayBeSmallerThanTheCandidates() {
        const ModelHandle model = test::randomModelAt(3);
        const Moment moment = writeMoment(*model, {.prompt = "a b", .seed = 1, .length = 9});
        QCOMPARE(moment.candidates.size(), std::size_t{11});
        double sum = 0.0;
        for (const MomentCandidate& candidate : moment.candidates)
            sum += candidate.probability;
        QVERIFY(std::abs(sum - 1.0) < 1e-12);
    }

    void promptWithoutTokensGivesNothing() {
        const Moment moment = writeMoment(*test::randomModelAt(3), {.prompt = " ?! ", .seed = 1});
        QVERIFY(moment.texts.empty());
        QVERIFY(moment.candidates.empty());
        QCOMPARE(moment.prompt, std::string(" ?! "));
        QCOMPARE(moment.step, std::int64_t{3});
    }
};

QTEST_GUILESS_MAIN(MomentWritingTest)
#include "moment_writing_test.moc"
