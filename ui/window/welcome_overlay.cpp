// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/welcome_overlay.h"

#include <QEvent>
#include <QGraphicsDropShadowEffect>
#include <QWidget>
#include <algorithm>

namespace tempera::ui {

WelcomeOverlay::WelcomeOverlay(QWidget& window, QWidget& panel)
    : QObject(&window), window_(window), panel_(panel) {
    auto* const shadow = new QGraphicsDropShadowEffect(&panel);
    shadow->setBlurRadius(panel.fontMetrics().height() * 2);
    shadow->setOffset(0.0, 2.0);
    shadow->setColor(QColor(0, 0, 0, 110));
    panel.setGraphicsEffect(shadow);
    window.installEventFilter(this);
    panel.installEventFilter(this);
}

bool WelcomeOverlay::eventFilter(QObject* watched, QEvent* event) {
    const bool resized = watched == &window_ && event->type() == QEvent::Resize;
    const bool changed = watched == &panel_ &&
                         (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest);
    if (resized || changed)
        place();
    return false;
}

void WelcomeOverlay::place() {
    const int margin = panel_.fontMetrics().height() * 2;
    const QSize hint = panel_.sizeHint();
    const QSize size = hint.boundedTo(window_.size() - QSize(2 * margin, 2 * margin));
    const QSize enough(size.width(), std::max(size.height(), panel_.minimumSizeHint().height()));
    panel_.setGeometry(
        {{(window_.width() - enough.width()) / 2, window_.height() - enough.height() - margin},
         enough});
    panel_.raise();
}

} // namespace tempera::ui
