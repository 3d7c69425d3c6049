// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/welcome_overlay.h"

#include <QDockWidget>
#include <QEvent>
#include <QWidget>
#include <algorithm>

namespace tempera::ui {

WelcomeOverlay::WelcomeOverlay(QWidget& window, QWidget& panel)
    : QObject(&window), window_(window), panel_(panel) {
    window.installEventFilter(this);
    panel.installEventFilter(this);
    for (QDockWidget* dock : window.findChildren<QDockWidget*>())
        dock->installEventFilter(this);
}

bool WelcomeOverlay::eventFilter(QObject* watched, QEvent* event) {
    const QEvent::Type type = event->type();
    const bool resized = watched == &window_ && type == QEvent::Resize;
    const bool changed =
        watched == &panel_ && (type == QEvent::Show || type == QEvent::LayoutRequest);
    if (resized || changed)
        place();
    // A dock that is shown or chosen by its tab comes to the front.
    const bool dockRaised = watched != &panel_ && watched != &window_ &&
                            (type == QEvent::Show || type == QEvent::ZOrderChange);
    if (dockRaised)
        QMetaObject::invokeMethod(&panel_, &QWidget::raise, Qt::QueuedConnection);
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
