// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/series_color.h"

#include "ui/theme/theme.h"

#include <array>

namespace tempera::ui {

namespace {

constexpr std::array<const char*, seriesColorCount> onLight = {
    "#1d5fc4", "#b55a00", "#0b7a5c", "#a3278f", "#7a6a00", "#c2283a", "#5b46b0", "#4f5b69"};
constexpr std::array<const char*, seriesColorCount> onDark = {
    "#5b9cf5", "#f0a35e", "#45c79c", "#ec8fdc", "#d8c55a", "#f4737f", "#ada3ff", "#a4afbf"};

} // namespace

QColor seriesColor(std::size_t index, const QPalette& palette) {
    return QColor(QLatin1String((isDark(palette) ? onDark : onLight).at(index)));
}

} // namespace tempera::ui
