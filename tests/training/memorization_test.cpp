// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/compute.h"
#include "core/model/inference_engine.h"
#include "core/sampling/generation.h"
#include "core/text/codec.h"
#include "core/training/trainer.h"
#include "support/training_corpus.h"

#include <QtTest>
#include <cmath>

using namespace tempera;

namespace {

/// The first two words tell the sentences apart; the first one alone not always.
const std::vector<std::string> sentences{
    "this movie is a quiet wonder of light",         "this film was far too long for me",
    "the plot never quite comes to an end",          "the music alone is worth every minute here",
    "nobody expected such a clever last scene here", "we laughed until the very last minute ended",
    "some actors try but others only stand around",  "an old story told with new warmth again"};

TrainingSettings settings(Architecture architecture, const TrainingData& data) {
    TrainingSettings result;
    result.model.architecture = architecture;
    result.model.vocabularySize = static_cast<std::int64_t>(data.vocabulary.size());
    result.model.contextLength = 9;
    result.model.embeddingWidth = 32;
    result.model.headWidth = 16;
    result.model.hiddenWidth = 64;
    result.data.sequenceLength = 9;
    result.batchSize = 8;
    result.sliceSize = 8;
    result.limits.steps = 150;
    result.schedule.learningRate = 5e-3;
    if (architecture == Architecture::gpt) {
        result.model.tiedEmbeddings = true;
        result.optimizer.kind = OptimizerKind::adamw;
        result.schedule.learningRate = 2e-2;
    }
    return result;
}

std::string firstWords(const std::string& sentence, int count) {
    std::size_t end = 0;
    for (int word = 0; word < count; ++word)
        end = sentence.find(' ', end + 1);
    return sentence.substr(0, end);
}

} // namespace

/// From text to text: what a small network has learned by heart it must be able to recite.
class MemorizationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareComputeThreads(1); }
    void sentencesAreLearnedByHeart_data();
    void sentencesAreLearnedByHeart();
};

void MemorizationTest::sentencesAreLearnedByHeart_data() {
    QTest::addColumn<Architecture>("architecture");
    QTest::newRow("book") << Architecture::book;
    QTest::newRow("gpt") << Architecture::gpt;
}

void MemorizationTest::sentencesAreLearnedByHeart() {
    QFETCH(Architecture, architecture);
    const TokenizedCorpus corpus = test::corpusOf(sentences);
    DatasetSettings dataset;
    dataset.sequenceLength = 9;
    dataset.validationFraction = 0.0;
    const TrainingData data = prepareTrainingData(corpus, dataset);
    const TrainingSettings training = settings(architecture, data);
    Trainer trainer(createLanguageModel(training.model, training.optimizer, 1), data, training);
    test::trainFor(trainer);
    const double loss = trainer.progress().steps.back().loss;
    // Two openings are shared by two sentences each: 4 targets of 56 that cost at least ln 2.
    QVERIFY2(loss < 0.1, qPrintable(QString::number(loss)));
    QVERIFY2(loss > 4.0 / 56.0 * std::log(2.0) - 1e-3, qPrintable(QString::number(loss)));

    InferenceEngine engine(trainer.model().snapshot());
    for (const std::string& sentence : sentences) {
        auto tokens = encode(firstWords(sentence, 2), Standardization::none, data.vocabulary);
        const GenerationSettings greedy{{{SamplerKind::temperature, 0.0}}, 6, 0};
        for (const GeneratedToken& token : generate(engine, tokens, greedy))
            tokens.push_back(token.id);
        QCOMPARE(decode(tokens, Standardization::none, data.vocabulary), sentence);
    }
}

QTEST_GUILESS_MAIN(MemorizationTest)
#include "memorization_test.moc"
