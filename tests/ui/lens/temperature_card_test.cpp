// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/temperature_card.h"

#include "lens_fixtures.h"
#include "ui/lens/temperature_scale.h"
#include "ui/lens/temperature_slider.h"
#include "ui/lens/temperature_spin_box.h"
#include "ui/theme/theme.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera::ui;
using tempera::test::infinity;

class TemperatureCardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void dragsAnywhere();
    void aClickJumpsToATick();
    void takingTheHandleMovesNothing();
    void theEndsAreGreedyAndUniform();
    void keys_data();
    void keys();
    void wheelSteps();
    void boxAndSliderAgree();
    void typed_data();
    void typed();
    void settingIsSilent();
    void assistiveTechnologyReadsAndSets();
    void labelsNeverTouch();
    void repaintsInTheOtherPalette();

private:
    QPoint at(double temperature) const { return slider_->handleCenter(temperature).toPoint(); }

    std::unique_ptr<TemperatureCard> card_;
    TemperatureSlider* slider_ = nullptr;
    TemperatureSpinBox* box_ = nullptr;
};

void TemperatureCardTest::init() {
    card_ = std::make_unique<TemperatureCard>();
    slider_ = card_->findChild<TemperatureSlider*>();
    box_ = card_->findChild<TemperatureSpinBox*>();
    card_->resize(700, card_->sizeHint().height());
    card_->show();
    QVERIFY(QTest::qWaitForWindowActive(card_.get()));
}

void TemperatureCardTest::cleanup() {
    card_.reset();
}

void TemperatureCardTest::dragsAnywhere() {
    QSignalSpy started(card_.get(), &TemperatureCard::dragStarted);
    QSignalSpy changed(card_.get(), &TemperatureCard::temperatureChanged);
    QSignalSpy finished(card_.get(), &TemperatureCard::dragFinished);
    QTest::mousePress(slider_, Qt::LeftButton, {}, at(0.3));
    QCOMPARE(started.size(), 1);
    double before = card_->temperature();
    QVERIFY(std::abs(before / 0.3 - 1.0) < 0.02);
    for (int x = at(0.3).x() + 5; x < at(3.0).x(); x += 5) {
        QTest::mouseMove(slider_, {x, 0}); // beside the groove too
        QVERIFY(card_->temperature() >= before);
        before = card_->temperature();
    }
    QVERIFY(std::abs(before / 3.0 - 1.0) < 0.05);
    QCOMPARE(finished.size(), 0);
    QTest::mouseRelease(slider_, Qt::LeftButton, {}, at(3.0));
    QCOMPARE(finished.size(), 1);
    QCOMPARE(started.size(), 1);
    QVERIFY(changed.size() > 20);
    QCOMPARE(changed.last().first().toDouble(), card_->temperature());
    QTest::mouseMove(slider_, at(0.5)); // no longer dragging
    QCOMPARE(card_->temperature(), before);
}

void TemperatureCardTest::aClickJumpsToATick() {
    for (const double temperature : bookTemperatures) {
        QTest::mouseClick(slider_, Qt::LeftButton, {}, at(temperature) + QPoint(1, 8));
        QCOMPARE(card_->temperature(), temperature);
    }
}

void TemperatureCardTest::takingTheHandleMovesNothing() {
    card_->setTemperature(0.3);
    QSignalSpy changed(card_.get(), &TemperatureCard::temperatureChanged);
    QTest::mousePress(slider_, Qt::LeftButton, {}, at(0.3) + QPoint(4, 0));
    QTest::mouseRelease(slider_, Qt::LeftButton, {}, at(0.3) + QPoint(4, 0));
    QCOMPARE(changed.size(), 0);
    QTest::mouseClick(slider_, Qt::RightButton, {}, at(2.0));
    QCOMPARE(card_->temperature(), 0.3);
}

void TemperatureCardTest::theEndsAreGreedyAndUniform() {
    QTest::mouseClick(slider_, Qt::LeftButton, {}, {1, at(1.0).y()});
    QCOMPARE(card_->temperature(), 0.0);
    QTest::mouseClick(slider_, Qt::LeftButton, {}, {slider_->width() - 2, at(1.0).y()});
    QCOMPARE(card_->temperature(), infinity);
}

void TemperatureCardTest::keys_data() {
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<double>("expected"); // from 1
    QTest::newRow("right") << Qt::Key_Right << 1.05;
    QTest::newRow("up") << Qt::Key_Up << 1.05;
    QTest::newRow("left") << Qt::Key_Left << 0.952;
    QTest::newRow("down") << Qt::Key_Down << 0.952;
    QTest::newRow("page up") << Qt::Key_PageUp << 1.5;
    QTest::newRow("page down") << Qt::Key_PageDown << 0.7;
    QTest::newRow("home") << Qt::Key_Home << 0.0;
    QTest::newRow("end") << Qt::Key_End << infinity;
}

void TemperatureCardTest::keys() {
    QFETCH(Qt::Key, key);
    QSignalSpy changed(card_.get(), &TemperatureCard::temperatureChanged);
    slider_->setFocus();
    QTest::keyClick(slider_, key);
    QTEST(card_->temperature(), "expected");
    QCOMPARE(changed.size(), 1);
    QTEST(changed.first().first().toDouble(), "expected");
}

