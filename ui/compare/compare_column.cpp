// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_column.h"

#include "ui/lens/temperature_scale.h"
#include "ui/samplers/number_text.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace tempera::ui {

namespace {

bool hasWrittenTokens(const CompareColumn& column) {
    return std::ranges::any_of(column.tokens,
                               [](const TextToken& token) { return !token.fromPrompt; });
}

} // namespace

bool isTemperatureColumn(const CompareColumn& column) {
    return column.title.isEmpty() || column.title.startsWith(u"T =");
}

QString temperatureTitle(double temperature) {
    return u"T = "_qs + temperatureText(temperature);
}

QString figuresText(const CompareColumn& column) {
    if (!hasWrittenTokens(column))
        return {};
    const TextStatistics& figures = column.statistics;
    QStringList parts{QCoreApplication::translate("CompareColumn", "H\u0304 %1 bits")
                          .arg(numberText(figures.meanEntropyBits, 1))};
    if (figures.distinct2)
        parts.append(QCoreApplication::translate("CompareColumn", "distinct-2 %1")
                         .arg(numberText(*figures.distinct2, 2)));
    parts.append(QCoreApplication::translate("CompareColumn", "log p %1")
                     .arg(numberText(figures.meanLogProbability, 2)));
    return parts.join(figureSeparator);
}

QString figuresToolTip(const CompareColumn& column) {
    const TextStatistics& figures = column.statistics;
    QStringList lines{
        QCoreApplication::translate(
            "CompareColumn", "H\u0304 %1 bits: mean entropy, how undecided the model was per word.")
            .arg(numberText(figures.meanEntropyBits, 3))};
    if (figures.distinct2)
        lines.append(QCoreApplication::translate(
                         "CompareColumn", "distinct-2 %1: share of word pairs that are different; "
                                          "low where a text repeats itself.")
                         .arg(numberText(*figures.distinct2, 3)));
    lines.append(QCoreApplication::translate(
                     "CompareColumn", "log p %1: mean natural logarithm of the words' probability; "
                                      "closer to 0 is more expected.")
                     .arg(numberText(figures.meanLogProbability, 3)));
    return lines.join(u"\n"_qs);
}

QString joinedWords(const TextTokens& tokens, const QString& separator) {
    QStringList words;
    for (const TextToken& token : tokens)
        words.append(token.word);
    return words.join(separator);
}

} // namespace tempera::ui
