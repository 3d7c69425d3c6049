// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/corpus_figures.h"

#include "ui/samplers/number_text.h"

#include <QCoreApplication>

namespace tempera::ui {

namespace {

QString translate(const char* text) {
    return QCoreApplication::translate("CorpusFigures", text);
}

} // namespace

CorpusFigures corpusFigures(const CorpusOverview& overview, const CorpusChoice& choice) {
    const CorpusStatistics& statistics = overview.statistics;
    CorpusFigures figures;
    figures.words = statistics.vocabularyWords(choice.vocabularySize, choice.minimumFrequency);
    figures.frequentWords = statistics.wordsWithFrequency(choice.minimumFrequency);
    figures.coverage = statistics.coverage(figures.words);
    figures.unknown = statistics.words() > 0 ? 1.0 - figures.coverage : 0.0;
    figures.longDocuments =
        statistics.lengths().longerThan(static_cast<std::uint64_t>(choice.sequenceLength));
    if (statistics.documents() > 0)
        figures.longShare = static_cast<double>(figures.longDocuments) /
                            static_cast<double>(statistics.documents());
    figures.sequences = statistics.lengths().sequences(choice.sequenceLength, choice.longDocuments);
    return figures;
}

QString documentCountText(std::uint64_t count) {
    return count == 1 ? translate("1 document")
                      : translate("%1 documents").arg(countText(static_cast<qint64>(count)));
}

QString shortCountText(std::uint64_t count) {
    const auto value = static_cast<double>(count);
    if (count < 10'000)
        return countText(static_cast<qint64>(count));
    if (count < 999'500)
        return translate("%1 k").arg(numberText(value / 1e3, value < 99'950.0 ? 1 : 0));
    return translate("%1 M").arg(numberText(value / 1e6, value < 99.95e6 ? 1 : 0));
}

QString shareText(double share) {
    if (share <= 0.0)
        return translate("0 %");
    if (share >= 1.0)
        return translate("100 %");
    if (share < 0.0005)
        return translate("< 0.1 %");
    if (share > 0.9995)
        return translate("> 99.9 %");
    return translate("%1 %").arg(numberText(share * 100.0, 1));
}

} // namespace tempera::ui
