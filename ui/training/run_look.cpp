// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/run_look.h"

#include "ui/theme/theme.h"

#include <array>

namespace tempera::ui {

QColor runColor(int index, const QPalette& palette) {
    static const std::array<QColor, runColorCount> onLight{QColor("#00806a"), QColor("#b0449a"),
                                                           QColor("#4d4d4d"), QColor("#8f8200")};
    static const std::array<QColor, runColorCount> onDark{QColor("#25c2a0"), QColor("#e68fd6"),
                                                          QColor("#d0d0d0"), QColor("#b8a920")};
    const auto place = static_cast<std::size_t>(index) % onLight.size();
    return isDark(palette) ? onDark[place] : onLight[place];
}

} // namespace tempera::ui
