// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/sampler_stack.h"

#include <QtTest>
#include <algorithm>
#include <rapidcheck.h>

using namespace tempera;

namespace {

constexpr Sampler warm{SamplerKind::temperature, 0.7};
constexpr Sampler forty{SamplerKind::topK, 40.0};
constexpr Sampler nucleus{SamplerKind::topP, 0.9};
constexpr Sampler relative{SamplerKind::minP, 0.1};

/// Every kind once, in any order, any of them off, with any valid value.
rc::Gen<SamplerStack> anyStack() {
    return rc::gen::exec([] {
        SamplerStack stack{{{SamplerKind::temperature, *rc::gen::element(0.0, 0.5, 1.0, 3.0)}},
                           {{SamplerKind::topK, *rc::gen::element(1.0, 40.0)}},
                           {{SamplerKind::topP, *rc::gen::element(0.3, 1.0)}},
                           {{SamplerKind::minP, *rc::gen::element(0.0, 0.2)}}};
        for (SamplerSlot& slot : stack)
            slot.enabled = *rc::gen::arbitrary<bool>();
        const int order = *rc::gen::inRange(0, 24);
        for (int i = 0; i < order; ++i)
            std::ranges::next_permutation(
                stack, {}, [](const SamplerSlot& slot) { return slot.sampler.kind; });
        return stack;
    });
}

std::vector<SamplerKind> kindsOf(const SamplerStack& stack) {
    std::vector<SamplerKind> kinds;
    for (const SamplerSlot& slot : stack)
        kinds.push_back(slot.sampler.kind);
    return kinds;
}

/// The slot of that kind.
SamplerSlot slotOf(const SamplerStack& stack, SamplerKind kind) {
    return *std::ranges::find(stack, kind,
                              [](const SamplerSlot& slot) { return slot.sampler.kind; });
}

constexpr std::array everyKind{SamplerKind::temperature, SamplerKind::topK, SamplerKind::topP,
                               SamplerKind::minP};

} // namespace

class SamplerStackTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDefaultIsTheModelsOwnDistribution() {
        const SamplerStack stack = defaultSamplerStack();
        QCOMPARE(stack.size(), everyKind.size());
        QVERIFY(activeChain(stack) == (SamplerChain{{SamplerKind::temperature, 1.0}}));
        QVERIFY(orderOf(stack) == SamplerOrder::book);
    }

    void theChainIsWhatIsSwitchedOn() {
        const SamplerStack stack{{forty, true}, {warm, false}, {relative, true}, {nucleus, false}};
        QVERIFY(activeChain(stack) == (SamplerChain{forty, relative}));
        QCOMPARE(temperatureOf(stack), 1.0); // switched off
        QCOMPARE(temperatureOf(withTemperature(stack, 0.3)), 0.3);
        QVERIFY(activeChain({{warm, false}}).empty());
    }

    void aTemperatureTakesItsOwnPlace() {
        const SamplerStack stack{{forty, true}, {warm, false}, {relative, false}};
        const SamplerStack expected{
            {forty, true}, {{SamplerKind::temperature, 2.0}, true}, {relative, false}};
        QVERIFY(withTemperature(stack, 2.0) == expected);
        const SamplerStack without{{forty, true}};
        const SamplerStack added{{{SamplerKind::temperature, 2.0}, true}, {forty, true}};
        QVERIFY(withTemperature(without, 2.0) == added);
    }

    void ordersAreTheOtherPrograms_data() {
        QTest::addColumn<SamplerOrder>("order");
        QTest::addColumn<SamplerStack>("expected");
        const SamplerSlot t{warm, true};
        const SamplerSlot k{forty, true};
        const SamplerSlot p{nucleus, false};
        const SamplerSlot m{relative, true};
        QTest::newRow("llama.cpp") << SamplerOrder::llamaCpp << SamplerStack{k, p, m, t};
        QTest::newRow("Hugging Face") << SamplerOrder::huggingFace << SamplerStack{t, k, p, m};
        QTest::newRow("book") << SamplerOrder::book
                              << SamplerStack{t, {forty, false}, p, {relative, false}};
    }

    void ordersAreTheOtherPrograms() {
        QFETCH(SamplerOrder, order);
        QFETCH(SamplerStack, expected);
        const SamplerStack stack{{relative, true}, {warm, true}, {nucleus, false}, {forty, true}};
        QVERIFY(arranged(stack, order) == expected);
    }

    void arrangingLosesNoValue() {
        QVERIFY(rc::check([] {
            const SamplerStack stack = *anyStack();
            const auto order = *rc::gen::element(SamplerOrder::book, SamplerOrder::llamaCpp,
                                                 SamplerOrder::huggingFace);
            const SamplerStack result = arranged(stack, order);
            RC_ASSERT(result.size() == stack.size());
            for (const SamplerKind kind : everyKind) {
                RC_ASSERT(slotOf(result, kind).sampler == slotOf(stack, kind).sampler);
                if (order != SamplerOrder::book)
                    RC_ASSERT(slotOf(result, kind).enabled == slotOf(stack, kind).enabled);
            }
            RC_ASSERT(arranged(result, order) == result);
        }));
    }

    void theOrderOfAnArrangementIsKnown() {
        QVERIFY(rc::check([] {
            const SamplerStack stack = *anyStack();
            RC_ASSERT(orderOf(arranged(stack, SamplerOrder::llamaCpp)) == SamplerOrder::llamaCpp);
            RC_ASSERT(orderOf(arranged(stack, SamplerOrder::book)) == SamplerOrder::book);
            const bool truncates = std::ranges::any_of(stack, [](const SamplerSlot& slot) {
                return slot.enabled && slot.sampler.kind != SamplerKind::temperature;
            });
            RC_ASSERT(orderOf(arranged(stack, SamplerOrder::huggingFace)) ==
                      (truncates ? SamplerOrder::huggingFace : SamplerOrder::book));
        }));
    }

    void anOwnOrderHasNoName() {
        const SamplerStack own{{forty, true}, {warm, true}, {nucleus, true}, {relative, true}};
        QVERIFY(!orderOf(own).has_value());
        QVERIFY(!orderOf({{warm, true}, {forty, true}}).has_value()); // not every kind
    }

    void neutralKeepsOrderAndValues() {
        QVERIFY(rc::check([] {
            const SamplerStack stack = *anyStack();
            const SamplerStack result = neutral(stack);
            RC_ASSERT(kindsOf(result) == kindsOf(stack));
            RC_ASSERT(activeChain(result) == (SamplerChain{{SamplerKind::temperature, 1.0}}));
            for (const SamplerKind kind : {SamplerKind::topK, SamplerKind::topP, SamplerKind::minP})
                RC_ASSERT(slotOf(result, kind).sampler == slotOf(stack, kind).sampler);
        }));
    }
};

QTEST_GUILESS_MAIN(SamplerStackTest)
#include "sampler_stack_test.moc"
