// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/token_words.h"

#include "ui/text/token_coloring.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

constexpr qsizetype longestShown = 200;

QString text(const char* source) {
    return QCoreApplication::translate("TokenWords", source);
}

QString codePointName(char32_t character) {
    return QStringLiteral("U+%1")
        .arg(static_cast<uint>(character), 4, 16, QLatin1Char('0'))
        .toUpper();
}

/// A character that would draw nothing, or change how its neighbours are drawn, by a symbol.
QString symbolFor(char32_t character) {
    if (character == U'\n')
        return QStringLiteral("↵");
    if (character == U'\t')
        return QStringLiteral("⇥");
    return codePointName(character);
}

bool drawsNothing(char32_t character) {
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_NotAssigned:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return QChar::isSpace(character) && character != U' ';
    }
}

QString figuresSentence(const TextToken& token) {
    const GeneratedToken& figures = token.figures;
    const QString surprise =
        wasRemoved(token) ? text("had been removed by the samplers")
                          : text("surprise %1 bits").arg(formatNumber(surpriseBits(figures), 2));
    return text("probability %1, rank %2, entropy %3 bits, %4")
        .arg(formatProbability(figures.probability), formatCount(figures.rank),
             formatNumber(figures.entropyBits, 2), surprise);
}

QString row(const QString& name, const QString& value) {
    return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align=\"right\">%2</td></tr>")
        .arg(name, value);
}

QString figuresTable(const TextToken& token, std::size_t vocabularySize) {
    const GeneratedToken& figures = token.figures;
    QString rank = formatCount(figures.rank);
    if (vocabularySize > 0)
        rank = text("%1 of %2").arg(rank, formatCount(vocabularySize));
    QString rows = row(text("probability"), formatProbability(figures.probability)) +
                   row(text("rank"), rank) +
                   row(text("entropy"), text("%1 bits").arg(formatNumber(figures.entropyBits, 2)));
    if (!wasRemoved(token))
        rows += row(text("surprise"), text("%1 bits").arg(formatNumber(surpriseBits(figures), 2)));
    return QStringLiteral("<table cellspacing=\"0\">%1</table>").arg(rows);
}

} // namespace

QString visibleWord(const QString& word, bool spaceIsBlank) {
    if (word == QLatin1String(" "))
        return spaceIsBlank ? word : QStringLiteral("␣");
    const bool isLong = word.size() > longestShown;
    QString shown;
    for (const char32_t character : word.left(longestShown).toUcs4())
        shown += drawsNothing(character) ? symbolFor(character) : QString::fromUcs4(&character, 1);
    if (shown.isEmpty())
        return QStringLiteral("∅");
    return isLong ? shown + QStringLiteral("…") : shown;
}

QString quotedWord(const QString& word) {
    return text("“%1”").arg(visibleWord(word));
}

QString joinedText(const TextTokens& tokens, const QString& separator) {
    QString joined;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (i > 0)
            joined += separator;
        joined += tokens[i].word;
    }
    return joined;
}

bool wasRemoved(const TextToken& token) {
    return !token.fromPrompt && token.figures.probability <= 0.0;
}

QString tokenToolTip(const TextToken& token, int number, std::size_t vocabularySize) {
    QString lines = QStringLiteral("<p style=\"white-space:pre-wrap\"><b>%1</b>")
                        .arg(visibleWord(token.word).toHtmlEscaped());
    lines += QStringLiteral(" &nbsp;%1</p>")
                 .arg(text("token %1").arg(formatCount(static_cast<std::size_t>(number))));
    if (token.fromPrompt)
        return lines + text("Given by the prompt, so it has no probability.");
    lines += figuresTable(token, vocabularySize);
    if (token.forced)
        lines += text("Chosen by you.") + QLatin1Char(' ');
    if (wasRemoved(token))
        lines += text("It had been removed by the samplers.");
    return lines;
}

QString tokenSentence(const TextToken& token, int number, int count) {
    const QString place =
        text("%1, token %2 of %3")
            .arg(visibleWord(token.word), QLocale().toString(number), QLocale().toString(count));
    if (token.fromPrompt)
        return text("%1, from the prompt").arg(place);
    const QString chosen = token.forced ? text(", chosen by you") : QString();
    return text("%1%2: %3").arg(place, chosen, figuresSentence(token));
}

QString formatProbability(double probability) {
    const double percent = 100.0 * probability;
    if (percent > 99.94 && percent < 100.0)
        return text("over 99.9%");
    int decimals = 1;
    if (percent > 0.0 && percent < 0.1)
        decimals = static_cast<int>(1.0 - std::floor(std::log10(percent)));
    if (decimals > 8)
        return text("under 0.0000001%");
    if (percent <= 0.0 || percent >= 100.0)
        decimals = 0;
    return QLocale().toString(percent, 'f', decimals) + QLatin1Char('%');
}

QString formatNumber(double value, int decimals) {
    return QLocale().toString(value, 'f', decimals);
}

QString formatCount(std::size_t count) {
    return QLocale().toString(static_cast<qulonglong>(count));
}

} // namespace tempera::ui
