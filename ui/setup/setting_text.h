// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace tempera::ui {

/// Translates a text of the form.
QString settingText(const char* text);

/// A choice's name in files as a QString.
QString fromName(std::string_view name);

/// What a whole number may be.
struct WholeRange {
    std::uint64_t minimum = 0;
    std::uint64_t maximum = std::numeric_limits<std::uint64_t>::max();
};
/// What a real number may be. Always finite.
struct RealRange {
    double minimum = 0.0;
    double maximum = std::numeric_limits<double>::infinity();
    bool aboveMinimum = false; ///< the minimum itself isn't allowed
    bool belowMaximum = false;
};

/// "3 to 1,000,000", "0 or more"; "above 0, up to 100", "0 to below 1".
QString rangeText(const WholeRange& range);
QString rangeText(const RealRange& range);

/// "15,000" and "15000" are the same; neither is a sign nor a fraction allowed. Empty where the
/// text is no whole number.
std::optional<std::uint64_t> parseWhole(const QString& text);
/// A decimal number with a point, as in "0.001" or "1e-7". Empty where the text is none.
std::optional<double> parseReal(const QString& text);

/// With separators.
QString wholeText(std::uint64_t value);
/// The shortest text that is read as exactly this number.
QString realText(double value);

/// What is wrong with a typed number, empty where nothing is; the value goes to `number`.
QString readNumber(const QString& text, const WholeRange& range, std::uint64_t& number);
QString readNumber(const QString& text, const RealRange& range, double& number);

} // namespace tempera::ui
