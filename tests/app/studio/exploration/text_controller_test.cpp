// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/exploration/text_controller.h"

#include "app/studio/exploration_fixture.h"

#include <QSignalSpy>
#include <QtTest>

using namespace tempera;
using namespace tempera::studio;

namespace {

struct Writing : ExplorationFixture {
    Writing() {
        QObject::connect(&controller, &TextController::textChanged,
                         [this](const ui::TextTokens&, int from) { staleFrom.push_back(from); });
        QObject::connect(&controller, &TextController::promptMessageChanged,
                         [this](const QString& text, bool isProblem) {
                             message = text;
                             problem = isProblem;
                         });
        model.set(tinyModel(1));
        waitForText();
    }
    void waitForText() const {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!generator.isBusy(Lane::text), patience); }();
    }
    void setPrompt(const std::string& prompt) {
        change([&](ExplorationState& state) { state.prompt = prompt; });
        controller.generate();
        waitForText();
    }
    bool isAsCoreWrites() const {
        return controller.text().figures() == expected(context.settings());
    }

    TextController controller{context};
    std::vector<int> staleFrom;
    QString message;
    bool problem = false;
};

QStringList wordsOf(const ui::TextTokens& tokens) {
    QStringList words;
    for (const ui::TextToken& token : tokens)
        words.append(token.word);
    return words;
}

} // namespace

class TextControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void promptAndWhatCoreWritesAreOnScreen() {
        Writing writing;
        QVERIFY(writing.isAsCoreWrites());
        QCOMPARE(writing.controller.promptLength(), 2);
        const ui::TextTokens tokens = writing.controller.tokens();
        QCOMPARE(tokens.size(), std::size_t{52});
        QCOMPARE(wordsOf(tokens).mid(0, 2), (QStringList{"this", "movie"}));
        QVERIFY(tokens[1].fromPrompt && !tokens[2].fromPrompt);
        QCOMPARE(writing.staleFrom.back(), -1);
        QCOMPARE(writing.message, QString());
    }

    void typedPromptIsWrittenAfterAPause() {
        Writing writing;
        QSignalSpy finished(&writing.controller, &TextController::finished);
        writing.change([](ExplorationState& state) { state.prompt = "a good"; });
        QVERIFY(!writing.generator.isBusy(Lane::text));
        QVERIFY(finished.wait(patience));
        QCOMPARE(wordsOf(writing.controller.tokens()).mid(0, 2), (QStringList{"a", "good"}));
        QVERIFY(writing.isAsCoreWrites());
    }

    void temperatureReplacesTheOldTextFromItsBeginning() {
        Writing writing;
        const QStringList old = wordsOf(writing.controller.tokens());
        bool tailIsOld = true;
        connect(&writing.controller, &TextController::textChanged, this,
                [&](const ui::TextTokens& tokens, int from) {
                    for (int i = from; from >= 0 && i < old.size(); ++i)
                        tailIsOld = tailIsOld && tokens[static_cast<std::size_t>(i)].word == old[i];
                });
        writing.setTemperature(3.0);
        QCOMPARE(wordsOf(writing.controller.tokens()), old); // until something new has come
        writing.waitForText();
        QVERIFY(tailIsOld);
        QVERIFY(writing.isAsCoreWrites());
        QVERIFY(wordsOf(writing.controller.tokens()) != old);
        QCOMPARE(writing.staleFrom.back(), -1);
    }

    void shorterTextHasNoTail() {
        Writing writing;
        writing.change([](ExplorationState& state) { state.length = 5; });
        writing.waitForText();
        QCOMPARE(writing.controller.tokens().size(), std::size_t{7});
        QVERIFY(writing.isAsCoreWrites());
    }

    void selectionFollowsTheFirstWrittenTokenUnlessChosen() {
        Writing writing;
        QCOMPARE(writing.controller.selected(), 2);
        writing.setPrompt("this movie is");
        QCOMPARE(writing.controller.selected(), 3);
        writing.controller.select(20);
        writing.setPrompt("this");
        QCOMPARE(writing.controller.selected(), 20);
        writing.change([](ExplorationState& state) { state.length = 4; });
        writing.waitForText();
        QCOMPARE(writing.controller.selected(), 4); // the last one there is
    }

    void positionIsWhatTheTokenWasPickedFrom() {
        Writing writing;
        InferenceEngine engine(writing.model.handle()->weights());
        const auto text = wholeText(writing.context.prompt().tokens,
                                    writing.expected(writing.context.settings()));
        for (const std::size_t index : {std::size_t{2}, std::size_t{9}, std::size_t{51}}) {
            writing.controller.select(static_cast<int>(index));
            const ui::LensPosition& position = writing.controller.position();
            QVERIFY(std::ranges::equal(*position.logits,
                                       engine.logitsAfter(std::span(text).first(index))));
            QCOMPARE(*position.needle, samplingNeedle(1, index - 2));
            QCOMPARE(*position.chosen, text[index]);
        }
    }

    void positionInThePromptIsPredictedToo() {
        Writing writing;
        writing.setPrompt("this movie is a");
        writing.controller.select(2);
        QTRY_VERIFY_WITH_TIMEOUT(!writing.generator.isBusy(Lane::position), patience);
        const ui::LensPosition& position = writing.controller.position();
        InferenceEngine engine(writing.model.handle()->weights());
        const std::vector<TokenId> before = {2, 3};
        QVERIFY(std::ranges::equal(*position.logits, engine.logitsAfter(before)));
        QCOMPARE(*position.chosen, TokenId{4});
        QVERIFY(!position.needle);
        QCOMPARE(position.context, QString("this movie"));
    }

    void firstTokenHasNoPredictionAlsoWhenAnotherIsUnderWay() {
        Writing writing;
        writing.controller.select(1);
        writing.controller.select(0);
        // A lane behind: what was asked for before is answered by then.
        writing.generator.start(*writing.context.job(Lane::ladder, {writing.context.settings()}));
        QTRY_VERIFY_WITH_TIMEOUT(!writing.generator.isBusy(Lane::ladder), patience);
        QVERIFY(!writing.controller.position().logits);
        QVERIFY(writing.controller.position().context.contains("nothing before it"));
    }

    void forcedTokensAreWrittenAndMarked() {
        Writing writing;
        writing.controller.select(4);
        const auto figures = writing.controller.text().figures();
        const auto forced = writing.controller.forcedWith(9);
        const auto word = [&](TokenId id) { return writing.model.handle()->vocabulary().word(id); };
        QVERIFY(forced ==
                (std::vector<std::string>{word(figures[0].id), word(figures[1].id), word(9)}));
        writing.change([&](ExplorationState& state) {
            state.branches.push_back({1, 0, "one", *forced});
            state.currentBranch = 1;
        });
        writing.waitForText();
        QVERIFY(writing.isAsCoreWrites());
        QCOMPARE(writing.controller.tokens()[4].figures.id, TokenId{9});
        QVERIFY(writing.controller.tokens()[4].forced && !writing.controller.tokens()[5].forced);
        QVERIFY(!writing.controller.position().needle);
        writing.controller.select(1);
        QVERIFY(!writing.controller.forcedWith(9));
    }

    void emptyPromptIsAProblem() {
        Writing writing;
        for (const char* prompt : {"", " \n", "?!"}) {
            writing.setPrompt(prompt);
            QVERIFY(writing.problem);
            QVERIFY(!writing.message.isEmpty());
            QVERIFY(writing.controller.tokens().empty());
            QVERIFY(!writing.controller.position().logits);
        }
        writing.setPrompt("this");
        QVERIFY(!writing.problem);
        QVERIFY(writing.isAsCoreWrites());
    }

    void unknownWordsAreNamed() {
        Writing writing;
        writing.setPrompt("this zebra is a quokka");
        QVERIFY(writing.message.contains("zebra") && writing.message.contains("quokka"));
        QVERIFY(!writing.message.contains("movie"));
        QVERIFY(!writing.problem);
        QVERIFY(writing.isAsCoreWrites());
    }

    void longPromptShowsWhatTheModelSees() {
        Writing writing;
        // Seven tokens and a context of six: the window begins a half context, three, later.
        writing.setPrompt("this movie is a good bad story");
        QVERIFY(writing.message.contains("last 4") && writing.message.contains("7 tokens"));
        QCOMPARE(writing.controller.promptLength(), 4);
        QCOMPARE(wordsOf(writing.controller.tokens()).mid(0, 4),
                 (QStringList{"a", "good", "bad", "story"}));
        QVERIFY(writing.isAsCoreWrites());
    }

    void oldWordsGoWithTheirVocabulary() {
        Writing writing;
        std::vector<std::string> words = tinyWords;
        std::ranges::reverse(words);
        bool first = true;
        connect(&writing.controller, &TextController::textChanged, this,
                [&](const ui::TextTokens&, int from) {
                    QVERIFY(!std::exchange(first, false) || from == -1);
                });
        writing.model.set(tinyModel(2, words));
        QVERIFY(writing.controller.tokens().size() == 2);
        writing.waitForText();
        QVERIFY(writing.isAsCoreWrites());
        QCOMPARE(wordsOf(writing.controller.tokens())[0], QString("this"));
    }

    void otherWeightsKeepTheTextUntilTheyHaveWritten() {
        Writing writing;
        writing.model.set(tinyModel(2));
        QCOMPARE(writing.controller.tokens().size(), std::size_t{52});
        writing.waitForText();
        QVERIFY(writing.isAsCoreWrites());
    }

    void dragComparesWithTheTextAtItsBeginning() {
        Writing writing;
        QStringList reference;
        connect(&writing.controller, &TextController::referenceChanged, this,
                [&](const ui::TextTokens& tokens) { reference = wordsOf(tokens); });
        const QStringList before = wordsOf(writing.controller.tokens());
        writing.controller.beginDrag();
        writing.setTemperature(2.0);
        writing.waitForText();
        writing.controller.endDrag();
        QCOMPARE(reference, before);
    }
};

QTEST_GUILESS_MAIN(TextControllerTest)
#include "text_controller_test.moc"
