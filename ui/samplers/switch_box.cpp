// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samplers/switch_box.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <algorithm>

namespace tempera::ui {

namespace {

constexpr int focusSpace = 2; // around the track

} // namespace

QRectF SwitchBox::track() const {
    const double trackHeight = fontMetrics().height() * 0.75;
    return {double(focusSpace), (height() - trackHeight) / 2.0, trackHeight * 1.8, trackHeight};
}

int SwitchBox::textLeft() const {
    return static_cast<int>(track().right()) + fontMetrics().height() / 2;
}

QSize SwitchBox::sizeHint() const {
    const int textWidth = fontMetrics().size(Qt::TextShowMnemonic, text()).width();
    return {textLeft() + textWidth + 2 * focusSpace, fontMetrics().height() + 2 * focusSpace};
}

bool SwitchBox::hitButton(const QPoint& position) const {
    return QRect(QPoint(), QSize(std::min(width(), sizeHint().width()), height()))
        .contains(position);
}

void SwitchBox::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    const QRectF bed = track();
    const double radius = bed.height() / 2.0;
    const bool on = isChecked() && isEnabled();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(on ? colors.accent : colors.removed, 1.2));
    painter.setBrush(on ? colors.accent : colors.cardBackground);
    painter.drawRoundedRect(bed, radius, radius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(on ? colors.accentText : colors.removed);
    const double middle = isChecked() ? bed.right() - radius : bed.left() + radius;
    painter.drawEllipse(QPointF(middle, bed.center().y()), radius - 3.0, radius - 3.0);
    if (hasFocus()) {
        painter.setPen(QPen(colors.accent, 1.0, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(
            QRectF(textLeft() - 2.5, 0.5, sizeHint().width() - textLeft() + 1.0, height() - 1.0));
    }
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(rect().adjusted(textLeft(), 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, text());
}

} // namespace tempera::ui
