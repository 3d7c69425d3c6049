// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/glyph_button.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOptionToolButton>
#include <QStylePainter>

namespace tempera::ui {

namespace {

/// In a square of 16 by 16.
void paintLock(QPainter& painter, bool closed) {
    QPainterPath shackle;
    shackle.moveTo(5.0, 7.5);
    shackle.lineTo(5.0, closed ? 5.5 : 4.5);
    shackle.arcTo(QRectF(5.0, closed ? 2.5 : 1.5, 6.0, 6.0), 180.0, closed ? -180.0 : -170.0);
    if (closed)
        shackle.lineTo(11.0, 7.5);
    painter.drawPath(shackle);
    if (closed)
        painter.setBrush(painter.pen().color());
    painter.drawRoundedRect(QRectF(3.5, 7.5, 9.0, 6.5), 1.2, 1.2);
}

void paintDice(QPainter& painter) {
    painter.drawRoundedRect(QRectF(2.5, 2.5, 11.0, 11.0), 2.4, 2.4);
    const QColor color = painter.pen().color();
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    for (const QPointF pip : {QPointF(5.5, 5.5), QPointF(10.5, 5.5), QPointF(8.0, 8.0),
                              QPointF(5.5, 10.5), QPointF(10.5, 10.5)})
        painter.drawEllipse(pip, 1.05, 1.05);
}

} // namespace

GlyphButton::GlyphButton(Glyph glyph, QWidget* parent) : QToolButton(parent), glyph_(glyph) {
    setFocusPolicy(Qt::StrongFocus);
    setCheckable(glyph == Glyph::lock);
}

QSize GlyphButton::sizeHint() const {
    const int side = QFontMetrics(font()).height() + QFontMetrics(font()).height() / 2;
    return {side, side};
}

void GlyphButton::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ToolButton, option);

    const qreal side = QFontMetricsF(font()).height() * 1.05;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate((width() - side) / 2.0, (height() - side) / 2.0);
    painter.scale(side / 16.0, side / 16.0);
    painter.setPen(QPen(option.palette.color(QPalette::ButtonText), 1.4, Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    if (glyph_ == Glyph::lock)
        paintLock(painter, isChecked());
    else
        paintDice(painter);
}

} // namespace tempera::ui
