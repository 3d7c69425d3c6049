// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/training_data.h"

#include "core/system/error.h"
#include "support/error_message.h"
#include "support/word_corpus.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <rapidcheck.h>
#include <set>

using namespace tempera;
using test::corpusOf;

namespace {

using Change = std::function<void(DatasetSettings&)>;
using Tokens = std::vector<TokenId>;

/// Documents that share the word "the" and hold two of their own each: d7 e7 the.
std::vector<std::string> numberedDocuments(std::size_t count) {
    std::vector<std::string> documents;
    for (std::size_t i = 0; i < count; ++i)
        documents.push_back("d" + std::to_string(i) + " e" + std::to_string(i) + " the");
    return documents;
}

DatasetSettings settings(double validationFraction, std::uint64_t seed = 0) {
    DatasetSettings result;
    result.sequenceLength = 10;
    result.validationFraction = validationFraction;
    result.seed = seed;
    return result;
}

/// The numbers of the documents in a set, told by their first word in a vocabulary of all words.
std::set<std::string> firstWords(const SequenceDataset& dataset, const Vocabulary& vocabulary) {
    std::set<std::string> words;
    for (std::size_t i = 0; i < dataset.size(); ++i)
        words.insert(vocabulary.word(dataset.sequence(i).front()));
    return words;
}

/// Split with a vocabulary that knows every word, so that each document can be recognised.
TrainingData splitOf(const TokenizedCorpus& corpus, const DatasetSettings& dataset) {
    return prepareTrainingData(corpus, dataset, Vocabulary(corpus.words()));
}

} // namespace

class TrainingDataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void loneDocumentIsForTraining();
    void nothingToLearnIsRefused();
    void splitIsAPartitionByDocument();
    void splitDependsOnTheSeedAlone();
    void everyDocumentCanBeHeldOut();
    void longDocumentsAreNotTornApart();
    void vocabularyIsThatOfTheTrainingDocuments();
    void vocabularyKeepsTheMostFrequent();
    void unknownWordsBecomeTheUnknownToken();
    void fingerprintTellsCorporaApart();
    void wholeCorpusIsEncodedInOrder();
    void invalidSettings_data();
    void invalidSettings();
};

void TrainingDataTest::splitIsAPartitionByDocument() {
    QVERIFY(rc::check([] {
        const auto count = *rc::gen::inRange<std::size_t>(1, 60);
        const double fraction = *rc::gen::inRange(0, 91) / 100.0;
        const auto corpus = corpusOf(numberedDocuments(count));
        const auto data = splitOf(corpus, settings(fraction, *rc::gen::inRange(0U, 100U)));
        const auto training = firstWords(data.training, data.vocabulary);
        const auto validation = firstWords(data.validation, data.vocabulary);
        std::set<std::string> all = training;
        all.insert(validation.begin(), validation.end());
        RC_ASSERT(training.size() + validation.size() == count);
        RC_ASSERT(all.size() == count);
        // As near to the fraction as whole documents come, but neither side is left empty.
        const double exact = fraction * static_cast<double>(count);
        const double held = static_cast<double>(validation.size());
        RC_ASSERT(std::abs(held - exact) <= 0.5 + 1e-9 || held == 1.0 || training.size() == 1U);
        RC_ASSERT(fraction > 0.0 || validation.empty());
        RC_ASSERT(fraction == 0.0 || count == 1 || !validation.empty());
        RC_ASSERT(!training.empty());
    }));
}

void TrainingDataTest::splitDependsOnTheSeedAlone() {
    const auto corpus = corpusOf(numberedDocuments(100));
    const auto heldOut = [&](const DatasetSettings& dataset) {
        const auto data = splitOf(corpus, dataset);
        return firstWords(data.validation, data.vocabulary);
    };
    QCOMPARE(heldOut(settings(0.2, 1)), heldOut(settings(0.2, 1)));
    QVERIFY(heldOut(settings(0.2, 1)) != heldOut(settings(0.2, 2)));
    auto otherwise = settings(0.2, 1);
    otherwise.sequenceLength = 2;
    otherwise.longDocuments = LongDocuments::windows;
    otherwise.vocabularySize = 5;
    for (const std::string& word : heldOut(otherwise)) // windows also begin at later words
        QVERIFY(word.front() != 'd' || heldOut(settings(0.2, 1)).contains(word));
}

