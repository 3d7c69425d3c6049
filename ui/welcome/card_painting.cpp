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

QColor background(const CardLook& look, const QPalette& palette) {
    const ThemeColors colors = themeColors(palette);
    if (look.primary) {
        const QColor away = isDark(palette) ? Qt::white : Qt::black;
        return mixed(colors.accent, away, look.pressed ? 0.18 : look.hovered ? 0.09 : 0.0);
    }
    const double share = look.pressed ? 0.16 : look.hovered ? 0.07 : 0.0;
    return mixed(palette.color(QPalette::AlternateBase), colors.accent, share);
}

} // namespace

CardLayout::CardLayout(const QFont& font) : titleFont(scaledFont(font, 1.15, QFont::DemiBold)) {
    const int line = QFontMetrics(font).height();
    padding = line;
    iconSide = line * 5 / 2;
    gap = line * 4 / 5;
    lineGap = line / 4;
    radius = line * 0.6;
}

void paintCardFrame(QPainter& painter, const QRect& rect, const CardLook& look,
                    const QPalette& palette) {
    const ThemeColors colors = themeColors(palette);
    const CardLayout layout(painter.font());
    const bool lined = look.focused || look.hovered;
    const qreal lineWidth = look.focused ? 2.0 : 1.0;
    // A focused primary card is as blue as the ring: there the ring takes the text's colour.
    const QColor ring = look.primary ? palette.color(QPalette::WindowText) : colors.accent;
    const QColor still = look.primary ? background(look, palette) : colors.cardBorder;
    painter.setPen(QPen(look.focused ? ring : lined ? colors.accent : still, lineWidth));
    painter.setBrush(background(look, palette));
    const qreal inset = lineWidth / 2.0;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), layout.radius,
                            layout.radius);
}

void paintCardIcon(QPainter& painter, const QRect& tile, const QString& icon, const CardLook& look,
                   const QPalette& palette) {
    const ThemeColors colors = themeColors(palette);
    const QColor color = look.primary ? colors.accentText : colors.accent;
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(background(look, palette), color, look.primary ? 0.18 : tileShare));
    painter.drawRoundedRect(tile, tile.width() * 0.25, tile.width() * 0.25);
    QRectF place(0, 0, tile.width() * iconShare, tile.height() * iconShare);
    place.moveCenter(QRectF(tile).center());
    paintTintedIcon(painter, icon, place, color);
}

QColor cardTitleColor(const CardLook& look, const QPalette& palette) {
    return look.primary ? themeColors(palette).accentText : palette.color(QPalette::WindowText);
}

QColor cardSentenceColor(const CardLook& look, const QPalette& palette) {
    const ThemeColors colors = themeColors(palette);
    return look.primary ? colors.accentText : colors.secondaryText;
}

} // namespace tempera::ui
