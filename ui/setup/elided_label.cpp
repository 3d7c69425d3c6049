// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/elided_label.h"

#include "ui/theme/plain_tool_tip.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace tempera::ui {

ElidedLabel::ElidedLabel(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text) {
    text_ = text;
    setToolTip(plainToolTip(text));
    setAccessibleDescription(text);
    updateGeometry();
    update();
}

void ElidedLabel::setSecondary(bool secondary) {
    secondary_ = secondary;
    update();
}

QSize ElidedLabel::sizeHint() const {
    return {fontMetrics().horizontalAdvance(text_) + 1, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const {
    return {6 * fontMetrics().averageCharWidth(), fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(secondary_ ? themeColors(palette()).secondaryText
                              : palette().color(QPalette::WindowText));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(text_, Qt::ElideMiddle, width()));
}

} // namespace tempera::ui
