// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/readout_line.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace tempera::ui {

ReadoutLine::ReadoutLine(const QString& explanation, QWidget* parent) : QWidget(parent) {
    setToolTip(explanation);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ReadoutLine::setText(const QString& value, const QString& caption) {
    value_ = value;
    caption_ = caption;
    setAccessibleName(text());
    update();
}

QString ReadoutLine::text() const {
    return value_.isEmpty() ? caption_ : value_ + ' ' + caption_;
}

QSize ReadoutLine::sizeHint() const {
    return {32 * fontMetrics().averageCharWidth(), fontMetrics().height() + 1};
}

QSize ReadoutLine::minimumSizeHint() const {
    return {24 * fontMetrics().averageCharWidth(), fontMetrics().height()};
}

void ReadoutLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(scaledFont(font(), 1.0, QFont::Bold));
    painter.setPen(palette().color(QPalette::WindowText));
    const QString value = painter.fontMetrics().elidedText(value_, Qt::ElideRight, width() * 3 / 4);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, value);
    const int gap = value.isEmpty() ? 0 : fontMetrics().horizontalAdvance(' ');
    const int left = painter.fontMetrics().horizontalAdvance(value) + gap;
    painter.setFont(font());
    painter.setPen(themeColors(palette()).secondaryText);
    painter.drawText(rect().adjusted(left, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(caption_, Qt::ElideRight, width() - left));
}

} // namespace tempera::ui
