// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QRect>
#include <QString>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace tempera::ui {

/// How one token looks.
struct TokenLook {
    QRect box;
    QString text;
    QColor background;    ///< by the colouring; invalid: none
    bool prompt = false;  ///< bold in a thin box
    bool forced = false;  ///< a dot beneath: a person chose it
    bool differs = false; ///< tinted with a bar beneath: another word stood here
    bool stale = false;   ///< dimmed: about to be replaced
    bool selected = false;
    bool tight = false; ///< touches its neighbours: models of characters
};

/// Draws tokens in a theme's colours. For one paint event.
class TokenPainter {
public:
    TokenPainter(QPainter& painter, const QFont& font, const QPalette& palette);

    void paint(const TokenLook& look);
    /// The place where the next token will appear: left of it, as high as a token's box.
    void paintCaret(const QRect& place);

private:
    void paintBackground(const TokenLook& look);
    void paintMarks(const TokenLook& look);
    void paintWord(const TokenLook& look);
    void paintSelection(const TokenLook& look);

    QPainter& painter_;
    QFont font_;
    QFont promptFont_;
    QPalette palette_;
    ThemeColors colors_;
    QColor changedBar_;
    qreal unit_; ///< thickness of a thin line that shows at every font size
};

/// The font of the prompt's tokens.
QFont promptFont(const QFont& textFont);

} // namespace tempera::ui