void TrainingDataTest::everyDocumentCanBeHeldOut() {
    const auto corpus = corpusOf(numberedDocuments(20));
    std::map<std::string, int> times;
    for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
        const auto data = splitOf(corpus, settings(0.1, seed));
        for (const std::string& word : firstWords(data.validation, data.vocabulary))
            ++times[word];
    }
    QCOMPARE(times.size(), std::size_t{20});
    // 1000 draws of 2 from 20: 100 expected each, with a deviation of sqrt(1000 * 0.1 * 0.9).
    for (const auto& [word, count] : times)
        QVERIFY(std::abs(count - 100.0) < 4.0 * std::sqrt(90.0));
}

void TrainingDataTest::longDocumentsAreNotTornApart() {
    // Windows of one document must all lie on the same side, or the loss on the held-out side
    // would be that of texts half seen.
    std::vector<std::string> documents;
    for (int i = 0; i < 30; ++i) {
        std::string text;
        for (int word = 0; word < 25; ++word)
            text += "d" + std::to_string(i) + "w" + std::to_string(word) + " ";
        documents.push_back(text);
    }
    auto dataset = settings(0.3);
    dataset.sequenceLength = 5;
    dataset.longDocuments = LongDocuments::windows;
    const auto data = splitOf(corpusOf(documents), dataset);
    const auto owners = [&](const SequenceDataset& sequences) {
        std::set<std::string> result;
        for (const TokenId token : sequences.tokens())
            result.insert(
                data.vocabulary.word(token).substr(0, data.vocabulary.word(token).find('w')));
        return result;
    };
    const auto training = owners(data.training);
    for (const std::string& owner : owners(data.validation))
        QVERIFY(!training.contains(owner));
    QCOMPARE(data.training.targetCount() + data.validation.targetCount(), std::uint64_t{30 * 24});
}

void TrainingDataTest::vocabularyIsThatOfTheTrainingDocuments() {
    const auto corpus = corpusOf(numberedDocuments(50));
    const auto dataset = settings(0.2, 4);
    const auto everything = splitOf(corpus, dataset);
    const auto data = prepareTrainingData(corpus, dataset);
    for (const std::string& word : firstWords(everything.training, everything.vocabulary))
        QVERIFY(data.vocabulary.id(word) != unknownToken);
    for (const std::string& word : firstWords(everything.validation, everything.vocabulary))
        QCOMPARE(data.vocabulary.id(word), unknownToken);
    QCOMPARE(data.vocabulary.size(), std::size_t{2 + 1 + 2 * 40});
    QCOMPARE(data.vocabulary.word(firstWordToken), std::string("the"));
    for (std::size_t i = 0; i < data.validation.size(); ++i)
        QVERIFY(std::ranges::equal(data.validation.sequence(i), Tokens{1, 1, 2}));
}

void TrainingDataTest::vocabularyKeepsTheMostFrequent() {
    const auto corpus = corpusOf({"c c c b b a", "c b z"});
    auto dataset = settings(0.0);
    dataset.vocabularySize = 4;
    QCOMPARE(prepareTrainingData(corpus, dataset).vocabulary.words(),
             (std::vector<std::string>{"", "[UNK]", "c", "b"}));
    dataset.vocabularySize = 100;
    dataset.minimumFrequency = 3;
    QCOMPARE(prepareTrainingData(corpus, dataset).vocabulary.words(),
             (std::vector<std::string>{"", "[UNK]", "c", "b"}));
}

void TrainingDataTest::unknownWordsBecomeTheUnknownToken() {
    const auto data =
        prepareTrainingData(corpusOf({"x a y b", "b"}), settings(0.0), Vocabulary({"a", "b"}));
    QCOMPARE(data.training.size(), std::size_t{1}); // a document of one word predicts nothing
    QVERIFY(std::ranges::equal(data.training.sequence(0), Tokens{1, 2, 1, 3}));
}

