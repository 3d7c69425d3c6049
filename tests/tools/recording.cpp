// SPDX-License-Identifier: GPL-3.0-or-later
// Acts in the real window on a screen as a person with a mouse does, at a person's pace, while
// something else films the screen: tests/tools/record.
#include "app/studio/studio.h"
#include "support/studio_fixture.h"
#include "ui/compare/compare_panel.h"
#include "ui/compare/temperature_ladder.h"
#include "ui/lens/distribution_view.h"
#include "ui/welcome/welcome_panel.h"

#include <QtWidgets>
#include <algorithm>
#include <cmath>

using namespace tempera;
using namespace tempera::test;

namespace {

constexpr int frame = 20;                     ///< milliseconds between two places of the pointer
constexpr double pixelsAFrame = 18.0;         ///< when it moves over the window
constexpr double lnTemperatureAFrame = 0.015; ///< when it drags

class Person {
public:
    Person();
    void act();

private:
    void moveTo(QWidget& widget, QPointF place);
    void dragTo(double temperature);
    void click();
    void doubleClick();
    int doubtfulToken();
    void look(int milliseconds) { QTest::qWait(milliseconds); }

    StudioFixture fixture_;
    QWidget* widget_ = nullptr; ///< beneath the pointer
    QPoint place_;              ///< in it
};

Person::Person() {
    ui::MainWindow& window = fixture_.window();
    window.move(0, 0);
    window.welcome().hide();
    window.resetLayout();
    static_cast<void>(fixture_.awaitText());
    QCursor::setPos(window.mapToGlobal(window.rect().center()));
}

void Person::moveTo(QWidget& widget, QPointF place) {
    const QPointF from = QCursor::pos();
    const QPointF to = widget.mapToGlobal(place);
    const int frames = std::max(1, static_cast<int>(QLineF(from, to).length() / pixelsAFrame));
    const QEasingCurve ease(QEasingCurve::InOutCubic);
    for (int i = 1; i <= frames; ++i) {
        QCursor::setPos((from + (to - from) * ease.valueForProgress(1.0 * i / frames)).toPoint());
        look(frame);
    }
    widget_ = &widget;
    place_ = place.toPoint();
}

void Person::click() {
    QTest::mouseClick(widget_, Qt::LeftButton, {}, place_);
}

void Person::doubleClick() {
    click();
    QTest::mouseDClick(widget_, Qt::LeftButton, {}, place_);
}

void Person::dragTo(double temperature) {
    ui::TemperatureSlider& slider = fixture_.slider();
    const auto place = [&](double t) { return slider.handleCenter(t).toPoint(); };
    const double from = slider.temperature();
    moveTo(slider, place(from));
    QTest::mousePress(&slider, Qt::LeftButton, {}, place(from));
    const double way = std::log(temperature / from);
    const int frames = std::max(1, static_cast<int>(std::abs(way) / lnTemperatureAFrame));
    for (int i = 1; i <= frames; ++i) {
        const QPoint next = place(from * std::exp(way * i / frames));
        QCursor::setPos(slider.mapToGlobal(next));
        QTest::mouseMove(&slider, next);
        look(frame);
    }
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, place(temperature));
}

/// One where the model could as well have gone on otherwise.
int Person::doubtfulToken() {
    const ui::TextTokens tokens = fixture_.tokens();
    const auto isDoubtful = [](const ui::TextToken& token) {
        return token.figures.entropyBits > 2.5 && token.figures.rank > 1;
    };
    const auto found = std::find_if(tokens.begin() + 8, tokens.end(), isDoubtful);
    return static_cast<int>(found == tokens.end() ? 8 : found - tokens.begin());
}

void Person::act() {
    look(800);
    dragTo(0.2);
    look(900);
    dragTo(1.6);
    look(900);
    dragTo(0.7);
    look(500);
    ui::TokenView& text = fixture_.tokenView();
    moveTo(*text.viewport(), text.tokenRect(doubtfulToken()).center());
    click();
    look(1'200);
    auto& candidates = fixture_.child<ui::DistributionView>();
    const QModelIndex third = candidates.model()->index(3, 0);
    moveTo(*candidates.viewport(), candidates.visualRect(third).center());
    doubleClick();
    look(1'500);
    dragTo(1.0);
    fixture_.window().raisePanel(fixture_.window().ladder());
    look(2'500);
}

} // namespace

int main(int argumentCount, char** arguments) {
    const StudioHome home;
    QApplication application(argumentCount, arguments);
    nameApplication();
    Person person;
    QFile ready(application.arguments().value(1)); // its being there starts the film
    if (!ready.open(QIODevice::WriteOnly))
        return 1;
    person.act();
    return 0;
}
