// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QFontInfo>
#include <algorithm>

namespace tempera::ui {

namespace {

/// What the two palettes differ in.
struct PaletteColors {
    QColor window, windowText, base, alternateBase, button, placeholder, highlight, highlightedText,
        link, disabledText, light, mid, dark, toolTipBase, toolTipText;
};

QPalette makePalette(const PaletteColors& colors) {
    QPalette palette;
    palette.setColor(QPalette::Window, colors.window);
    palette.setColor(QPalette::WindowText, colors.windowText);
    palette.setColor(QPalette::Base, colors.base);
    palette.setColor(QPalette::AlternateBase, colors.alternateBase);
    palette.setColor(QPalette::Text, colors.windowText);
    palette.setColor(QPalette::Button, colors.button);
    palette.setColor(QPalette::ButtonText, colors.windowText);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::PlaceholderText, colors.placeholder);
    palette.setColor(QPalette::Highlight, colors.highlight);
    palette.setColor(QPalette::HighlightedText, colors.highlightedText);
    palette.setColor(QPalette::Link, colors.link);
    palette.setColor(QPalette::LinkVisited, colors.link);
    palette.setColor(QPalette::ToolTipBase, colors.toolTipBase);
    palette.setColor(QPalette::ToolTipText, colors.toolTipText);
    palette.setColor(QPalette::Light, colors.light);
    palette.setColor(QPalette::Midlight, colors.light);
    palette.setColor(QPalette::Mid, colors.mid);
    palette.setColor(QPalette::Dark, colors.dark);
    palette.setColor(QPalette::Shadow, colors.dark.darker(150));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colors.disabledText);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colors.mid);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, colors.disabledText);
    return palette;
}

QColor blend(const QColor& from, const QColor& to, double fraction) {
    const auto mix = [fraction](float a, float b) {
        return a + (b - a) * static_cast<float>(fraction);
    };
    return QColor::fromRgbF(mix(from.redF(), to.redF()), mix(from.greenF(), to.greenF()),
                            mix(from.blueF(), to.blueF()));
}

/// Also of a font whose size was given in pixels.
double pointSize(const QFont& font) {
    return font.pointSizeF() > 0.0 ? font.pointSizeF() : QFontInfo(font).pointSizeF();
}

} // namespace

QPalette lightPalette() {
    return makePalette({.window = QColor("#eef1f5"),
                        .windowText = QColor("#17202c"),
                        .base = QColor("#ffffff"),
                        .alternateBase = QColor("#f5f7fa"),
                        .button = QColor("#fbfcfd"),
                        .placeholder = QColor("#5d6876"),
                        .highlight = QColor("#1d5fc4"),
                        .highlightedText = QColor("#ffffff"),
                        .link = QColor("#1d5fc4"),
                        .disabledText = QColor("#8d96a3"),
                        .light = QColor("#ffffff"),
                        .mid = QColor("#c3cad4"),
                        .dark = QColor("#98a2b0"),
                        .toolTipBase = QColor("#222b38"),
                        .toolTipText = QColor("#f4f6f9")});
}

QPalette darkPalette() {
    return makePalette({.window = QColor("#1b2028"),
                        .windowText = QColor("#e6e9ee"),
                        .base = QColor("#12161c"),
                        .alternateBase = QColor("#171c24"),
                        .button = QColor("#29313d"),
                        .placeholder = QColor("#98a3b3"),
                        .highlight = QColor("#2f6fd0"),
                        .highlightedText = QColor("#ffffff"),
                        .link = QColor("#7db0f7"),
                        .disabledText = QColor("#737e8d"),
                        .light = QColor("#333c4a"),
                        .mid = QColor("#3b4554"),
                        .dark = QColor("#0c0f14"),
                        .toolTipBase = QColor("#e6e9ee"),
                        .toolTipText = QColor("#17202c")});
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightnessF() <
           palette.color(QPalette::WindowText).lightnessF();
}

ThemeColors themeColors(const QPalette& palette) {
    if (isDark(palette))
        return {.accent = QColor("#5b9cf5"),
                .accentText = QColor("#0b1017"),
                .outline = QColor("#f0a35e"),
                .removed = QColor("#7d8897"),
                .changed = QColor("#5c4a12"),
                .changedText = QColor("#ffe9a8"),
                .warningText = QColor("#ffb27a"),
                .secondaryText = QColor("#aab4c2"),
                .cardBackground = QColor("#12161c"),
                .cardBorder = QColor("#343d4a"),
                .gridLine = QColor("#2a323d"),
                .repetitiveBand = QColor("#1f3a5f"),
                .balancedBand = QColor("#1f4a33"),
                .chaoticBand = QColor("#5a3626")};
    return {.accent = QColor("#1d5fc4"),
            .accentText = QColor("#ffffff"),
            .outline = QColor("#b8660a"),
            .removed = QColor("#7c8796"),
            .changed = QColor("#ffe08a"),
            .changedText = QColor("#33270a"),
            .warningText = QColor("#a53c06"),
            .secondaryText = QColor("#4f5b6a"),
            .cardBackground = QColor("#ffffff"),
            .cardBorder = QColor("#d5dbe3"),
            .gridLine = QColor("#e6eaef"),
            .repetitiveBand = QColor("#c9dcf5"),
            .balancedBand = QColor("#cfe8d5"),
            .chaoticBand = QColor("#f7d9c6")};
}

QColor scaleColor(double fraction, const QPalette& palette) {
    const double clamped = std::clamp(fraction, 0.0, 1.0);
    if (isDark(palette))
        return blend(QColor("#171c24"), QColor("#93500f"), clamped);
    return blend(QColor("#fdf8f3"), QColor("#e5923c"), clamped);
}

QFont textFont(const QFont& interfaceFont) {
    QFont font("DejaVu Serif");
    font.setStyleHint(QFont::Serif);
    font.setPointSizeF(pointSize(interfaceFont) * 1.1);
    return font;
}

QFont scaledFont(const QFont& font, double scale, QFont::Weight weight) {
    QFont result = font;
    result.setPointSizeF(pointSize(font) * scale);
    result.setWeight(weight);
    return result;
}

} // namespace tempera::ui
