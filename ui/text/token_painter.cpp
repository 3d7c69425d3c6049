// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/token_painter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPen>
#include <algorithm>

namespace tempera::ui {

namespace {

constexpr double staleOpacity = 0.42;

/// Dark enough (light, in the dark theme) to be seen on the tint and on the window alike.
QColor barColor(const ThemeColors& colors) {
    const auto mix = [](int tint, int text) { return (11 * tint + 9 * text) / 20; };
    return {mix(colors.changed.red(), colors.changedText.red()),
            mix(colors.changed.green(), colors.changedText.green()),
            mix(colors.changed.blue(), colors.changedText.blue())};
}

} // namespace

QFont promptFont(const QFont& textFont) {
    QFont bold = textFont;
    bold.setBold(true);
    return bold;
}

TokenPainter::TokenPainter(QPainter& painter, const QFont& font, const QPalette& palette)
    : painter_(painter),
      font_(font),
      promptFont_(promptFont(font)),
      palette_(palette),
      colors_(themeColors(palette)),
      changedBar_(barColor(colors_)),
      unit_(std::max(1.0, QFontMetricsF(font).height() / 16.0)) {
    painter_.setRenderHint(QPainter::Antialiasing);
}

void TokenPainter::paint(const TokenLook& look) {
    painter_.setOpacity(look.stale ? staleOpacity : 1.0);
    paintBackground(look);
    paintMarks(look);
    paintWord(look);
    painter_.setOpacity(1.0);
    if (look.selected)
        paintSelection(look);
}

void TokenPainter::paintBackground(const TokenLook& look) {
    const qreal radius = look.tight ? 0.0 : 2.5 * unit_;
    painter_.setPen(Qt::NoPen);
    if (look.background.isValid() || look.differs) {
        painter_.setBrush(look.background.isValid() ? look.background : colors_.changed);
        painter_.drawRoundedRect(QRectF(look.box), radius, radius);
    }
    if (look.prompt && !look.tight) {
        painter_.setPen(QPen(colors_.removed, 1.0));
        painter_.setBrush(palette_.color(QPalette::Base));
        painter_.drawRoundedRect(QRectF(look.box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
}

void TokenPainter::paintMarks(const TokenLook& look) {
    const QRectF box(look.box);
    painter_.setPen(Qt::NoPen);
    if (look.differs) {
        const qreal height = 2.5 * unit_;
        // On a coloured token the tint is a band that sets the bar apart.
        const QRectF band(box.left(), box.bottom() - 1.5 * height, box.width(), 1.5 * height);
        painter_.setBrush(colors_.changed);
        painter_.drawRect(band);
        painter_.setBrush(changedBar_);
        painter_.drawRect(QRectF(box.left(), box.bottom() - 0.7 * height, box.width(), height));
    }
    if (look.forced) {
        const qreal radius = 2.1 * unit_;
        painter_.setBrush(colors_.accent);
        painter_.drawEllipse(QPointF(box.center().x(), box.bottom() + 0.6 * unit_), radius, radius);
    }
}

void TokenPainter::paintWord(const TokenLook& look) {
    const QFont& font = look.prompt ? promptFont_ : font_;
    painter_.setFont(font);
    const bool onTint = look.differs && !look.background.isValid();
    painter_.setPen(onTint ? colors_.changedText : palette_.color(QPalette::Text));
    const QFontMetricsF metrics(font);
    const QRectF box(look.box);
    const qreal width = metrics.horizontalAdvance(look.text);
    const qreal baseline = box.center().y() + (metrics.ascent() - metrics.descent()) / 2.0;
    painter_.drawText(QPointF(box.center().x() - width / 2.0, baseline), look.text);
}

void TokenPainter::paintSelection(const TokenLook& look) {
    const qreal width = 2.0 * unit_;
    const qreal radius = 3.0 * unit_;
    painter_.setBrush(Qt::NoBrush);
    painter_.setPen(QPen(colors_.accent, width));
    const qreal outset = look.tight ? width / 2.0 : width / 4.0;
    painter_.drawRoundedRect(QRectF(look.box).adjusted(-outset, -outset, outset, outset), radius,
                             radius);
}

void TokenPainter::paintCaret(const QRect& place) {
    QColor color = colors_.accent;
    color.setAlphaF(0.75F);
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(color);
    const qreal inset = 0.12 * place.height();
    const QRectF caret(place.left(), place.top() + inset, 2.0 * unit_,
                       place.height() - 2.0 * inset);
    painter_.drawRoundedRect(caret, unit_, unit_);
}

} // namespace tempera::ui
