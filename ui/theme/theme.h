// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace tempera::ui {

/// Light and dark palettes for the Fusion style.
QPalette lightPalette();
QPalette darkPalette();

/// True where a palette's windows are dark.
bool isDark(const QPalette& palette);

/// The colours beyond QPalette's that widgets and charts draw with. Take them from the widget's own
/// palette when painting, so that a change of theme needs no more than a repaint:
///
///     const ThemeColors colors = themeColors(palette());
///
/// Contrast with the background: text colours at least 4.5:1, marks at least 3:1.
struct ThemeColors {
    QColor accent;         ///< bars at T, the current thing, links
    QColor accentText;     ///< text on accent
    QColor outline;        ///< the distribution at T = 1
    QColor removed;        ///< hatching of tokens that a sampler removed
    QColor changed;        ///< background of tokens that differ, first differences
    QColor changedText;    ///< text on changed
    QColor warningText;    ///< messages about bad input
    QColor secondaryText;  ///< captions, axes, units
    QColor cardBackground; ///< panels that stand on the window's background
    QColor cardBorder;     ///< and thin lines
    QColor gridLine;       ///< of charts
    QColor repetitiveBand; ///< temperature bands, behind the slider
    QColor balancedBand;
    QColor chaoticBand;
};
ThemeColors themeColors(const QPalette& palette);

/// A sequential scale for surprise, probability, rank and entropy: `fraction` in [0, 1] (clamped)
/// from nearly the background to a strong colour, lightness falling (light theme) or rising (dark)
/// all the way, so that it reads in greyscale and with any colour vision. Text in the palette's
/// text colour is readable on all of it (4.5:1).
QColor scaleColor(double fraction, const QPalette& palette);

/// The font of generated text: the serif family, a little larger than the interface's.
QFont textFont(const QFont& interfaceFont);
/// The interface's font with the given weight, size times `scale`.
QFont scaledFont(const QFont& font, double scale, QFont::Weight weight = QFont::Normal);

} // namespace tempera::ui
