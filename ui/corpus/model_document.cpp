// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/model_document.h"

#include "ui/samplers/number_text.h"

#include <QCoreApplication>
#include <algorithm>

namespace tempera::ui {

namespace {

QString translate(const char* text) {
    return QCoreApplication::translate("ModelDocument", text);
}

QString number(std::size_t value) {
    return countText(static_cast<qint64>(value));
}

TokenId idOf(const CorpusStatistics& statistics, TokenizedCorpus::WordIndex word,
             std::size_t vocabularyWords) {
    const auto rank = statistics.rank(word);
    return rank && *rank < vocabularyWords ? static_cast<TokenId>(*rank) + firstWordToken
                                           : unknownToken;
}

void countSequences(ModelDocument& document, const CorpusChoice& choice) {
    const auto length = static_cast<std::size_t>(choice.sequenceLength);
    if (document.length < 2)
        return;
    const bool cut = choice.longDocuments == LongDocuments::first;
    document.seen = cut ? std::min(document.length, length) : document.length;
    document.sequences = (document.seen - 1 + length - 2) / (length - 1);
}

/// The next document behind `from` for which `matches` holds, in a circle.
template <typename Matches>
std::int64_t nextDocument(const TokenizedCorpus& corpus, std::int64_t from, Matches matches) {
    const auto count = static_cast<std::int64_t>(corpus.documentCount());
    for (std::int64_t step = 1; step <= count; ++step) {
        const std::int64_t index = (from + step) % count;
        if (std::ranges::any_of(corpus.document(static_cast<std::size_t>(index)), matches))
            return index;
    }
    return -1;
}

} // namespace

ModelDocument modelDocument(const CorpusOverview& overview, std::size_t document,
                            const CorpusChoice& choice) {
    const auto tokens = overview.corpus->document(document);
    const std::size_t words =
        overview.statistics.vocabularyWords(choice.vocabularySize, choice.minimumFrequency);
    const auto length = static_cast<std::size_t>(choice.sequenceLength);
    ModelDocument result;
    result.length = tokens.size();
    countSequences(result, choice);
    for (std::size_t place = 0; place < tokens.size(); ++place) {
        const TokenId id = idOf(overview.statistics, tokens[place], words);
        if (id == unknownToken && place < result.seen)
            ++result.unknown;
        if (place >= ModelDocument::longestShown)
            continue;
        const bool begins = place > 0 && place % (length - 1) == 0 && place + 1 < result.seen;
        result.tokens.push_back({QString::fromStdString(overview.corpus->words()[tokens[place]]),
                                 id, place >= result.seen, begins});
    }
    return result;
}

std::int64_t documentWith(const CorpusOverview& overview, TokenizedCorpus::WordIndex word,
                          std::int64_t from) {
    return nextDocument(*overview.corpus, from, [=](auto other) { return other == word; });
}

std::int64_t documentWithText(const CorpusOverview& overview, const QString& text,
                              std::int64_t from) {
    // Each distinct word is looked at once, not each of the corpus's many.
    const auto& words = overview.corpus->words();
    std::vector<bool> contains(words.size());
    for (std::size_t word = 0; word < words.size(); ++word)
        contains[word] = QString::fromStdString(words[word]).contains(text, Qt::CaseInsensitive);
    return nextDocument(*overview.corpus, from, [&](auto word) { return contains[word]; });
}

QString documentSentence(const ModelDocument& document) {
    if (document.sequences == 0)
        return translate("Too short: a model learns nothing from fewer than two words.");
    QString sentence = translate("%1 of %2 words are unknown")
                           .arg(number(document.unknown), number(document.seen));
    if (document.seen < document.length)
        sentence += translate("; %1 more are cut off").arg(number(document.length - document.seen));
    if (document.sequences > 1)
        sentence += translate("; %1 sequences").arg(number(document.sequences));
    if (document.length > ModelDocument::longestShown)
        sentence += translate("; the first %1 are shown").arg(number(ModelDocument::longestShown));
    return sentence;
}

} // namespace tempera::ui