void TemperatureCardTest::wheelSteps() {
    const auto turn = [this](int angle) {
        QWheelEvent event(at(1.0), slider_->mapToGlobal(at(1.0)), {}, {0, angle}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(slider_, &event);
    };
    turn(120);
    QCOMPARE(card_->temperature(), 1.05);
    turn(-240);
    QCOMPARE(card_->temperature(), 0.952);
    turn(60); // half a notch, as a touch pad sends it
    QCOMPARE(card_->temperature(), 0.952);
    turn(60);
    QCOMPARE(card_->temperature(), 1.0);
}

void TemperatureCardTest::boxAndSliderAgree() {
    QTest::keyClick(slider_, Qt::Key_PageDown);
    QCOMPARE(box_->text(), "T = 0.70");
    QCOMPARE(box_->temperature(), 0.7);
    box_->stepUp();
    QCOMPARE(slider_->temperature(), 0.735);
    QTest::keyClick(slider_, Qt::Key_Home);
    QCOMPARE(box_->text(), "greedy");
    QTest::keyClick(slider_, Qt::Key_End);
    QCOMPARE(box_->text(), "uniform");
    box_->stepDown();
    QCOMPARE(slider_->temperature(), 5.0);
}

void TemperatureCardTest::typed_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("expected");
    QTest::newRow("number") << "0.85" << 0.85;
    QTest::newRow("beyond the slider") << "42" << 42.0;
    QTest::newRow("far beyond") << "1000" << infinity;
    QTest::newRow("inf") << "inf" << infinity;
    QTest::newRow("uniform") << "uniform" << infinity;
    QTest::newRow("greedy") << "greedy" << 0.0;
    QTest::newRow("zero") << "0" << 0.0;
    QTest::newRow("nonsense") << "lukewarm" << 1.0;
    QTest::newRow("negative") << "-3" << 1.0;
}

void TemperatureCardTest::typed() {
    QFETCH(QString, text);
    box_->setFocus();
    box_->selectAll();
    QTest::keyClicks(box_, text);
    QTest::keyClick(box_, Qt::Key_Return);
    QTEST(card_->temperature(), "expected");
    QCOMPARE(box_->text(), temperatureLabel(card_->temperature()));
}

void TemperatureCardTest::settingIsSilent() {
    QSignalSpy changed(card_.get(), &TemperatureCard::temperatureChanged);
    for (const double temperature : {0.0, 0.123, 1.5, 42.0, infinity}) {
        card_->setTemperature(temperature);
        QCOMPARE(slider_->temperature(), temperature);
        QCOMPARE(box_->temperature(), temperature);
    }
    QCOMPARE(changed.size(), 0);
}

void TemperatureCardTest::assistiveTechnologyReadsAndSets() {
    card_->setTemperature(0.7);
    QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(slider_);
    QCOMPARE(accessible->role(), QAccessible::Slider);
    QCOMPARE(accessible->text(QAccessible::Name), "Temperature");
    QCOMPARE(accessible->text(QAccessible::Value), "0.70");
    QCOMPARE(accessible->valueInterface()->currentValue().toDouble(), 0.7);
    QSignalSpy changed(card_.get(), &TemperatureCard::temperatureChanged);
    accessible->valueInterface()->setCurrentValue(1.5);
    QCOMPARE(card_->temperature(), 1.5);
    QCOMPARE(changed.size(), 1);
    card_->setTemperature(infinity);
    QCOMPARE(accessible->text(QAccessible::Value), "uniform");
    QVERIFY(std::isfinite(accessible->valueInterface()->currentValue().toDouble()));
    QVERIFY(!box_->accessibleName().isEmpty());
}

void TemperatureCardTest::labelsNeverTouch() {
    for (int width = 60; width < 1500; width += 7) {
        const auto ticks = placeTemperatureTicks({20.0, width - 40.0}, 0.0, card_->font());
        for (std::size_t i = 1; i < ticks.size(); ++i)
            QVERIFY(ticks[i - 1].label.right() < ticks[i].label.left());
        // A lighter one only where all of the book's have room.
        const auto count = [&ticks](bool ofTheBook) {
            return std::ranges::count(ticks, ofTheBook, &TemperatureTick::ofTheBook);
        };
        QVERIFY(width < 400 || count(true) == 5);
        QVERIFY(width < 700 || count(false) == 6); // four numbers and the ends
    }
}

void TemperatureCardTest::repaintsInTheOtherPalette() {
    card_->setPalette(lightPalette());
    const QColor light = card_->grab().toImage().pixelColor(10, card_->height() / 2);
    card_->setPalette(darkPalette());
    const QColor dark = card_->grab().toImage().pixelColor(10, card_->height() / 2);
    QCOMPARE(light, themeColors(lightPalette()).cardBackground);
    QCOMPARE(dark, themeColors(darkPalette()).cardBackground);
}

QTEST_MAIN(TemperatureCardTest)
#include "temperature_card_test.moc"
