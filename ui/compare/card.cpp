// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/card.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace tempera::ui {

Card::Card(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
}

void Card::setCurrent(bool current) {
    if (current_ == current)
        return;
    current_ = current;
    update();
}

void Card::setLifted(bool lifted) {
    lifted_ = lifted;
    update();
}

int Card::padding() const {
    return fontMetrics().height() / 2;
}

bool Card::partHasFocus() const {
    const QWidget* focused = window()->focusWidget();
    return focused != nullptr && focused != this && isAncestorOf(focused);
}

void Card::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = fontMetrics().height() / 3.0;
    const double width = current_ ? 2.0 : 1.0;
    const double inset = width / 2.0;
    const QRectF frame = QRectF(rect()).adjusted(inset, inset, -inset, -inset);
    painter.setPen(QPen(current_ || lifted_ ? colors.accent : colors.cardBorder, width));
    painter.setBrush(colors.cardBackground);
    painter.drawRoundedRect(frame, radius, radius);
    if (!hasFocus())
        return;
    const double ring = width + 1.5;
    painter.setPen(QPen(colors.accent, 1.0, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(ring, ring, -ring, -ring), radius - 2.0,
                            radius - 2.0);
}

void Card::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void Card::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

} // namespace tempera::ui
