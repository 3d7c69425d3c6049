// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/progress_line.h"

#include "ui/theme/plain_tool_tip.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

ProgressLine::ProgressLine(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Training progress"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void ProgressLine::setProgress(double fraction, const QString& text, Tone tone) {
    fraction_ = std::isfinite(fraction) ? std::clamp(fraction, 0.0, 1.0) : 0.0;
    text_ = text;
    tone_ = tone;
    setToolTip(plainToolTip(text));
    setAccessibleDescription(
        tone == Tone::quiet
            ? text
            : tr("%1 percent, %2").arg(static_cast<int>(std::floor(fraction_ * 100.0))).arg(text));
    update();
}

QFont ProgressLine::textFont() const {
    return scaledFont(font(), 0.9);
}

QSize ProgressLine::sizeHint() const {
    return {50 * fontMetrics().averageCharWidth(), 2 * fontMetrics().height()};
}

QSize ProgressLine::minimumSizeHint() const {
    return {20 * fontMetrics().averageCharWidth(), 2 * fontMetrics().height()};
}

void ProgressLine::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    const QFontMetrics metrics(textFont());
    const double thickness = std::max(4.0, metrics.height() / 3.0);
    const double gap = metrics.height() / 4.0;
    const double top = (height() - thickness - gap - metrics.height()) / 2.0;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF track(0.0, top, width(), thickness);
    painter.setBrush(colors.cardBorder);
    painter.drawRoundedRect(track, thickness / 2.0, thickness / 2.0);
    if (fraction_ > 0.0 && tone_ != Tone::quiet) {
        QRectF done = track;
        done.setWidth(std::max(thickness, track.width() * fraction_));
        painter.setBrush(tone_ == Tone::active   ? colors.accent
                         : tone_ == Tone::paused ? colors.removed
                                                 : colors.warningText);
        painter.drawRoundedRect(done, thickness / 2.0, thickness / 2.0);
    }
    painter.setFont(textFont());
    painter.setPen(tone_ == Tone::bad ? colors.warningText : colors.secondaryText);
    const QRectF line(0.0, top + thickness + gap, width(), metrics.height());
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(text_, Qt::ElideRight, width()));
}

} // namespace tempera::ui