void TrainingDataTest::fingerprintTellsCorporaApart() {
    const auto fingerprint = [](const std::vector<std::string>& documents, double fraction) {
        const Vocabulary vocabulary({"a", "b", "c"});
        return prepareTrainingData(corpusOf(documents), settings(fraction), vocabulary).fingerprint;
    };
    const std::vector<std::string> documents{"a b c", "b c", "c a a b"};
    QCOMPARE(fingerprint(documents, 0.0), fingerprint(documents, 0.0));
    QCOMPARE(fingerprint(documents, 0.0).size(), std::size_t{64});
    QVERIFY(fingerprint(documents, 0.0) != fingerprint(documents, 0.4));
    QVERIFY(fingerprint(documents, 0.0) != fingerprint({"a b c", "b c", "c a a a"}, 0.0));
    QVERIFY(fingerprint(documents, 0.0) != fingerprint({"b c", "a b c", "c a a b"}, 0.0));
    // The same words cut in other places.
    QVERIFY(fingerprint({"a b c", "b c"}, 0.0) != fingerprint({"a b", "c b c"}, 0.0));
}

void TrainingDataTest::wholeCorpusIsEncodedInOrder() {
    const auto corpus = corpusOf({"a b", "c", "b q a"});
    const auto dataset =
        encodeCorpus(corpus, Vocabulary({"a", "b", "c"}), 2, LongDocuments::windows);
    QCOMPARE(Tokens(dataset.tokens().begin(), dataset.tokens().end()), (Tokens{2, 3, 3, 1, 1, 2}));
}

void TrainingDataTest::invalidSettings_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const Change& change, const char* named) {
        QTest::newRow(name) << change << QString(named);
    };
    constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
    row(
        "no words", [](auto& s) { s.vocabularySize = 2; }, "vocabulary size is 2");
    row(
        "many words", [](auto& s) { s.vocabularySize = 1'000'001; }, "vocabulary size");
    row(
        "no targets", [](auto& s) { s.sequenceLength = 1; }, "sequence length is 1");
    row(
        "long sequences", [](auto& s) { s.sequenceLength = 8'193; }, "sequence length is 8193");
    row(
        "negative share", [](auto& s) { s.validationFraction = -0.1; }, "fraction is -0.1");
    row(
        "nothing to train on", [](auto& s) { s.validationFraction = 0.91; }, "fraction is 0.91");
    row(
        "no share", [](auto& s) { s.validationFraction = notANumber; }, "fraction is nan");
}

void TrainingDataTest::invalidSettings() {
    QFETCH(Change, change);
    QFETCH(QString, named);
    DatasetSettings dataset;
    validate(dataset);
    change(dataset);
    const auto corpus = corpusOf({"a b"});
    QVERIFY_EXCEPTION_THROWN(prepareTrainingData(corpus, dataset), SettingError);
    QVERIFY_EXCEPTION_THROWN(splitOf(corpus, dataset), SettingError);
    const std::string message = errorMessage([&] { validate(dataset); });
    QVERIFY2(QString::fromStdString(message).contains(named), message.c_str());
}

void TrainingDataTest::loneDocumentIsForTraining() {
    DatasetSettings settings;
    settings.validationFraction = 0.6;
    const TrainingData data = prepareTrainingData(corpusOf({"a b c"}), settings);
    QCOMPARE(data.training.size(), std::size_t{1});
    QCOMPARE(data.validation.size(), std::size_t{0});
}

void TrainingDataTest::nothingToLearnIsRefused() {
    DatasetSettings settings;
    settings.minimumFrequency = 3;
    const std::string message = errorMessage([&] {
        prepareTrainingData(corpusOf({"a b", "b a"}), settings);
    });
    QVERIFY2(message.find("3 times") != std::string::npos, message.c_str());
}

QTEST_GUILESS_MAIN(TrainingDataTest)
#include "training_data_test.moc"
