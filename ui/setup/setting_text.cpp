// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/setting_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <charconv>
#include <cmath>

namespace tempera::ui {

namespace {

/// Files, messages and the form speak the same numbers, whatever the desktop does.
QString grouped(std::uint64_t value) {
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(qulonglong{value});
}

bool isInside(double value, const RealRange& range) {
    const bool low = range.aboveMinimum ? value > range.minimum : value >= range.minimum;
    const bool high = range.belowMaximum ? value < range.maximum : value <= range.maximum;
    return low && high && std::isfinite(value);
}

/// A number from the whole of an ASCII text.
template <typename T>
std::optional<T> fromText(const QByteArray& text) {
    T value{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end)
        return std::nullopt;
    return value;
}

} // namespace

QString settingText(const char* text) {
    return QCoreApplication::translate("SettingForm", text);
}

QString fromName(std::string_view name) {
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QString rangeText(const WholeRange& range) {
    if (range.maximum >= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return settingText("%1 or more").arg(grouped(range.minimum));
    return settingText("%1 to %2").arg(grouped(range.minimum), grouped(range.maximum));
}

QString rangeText(const RealRange& range) {
    const QString minimum = realText(range.minimum);
    if (std::isinf(range.maximum))
        return range.aboveMinimum ? settingText("above %1").arg(minimum)
                                  : settingText("%1 or more").arg(minimum);
    const QString from = range.aboveMinimum ? settingText("above %1,").arg(minimum) : minimum;
    const char* const to = range.belowMaximum   ? "%1 to below %2"
                           : range.aboveMinimum ? "%1 up to %2"
                                                : "%1 to %2";
    return settingText(to).arg(from, realText(range.maximum));
}

std::optional<std::uint64_t> parseWhole(const QString& text) {
    static const QRegularExpression pattern(QStringLiteral("^(\\d+|\\d{1,3}(,\\d{3})+)$"),
                                            QRegularExpression::DontCaptureOption);
    const QString trimmed = text.trimmed();
    if (!pattern.match(trimmed).hasMatch())
        return std::nullopt;
    return fromText<std::uint64_t>(QString(trimmed).remove(u',').toLatin1());
}

std::optional<double> parseReal(const QString& text) {
    // from_chars alone would also read "inf" and "nan".
    static const QRegularExpression pattern(
        QStringLiteral("^-?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?$"));
    const QString trimmed = text.trimmed();
    if (!pattern.match(trimmed).hasMatch())
        return std::nullopt;
    return fromText<double>(trimmed.toLatin1());
}

QString wholeText(std::uint64_t value) {
    return grouped(value);
}

QString realText(double value) {
    char buffer[32];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
    return QString::fromLatin1(buffer, end - buffer);
}

QString readNumber(const QString& text, const WholeRange& range, std::uint64_t& number) {
    const auto value = parseWhole(text);
    if (!value)
        return settingText("Not a whole number: %1 is allowed.").arg(rangeText(range));
    if (*value < range.minimum || *value > range.maximum)
        return settingText("Out of range: %1 is allowed.").arg(rangeText(range));
    number = *value;
    return {};
}

QString readNumber(const QString& text, const RealRange& range, double& number) {
    const auto value = parseReal(text);
    if (!value)
        return settingText("Not a number: %1 is allowed.").arg(rangeText(range));
    if (!isInside(*value, range))
        return settingText("Out of range: %1 is allowed.").arg(rangeText(range));
    number = *value;
    return {};
}

} // namespace tempera::ui
