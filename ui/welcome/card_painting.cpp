// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/card_painting.h"

#include "ui/theme/theme.h"
#include "ui/welcome/tinted_icon.h"

#include <QFontMetrics>
#include <QPainter>

namespace tempera::ui {

namespace {

constexpr double tileShare = 0.13; // how much of the accent colours an icon's tile
constexpr double iconShare = 0.62; // of the tile's side

QColor mixed(const QColor& from, const QColor& to, double fraction) {
    const auto part = [fraction](int a, int b) { return a + qRound((b - a) * fraction); };
    return QColor(part(from.red(), to.red()), part(from.green(), to.green()),
                  part(from.blue(), to.blue()));
}

/// The primary card's colours: a filled button's, in both themes with light text.
QColor primaryColor(const QPalette& palette) {
    return palette.color(QPalette::Active, QPalette::Highlight);
}
QColor primaryText(const QPalette& palette) {
    return palette.color(QPalette::Active, QPalette::HighlightedText);
}

QColor background(const CardLook& look, const QPalette& palette) {
    if (look.primary) // darker only: its text stays readable
        return mixed(primaryColor(palette), Qt::black,
                     look.pressed   ? 0.2
                     : look.hovered ? 0.1
                                    : 0.0);
    const double share = look.pressed ? 0.16 : look.hovered ? 0.07 : 0.0;
    return mixed(palette.color(QPalette::AlternateBase), themeColors(palette).accent, share);
}

/// Within the card, since a ring round a filled card is lost in its colour.
void paintInnerRing(QPainter& painter, const QRectF& rect, qreal radius, const QColor& color) {
    constexpr qreal inset = 4.0;
    painter.setPen(QPen(color, 2.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset / 2,
                            radius - inset / 2);
}

} // namespace

CardLayout::CardLayout(const QFont& font) : titleFont(scaledFont(font, 1.15, QFont::DemiBold)) {
    const int line = QFontMetrics(font).height();
    padding = line * 5 / 4;
    iconSide = line * 3;
    gap = line;
    lineGap = line / 4;
    radius = line * 0.6;
}

void paintCardFrame(QPainter& painter, const QRect& rect, const CardLook& look,
                    const QPalette& palette) {
    const ThemeColors colors = themeColors(palette);
    const qreal radius = CardLayout(painter.font()).radius;
    const bool ringed = look.focused && !look.primary;
    const qreal lineWidth = ringed ? 2.0 : 1.0;
    const QColor still = look.primary ? background(look, palette) : colors.cardBorder;
    painter.setPen(QPen(ringed || look.hovered ? colors.accent : still, lineWidth));
    painter.setBrush(background(look, palette));
    const qreal inset = lineWidth / 2.0;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
    if (look.focused && look.primary)
        paintInnerRing(painter, rect, radius, primaryText(palette));
}

void paintCardIcon(QPainter& painter, const QRect& tile, const QString& icon, const CardLook& look,
                   const QPalette& palette) {
    const ThemeColors colors = themeColors(palette);
    const QColor color = look.primary ? primaryText(palette) : colors.accent;
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(background(look, palette), color, look.primary ? 0.18 : tileShare));
    painter.drawRoundedRect(tile, tile.width() * 0.25, tile.width() * 0.25);
    QRectF place(0, 0, tile.width() * iconShare, tile.height() * iconShare);
    place.moveCenter(QRectF(tile).center());
    paintTintedIcon(painter, icon, place, color);
}

QColor cardTitleColor(const CardLook& look, const QPalette& palette) {
    return look.primary ? primaryText(palette) : palette.color(QPalette::WindowText);
}

QColor cardSentenceColor(const CardLook& look, const QPalette& palette) {
    return look.primary ? primaryText(palette) : themeColors(palette).secondaryText;
}

} // namespace tempera::ui
