// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samplers/sampler_panel.h"

#include "ui/lens/temperature_spin_box.h"
#include "ui/samplers/sampler_card.h"
#include "ui/samplers/sampler_value_editor.h"

#include <QtTest>
#include <QtWidgets>
#include <rapidcheck.h>
#include <set>

using namespace tempera;
using namespace tempera::ui;

namespace {

using Kinds = std::vector<SamplerKind>;
constexpr auto temperature = SamplerKind::temperature;
constexpr auto topK = SamplerKind::topK;
constexpr auto topP = SamplerKind::topP;
constexpr auto minP = SamplerKind::minP;

Kinds kindsOf(const SamplerStack& stack) {
    Kinds kinds;
    for (const SamplerSlot& slot : stack)
        kinds.push_back(slot.sampler.kind);
    return kinds;
}

/// The cards as a person sees them, from left to right.
std::vector<SamplerCard*> cardsFromLeft(const QWidget& panel) {
    const QList<SamplerCard*> found = panel.findChildren<SamplerCard*>();
    std::vector<SamplerCard*> cards(found.begin(), found.end());
    std::ranges::sort(cards, {}, [](const SamplerCard* card) { return card->x(); });
    return cards;
}

SamplerCard* cardOf(const QWidget& panel, SamplerKind kind) {
    for (SamplerCard* card : cardsFromLeft(panel))
        if (card->kind() == kind)
            return card;
    return nullptr;
}

QPushButton* button(const QWidget& panel, const QString& name) {
    for (QPushButton* found : panel.findChildren<QPushButton*>())
        if (found->accessibleName() == name)
            return found;
    return nullptr;
}

/// Seizes a card at its free lower right and lets go of it `distance` to the right.
void dragCard(SamplerCard& card, int distance) {
    const QPoint grip(card.width() - 6, card.height() - 6);
    const QPoint from = card.mapTo(card.window(), grip);
    QTest::mousePress(&card, Qt::LeftButton, {}, grip);
    for (int step = 1; step <= 8; ++step) {
        const QPoint there = from + QPoint(distance * step / 8, 0);
        const QPoint local = card.mapFrom(card.window(), there);
        QMouseEvent move(QEvent::MouseMove, local, card.mapToGlobal(local), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&card, &move);
    }
    QTest::mouseRelease(&card, Qt::LeftButton, {},
                        card.mapFrom(card.window(), from + QPoint(distance, 0)));
}

bool isValidStack(const SamplerStack& stack) {
    const Kinds kinds = kindsOf(stack);
    SamplerChain all;
    for (const SamplerSlot& slot : stack)
        all.push_back(slot.sampler);
    validate(all); // throws
    return kinds.size() == 4 && std::set<SamplerKind>(kinds.begin(), kinds.end()).size() == 4;
}

/// The panel in a window, and the stacks it announced.
struct Fixture {
    SamplerPanel panel;
    std::vector<SamplerStack> announced;

    Fixture() {
        panel.resize(1240, 190);
        panel.show();
        QObject::connect(&panel, &SamplerPanel::stackChanged,
                         [this](const SamplerStack& stack) { announced.push_back(stack); });
    }
};

} // namespace

class SamplerPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void settersEmitNothing() {
        Fixture fixture;
        SamplerStack stack = arranged(defaultSamplerStack(), SamplerOrder::llamaCpp);
        stack[0].enabled = true;
        fixture.panel.setStack(stack);
        fixture.panel.setEffects({{stack[0].sampler, 15000, 40}});
        QCOMPARE(fixture.panel.stack(), stack);
        QVERIFY(fixture.announced.empty());
    }

    void aMouseDragReorders_data() {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        for (int from = 0; from < 4; ++from)
            for (int to = 0; to < 4; ++to)
                QTest::addRow("%d to %d", from, to) << from << to;
    }
    void aMouseDragReorders() {
        QFETCH(int, from);
        QFETCH(int, to);
        Fixture fixture;
        Kinds expected = kindsOf(fixture.panel.stack());
        const SamplerKind moved = expected[static_cast<std::size_t>(from)];
        expected.erase(expected.begin() + from);
        expected.insert(expected.begin() + to, moved);
        const auto cards = cardsFromLeft(fixture.panel);
        const int distance =
            cards[static_cast<std::size_t>(to)]->x() - cards[static_cast<std::size_t>(from)]->x();
        dragCard(*cards[static_cast<std::size_t>(from)], distance);
        QCOMPARE(kindsOf(fixture.panel.stack()), expected);
        QCOMPARE(fixture.announced.size(), std::size_t(from == to ? 0 : 1));
        Kinds seen;
        for (const SamplerCard* card : cardsFromLeft(fixture.panel))
            seen.push_back(card->kind());
        QCOMPARE(seen, expected);
    }

    void aSmallMovementIsNoDrag() {
        Fixture fixture;
        dragCard(*cardsFromLeft(fixture.panel)[1], 3);
        QVERIFY(fixture.announced.empty());
    }

    void altAndArrowsReorder() {
        Fixture fixture;
        SamplerCard* card = cardOf(fixture.panel, temperature);
        QTest::keyClick(card, Qt::Key_Left, Qt::AltModifier); // is first already
        QVERIFY(fixture.announced.empty());
        QTest::keyClick(card, Qt::Key_Right, Qt::AltModifier);
        QTest::keyClick(card, Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(kindsOf(fixture.panel.stack()), (Kinds{topK, topP, temperature, minP}));
        QCOMPARE(cardsFromLeft(fixture.panel)[2], card);
    }

    void moveButtonsReorderAndEndAtTheEnds() {
        Fixture fixture;
        const auto buttons = cardOf(fixture.panel, minP)->findChildren<QToolButton*>();
        QVERIFY(!buttons[1]->isEnabled());
        QTest::mouseClick(buttons[0], Qt::LeftButton);
        QCOMPARE(kindsOf(fixture.panel.stack()), (Kinds{temperature, topK, minP, topP}));
        QVERIFY(buttons[1]->isEnabled());
    }

    void switchesAndKeepsTheValue() {
        Fixture fixture;
        auto* box = cardOf(fixture.panel, topP)->findChild<QCheckBox*>();
        QTest::mouseClick(box, Qt::LeftButton, {}, {5, box->height() / 2});
        QCOMPARE(fixture.panel.stack()[2], (SamplerSlot{{topP, 0.95}, true}));
        cardOf(fixture.panel, topP)->setFocus();
        QTest::keyClick(cardOf(fixture.panel, topP), Qt::Key_Space);
        QCOMPARE(fixture.panel.stack()[2], (SamplerSlot{{topP, 0.95}, false}));
        QCOMPARE(fixture.announced.size(), std::size_t(2));
    }

    void typedValuesCountWhenTheyAreDone() {
        Fixture fixture;
        auto* box = cardOf(fixture.panel, temperature)->findChild<TemperatureSpinBox*>();
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, "0.7");
        QVERIFY(fixture.announced.empty());
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(temperatureOf(fixture.panel.stack()), 0.7);
        QTest::keyClick(box, Qt::Key_Up);
        QCOMPARE(temperatureOf(fixture.panel.stack()), 0.735); // a step is 5 %
    }

    void theSliderMovesTheValueWithTheKeyboard() {
        Fixture fixture;
        SamplerStack stack = defaultSamplerStack();
        stack[1].enabled = true;
        fixture.panel.setStack(stack);
        auto* slider = cardOf(fixture.panel, topK)->findChild<QSlider*>();
        QTest::keyClick(slider, Qt::Key_End);
        QCOMPARE(fixture.panel.stack()[1].sampler.value, 1000.0);
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(fixture.panel.stack()[1].sampler.value, 1.0);
    }

    void ordersAndNeutral() {
        Fixture fixture;
        SamplerStack stack = defaultSamplerStack();
        for (SamplerSlot& slot : stack)
            slot.enabled = true;
        stack[0].sampler.value = 0.3;
        fixture.panel.setStack(stack);
        QVERIFY(button(fixture.panel, "Hugging Face")->isChecked());
        QTest::mouseClick(button(fixture.panel, "llama.cpp"), Qt::LeftButton);
        QCOMPARE(kindsOf(fixture.panel.stack()), (Kinds{topK, topP, minP, temperature}));
        QVERIFY(button(fixture.panel, "llama.cpp")->isChecked());
        QVERIFY(!button(fixture.panel, "Hugging Face")->isChecked());
        QTest::mouseClick(button(fixture.panel, "llama.cpp"), Qt::LeftButton);
        QVERIFY(button(fixture.panel, "llama.cpp")->isChecked());
        QTest::mouseClick(button(fixture.panel, "Book"), Qt::LeftButton);
        QCOMPARE(activeChain(fixture.panel.stack()), (SamplerChain{{temperature, 0.3}}));
        QTest::mouseClick(button(fixture.panel, "Neutral"), Qt::LeftButton);
        QCOMPARE(activeChain(fixture.panel.stack()), (SamplerChain{{temperature, 1.0}}));
        QVERIFY(!button(fixture.panel, "Neutral")->isEnabled());
        QCOMPARE(fixture.announced.size(), std::size_t(3));
    }

    void countsAreShownOnTheCardThatMadeThem() {
        Fixture fixture;
        SamplerStack stack = defaultSamplerStack();
        stack[2].enabled = true;
        fixture.panel.setStack(stack);
        fixture.panel.setEffects({{stack[0].sampler, 15000, 15000}, {stack[2].sampler, 15000, 12}});
        const auto shows = [&](SamplerKind kind, const QString& text) {
            for (const QLabel* label : cardOf(fixture.panel, kind)->findChildren<QLabel*>())
                if (label->text() == text)
                    return true;
            return false;
        };
        QVERIFY(shows(topP, u"15,000 \u2192 12"_qs));
        QVERIFY(shows(temperature, u"15,000 \u2192 15,000"_qs));
        QVERIFY(shows(topK, "off"));
        stack[2].sampler.value = 0.5; // the counts belong to another chain now
        fixture.panel.setStack(stack);
        QVERIFY(!shows(topP, u"15,000 \u2192 12"_qs));
    }

    void randomEditsKeepAValidPermutation() {
        const bool held = rc::check([] {
            Fixture fixture;
            const int edits = *rc::gen::inRange(1, 25);
            for (int edit = 0; edit < edits; ++edit) {
                const auto cards = cardsFromLeft(fixture.panel);
                SamplerCard& card = *cards[*rc::gen::inRange<std::size_t>(0, 4)];
                const SamplerStack before = fixture.panel.stack();
                const std::size_t announcedBefore = fixture.announced.size();
                act(fixture.panel, card, *rc::gen::inRange(0, 7));
                RC_ASSERT(isValidStack(fixture.panel.stack()));
                if (fixture.panel.stack() == before)
                    RC_ASSERT(fixture.announced.size() == announcedBefore);
                else
                    RC_ASSERT(fixture.announced.back() == fixture.panel.stack());
                Kinds seen;
                for (const SamplerCard* shown : cardsFromLeft(fixture.panel))
                    seen.push_back(shown->kind());
                RC_ASSERT(seen == kindsOf(fixture.panel.stack()));
                for (const SamplerSlot& slot : fixture.panel.stack()) {
                    const SamplerCard* shown = cardOf(fixture.panel, slot.sampler.kind);
                    RC_ASSERT(shown->findChild<QCheckBox*>()->isChecked() == slot.enabled);
                    RC_ASSERT(shown->findChild<SamplerValueEditor*>()->value() ==
                              slot.sampler.value);
                }
            }
        });
        QVERIFY(held);
    }

