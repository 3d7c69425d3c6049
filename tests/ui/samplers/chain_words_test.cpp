// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samplers/chain_words.h"

#include "ui/samplers/number_text.h"

#include <QtTest>
#include <limits>

using namespace tempera;
using namespace tempera::ui;

class ChainWordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatActsInOrder() {
        SamplerStack stack = defaultSamplerStack();
        stack[0].sampler.value = 0.7;
        stack[2].enabled = true;
        QCOMPARE(chainInWords(stack), u"temperature 0.70 \u2192 top-p 0.95 \u2192 draw"_qs);
        std::swap(stack[0], stack[2]);
        QCOMPARE(chainInWords(stack), u"top-p 0.95 \u2192 temperature 0.70 \u2192 draw"_qs);
    }

    void saysTheExtremes() {
        SamplerStack stack = defaultSamplerStack();
        stack[0].enabled = false;
        QCOMPARE(chainInWords(stack), "draw");
        stack[1] = {{SamplerKind::topK, 15000.0}, true};
        QCOMPARE(chainInWords(stack), u"top-k 15,000 \u2192 draw"_qs);
        stack[0] = {{SamplerKind::temperature, std::numeric_limits<double>::infinity()}, true};
        QCOMPARE(chainInWords(stack), u"temperature uniform \u2192 top-k 15,000 \u2192 draw"_qs);
        QCOMPARE(chainInWords({}), "draw");
    }

    void theOrderChangesItsMeaning() {
        SamplerStack stack = defaultSamplerStack();
        QVERIFY(orderInWords(stack).contains("Nothing is cut"));
        stack[0].sampler.value = 0.5;
        stack[2].enabled = stack[3].enabled = true;
        QVERIFY(orderInWords(stack).startsWith("Temperature 0.50 reshapes first"));
        QVERIFY(orderInWords(stack).contains("top-p and min-p"));
        QVERIFY(orderInWords(arranged(stack, SamplerOrder::llamaCpp))
                    .startsWith("Cut first by top-p and min-p"));
        std::swap(stack[0], stack[2]);
        QCOMPARE(orderInWords(stack),
                 "Cut by top-p, reshaped at temperature 0.50, then cut by min-p.");
        stack[2].enabled = false;
        QVERIFY(orderInWords(stack).contains("top-p and min-p"));
    }

    void warnsWhereOneTokenIsLeft() {
        const std::vector<float> logits = {5.0F, 1.0F, 0.5F, 0.0F};
        const auto warningOf = [&](const SamplerChain& chain) {
            return lonelyTokenWarning(Distribution(logits, chain).effects());
        };
        QCOMPARE(warningOf({{SamplerKind::topP, 0.5}, {SamplerKind::temperature, 2.0}}),
                 "Temperature cannot act here: top-p kept 1 token.");
        QCOMPARE(warningOf({{SamplerKind::topK, 2.0}, {SamplerKind::topP, 0.5}}),
                 "Temperature cannot act here: top-p kept 1 token.");
        QCOMPARE(warningOf({{SamplerKind::topK, 2.0}}), QString());
        QCOMPARE(warningOf({}), QString());
    }

    void numbersAreWrittenForPeople() {
        QCOMPARE(numberText(-1.834, 2), u"\u22121.83"_qs);
        QCOMPARE(numberText(-std::numeric_limits<double>::infinity(), 2), u"\u2212\u221e"_qs);
        QCOMPARE(numberText(std::numeric_limits<double>::quiet_NaN(), 2), u"\u2014"_qs);
    }
};

QTEST_GUILESS_MAIN(ChainWordsTest)
#include "chain_words_test.moc"
