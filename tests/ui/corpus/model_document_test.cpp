// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/model_document.h"

#include "core/text/training_data.h"
#include "corpus_fixture.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace tempera;
using namespace tempera::ui;
using test::overviewOf;

namespace {

CorpusChoice choiceOf(std::int64_t vocabulary, std::int64_t length, LongDocuments policy,
                      std::uint64_t frequency = 1) {
    return {DocumentUnit::automatic, Standardization::none, vocabulary, frequency, length, policy};
}

} // namespace

class ModelDocumentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void byHand() {
        // The vocabulary of 4 knows a (4 times) and b (3 times).
        const auto overview = overviewOf({"a x b a y b", "a b a"});
        const auto cut = modelDocument(*overview, 0, choiceOf(4, 4, LongDocuments::first));
        QCOMPARE(cut.length, std::size_t{6});
        QCOMPARE(cut.seen, std::size_t{4});
        QCOMPARE(cut.unknown, std::size_t{1});
        QCOMPARE(cut.sequences, std::size_t{1});
        const bool leftOut[] = {false, false, false, false, true, true};
        const TokenId ids[] = {2, 1, 3, 2, 1, 3};
        for (std::size_t place = 0; place < 6; ++place) {
            QCOMPARE(cut.tokens[place].leftOut, leftOut[place]);
            QCOMPARE(cut.tokens[place].id, ids[place]);
            QVERIFY(!cut.tokens[place].beginsWindow || place == 3);
        }
        QCOMPARE(documentSentence(cut), QString("1 of 4 words are unknown; 2 more are cut off"));
        const auto windows = modelDocument(*overview, 0, choiceOf(4, 4, LongDocuments::windows));
        QCOMPARE(windows.unknown, std::size_t{2});
        QCOMPARE(windows.sequences, std::size_t{2}); // a x b a, a y b
        for (std::size_t place = 0; place < 6; ++place)
            QCOMPARE(windows.tokens[place].beginsWindow, place == 3);
    }

    void aLoneWordTeachesNothing() {
        const auto overview = overviewOf({"a", "a b"});
        const auto document = modelDocument(*overview, 0, choiceOf(9, 4, LongDocuments::windows));
        QCOMPARE(document.sequences, std::size_t{0});
        QVERIFY(document.tokens[0].leftOut);
        QVERIFY(documentSentence(document).startsWith("Too short"));
    }

    void agreesWithARealEncoding() {
        QVERIFY(rc::check([] {
            const auto letters = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 9));
            const auto size = *rc::gen::inRange<std::int64_t>(3, 12);
            const auto frequency = *rc::gen::inRange<std::uint64_t>(1, 3);
            const auto length = *rc::gen::inRange<std::int64_t>(2, 9);
            const auto policy = *rc::gen::element(LongDocuments::first, LongDocuments::windows);
            std::string text;
            for (const int letter : letters)
                text += std::string(1, static_cast<char>('a' + letter)) + " ";
            const auto overview = overviewOf({text});
            const Vocabulary vocabulary(selectVocabularyWords(
                overview->corpus->countWords(), static_cast<std::size_t>(size), frequency));
            const auto dataset = encodeCorpus(*overview->corpus, vocabulary, length, policy);
            const auto document =
                modelDocument(*overview, 0, choiceOf(size, length, policy, frequency));
            RC_ASSERT(document.sequences == dataset.size());
            // The tokens cut at the marks are the encoding's sequences.
            std::vector<std::vector<TokenId>> sequences;
            for (const DocumentToken& token : document.tokens) {
                if (token.leftOut)
                    continue;
                if (sequences.empty())
                    sequences.emplace_back();
                sequences.back().push_back(token.id);
                if (token.beginsWindow)
                    sequences.push_back({token.id});
            }
            RC_ASSERT(sequences.size() == dataset.size());
            for (std::size_t i = 0; i < sequences.size(); ++i) {
                const auto sequence = dataset.sequence(i);
                RC_ASSERT(sequences[i] == std::vector<TokenId>(sequence.begin(), sequence.end()));
            }
        }));
    }

    void findsDocuments() {
        const auto overview = overviewOf({"one two", "three", "Two four"});
        const auto& words = overview->corpus->words();
        const auto three =
            static_cast<std::uint32_t>(std::ranges::find(words, "three") - words.begin());
        QCOMPARE(documentWith(*overview, three, -1), std::int64_t{1});
        QCOMPARE(documentWith(*overview, three, 1), std::int64_t{1}); // the only one
        QCOMPARE(documentWithText(*overview, "two", 0), std::int64_t{2});
        QCOMPARE(documentWithText(*overview, "TWO", 2), std::int64_t{0}); // round the end
        QCOMPARE(documentWithText(*overview, "five", 0), std::int64_t{-1});
    }

    void longDocumentsAreCountedWhole() {
        std::string text;
        for (int word = 0; word < 6'000; ++word)
            text += "word ";
        const auto overview = overviewOf({text + "rare"});
        const auto document = modelDocument(*overview, 0, choiceOf(3, 100, LongDocuments::windows));
        QCOMPARE(document.tokens.size(), ModelDocument::longestShown);
        QCOMPARE(document.length, std::size_t{6'001});
        QCOMPARE(document.unknown, std::size_t{1});
        QVERIFY(documentSentence(document).contains("the first 5,000 are shown"));
    }
};

QTEST_GUILESS_MAIN(ModelDocumentTest)
#include "model_document_test.moc"
