// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QRect>
#include <QString>

QT_BEGIN_NAMESPACE
class QPainter;
class QWidget;
QT_END_NAMESPACE

namespace tempera::ui {

/// How a card looks at the moment.
struct CardLook {
    bool primary = false; ///< the first thing to do: filled with the accent colour
    bool hovered = false;
    bool pressed = false;
    bool focused = false;
};

/// Where a card's parts lie, from the font's metrics.
struct CardLayout {
    explicit CardLayout(const QFont& font);

    QFont titleFont;
    int padding;
    int iconSide;
    int gap;     ///< between icon and text
    int lineGap; ///< between title and sentence
    qreal radius;

    int textLeft() const { return padding + iconSide + gap; }
    /// What the text of a card of this width has to live on.
    int textWidth(int cardWidth) const { return cardWidth - textLeft() - padding; }
};

/// Background, border and focus ring.
void paintCardFrame(QPainter& painter, const QRect& rect, const CardLook& look,
                    const QPalette& palette);
/// The icon on its tile.
void paintCardIcon(QPainter& painter, const QRect& tile, const QString& icon, const CardLook& look,
                   const QPalette& palette);
/// Title and sentence in their colours.
QColor cardTitleColor(const CardLook& look, const QPalette& palette);
QColor cardSentenceColor(const CardLook& look, const QPalette& palette);

} // namespace tempera::ui
