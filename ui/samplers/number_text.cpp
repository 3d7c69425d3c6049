// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samplers/number_text.h"

#include <cmath>

namespace tempera::ui {

QLocale displayLocale() {
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English) : locale;
}

QString numberText(double value, int decimals) {
    if (std::isnan(value))
        return u"\u2014"_qs;
    if (std::isinf(value))
        return value > 0.0 ? u"\u221e"_qs : u"\u2212\u221e"_qs;
    const QLocale locale = displayLocale();
    return locale.toString(value, 'f', decimals).replace(locale.negativeSign(), u"\u2212"_qs);
}

QString countText(qint64 count) {
    return displayLocale().toString(count);
}

} // namespace tempera::ui
