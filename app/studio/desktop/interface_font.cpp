// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/interface_font.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <algorithm>

namespace tempera::studio {

namespace {

constexpr double smallestPointSize = 10.0;
constexpr double widthTolerance = 1e-3; // of a pixel

} // namespace

bool hasTabularDigits(const QFont& font) {
    const QFontMetricsF metrics(font);
    const QString digits = QStringLiteral("0123456789");
    const double width = metrics.horizontalAdvance(digits.front());
    return std::ranges::all_of(digits, [&](QChar digit) {
        return qAbs(metrics.horizontalAdvance(digit) - width) < widthTolerance;
    });
}

QFont interfaceFont(const QFont& desktopFont) {
    QFont font = desktopFont;
    if (!hasTabularDigits(font))
        font.setFamilies({"DejaVu Sans", font.family()});
    // A font that was given in pixels has no point size of its own.
    const double size = desktopFont.pointSizeF() > 0.0 ? desktopFont.pointSizeF()
                                                       : QFontInfo(desktopFont).pointSizeF();
    font.setPointSizeF(std::max(size, smallestPointSize));
    return font;
}

} // namespace tempera::studio