private:
    static void act(const QWidget& panel, SamplerCard& card, int what) {
        static const char* const orders[] = {"Book", "llama.cpp", "Hugging Face", "Neutral"};
        switch (what) {
        case 0:
            return dragCard(card, *rc::gen::inRange(-1200, 1200));
        case 1:
            return QTest::keyClick(&card, Qt::Key_Left, Qt::AltModifier);
        case 2:
            card.setFocus();
            return QTest::keyClick(&card, Qt::Key_Space);
        case 3:
            return QTest::mouseClick(button(panel, orders[*rc::gen::inRange(0, 4)]),
                                     Qt::LeftButton);
        case 4:
            if (auto* slider = card.findChild<QSlider*>(); slider->isEnabled())
                QTest::keyClick(slider, *rc::gen::element(Qt::Key_PageUp, Qt::Key_PageDown,
                                                          Qt::Key_Home, Qt::Key_End));
            return;
        default:
            if (auto* box = card.findChild<QAbstractSpinBox*>(); box->isEnabled()) {
                box->selectAll();
                QTest::keyClicks(box, *rc::gen::element<QString>("0", "1", "0.25", "99", "abc",
                                                                 "-3", "1e400", "inf", "", "nan"));
                QTest::keyClick(box, Qt::Key_Return);
            }
        }
    }
};

QTEST_MAIN(SamplerPanelTest)
#include "sampler_panel_test.moc"
