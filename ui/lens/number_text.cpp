// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/number_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

namespace tempera::ui {

namespace {

QString translate(const char* text) {
    return QCoreApplication::translate("NumberText", text);
}

/// The interface speaks English, whatever the desktop does: so do its numbers.
QString number(double value, int decimals) {
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(value, 'f', decimals);
}

} // namespace

QString groupedNumber(std::size_t value) {
    return QLocale(QLocale::English, QLocale::UnitedStates)
        .toString(static_cast<qulonglong>(value));
}

QString percentText(double share, int decimals) {
    if (share == 0.0)
        return translate("0 %");
    const double smallest = std::pow(10.0, -decimals);
    if (share * 100.0 < smallest)
        return translate("< %1 %").arg(number(smallest, decimals));
    return translate("%1 %").arg(number(share * 100.0, decimals));
}

QString bitsText(double bits) {
    return translate("%1 bits").arg(number(bits, 2));
}

QString choicesText(double choices) {
    return number(choices, choices < 99.95 ? 1 : 0);
}

QString samplerText(SamplerKind kind) {
    const std::string_view name = samplerName(kind);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

QString removedText(SamplerKind kind) {
    return translate("removed by %1").arg(samplerText(kind));
}

} // namespace tempera::ui
