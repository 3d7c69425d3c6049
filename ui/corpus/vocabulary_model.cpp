// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/vocabulary_model.h"

#include "ui/lens/number_text.h"
#include "ui/text/token_words.h"
#include "ui/theme/plain_tool_tip.h"

#include <algorithm>
#include <string>

namespace tempera::ui {

namespace {

bool isAscii(const std::string& text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char lowerAscii(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// `needle` is lower case. A hundred thousand words are searched at every key: ASCII goes without
/// a conversion.
bool containsText(const std::string& word, const std::string& needle, const QString& wide) {
    if (isAscii(word)) {
        const auto same = [](char a, char b) { return lowerAscii(a) == b; };
        return std::search(word.begin(), word.end(), needle.begin(), needle.end(), same) !=
               word.end();
    }
    return QString::fromStdString(word).contains(wide, Qt::CaseInsensitive);
}

Qt::Alignment alignmentOf(int column) {
    if (column == VocabularyModel::idColumn)
        return Qt::AlignCenter;
    return Qt::AlignVCenter |
           (column == VocabularyModel::wordColumn ? Qt::AlignLeft : Qt::AlignRight);
}

} // namespace

void VocabularyModel::setOverview(SharedOverview overview) {
    beginResetModel();
    overview_ = std::move(overview);
    words_ = 0;
    findRanks();
    endResetModel();
}

void VocabularyModel::setVocabularyWords(std::size_t words) {
    if (words == words_)
        return;
    words_ = words;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

void VocabularyModel::setSearch(const QString& text) {
    if (text == search_)
        return;
    beginResetModel();
    search_ = text;
    findRanks();
    endResetModel();
}

void VocabularyModel::findRanks() {
    found_.reset();
    if (search_.isEmpty() || !overview_)
        return;
    found_.emplace();
    const QString wide = search_.toLower();
    const std::string needle = wide.toStdString();
    const auto ranking = overview_->statistics.ranking();
    for (std::size_t rank = 0; rank < ranking.size(); ++rank)
        if (containsText(overview_->corpus->words()[ranking[rank]], needle, wide))
            found_->push_back(static_cast<std::uint32_t>(rank));
}

std::size_t VocabularyModel::rankAt(int row) const {
    const auto place = static_cast<std::size_t>(row);
    return found_ ? (*found_)[place] : place;
}

int VocabularyModel::firstUnknownRow() const {
    if (!found_)
        return static_cast<int>(std::min(words_, static_cast<std::size_t>(rowCount())));
    return static_cast<int>(std::ranges::lower_bound(*found_, words_) - found_->begin());
}

TokenizedCorpus::WordIndex VocabularyModel::wordIndexAt(int row) const {
    return overview_->statistics.ranking()[rankAt(row)];
}

QString VocabularyModel::wordAt(int row) const {
    return QString::fromStdString(overview_->corpus->words()[wordIndexAt(row)]);
}

int VocabularyModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid() || !overview_)
        return 0;
    return static_cast<int>(found_ ? found_->size() : overview_->statistics.ranking().size());
}

int VocabularyModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QString VocabularyModel::textAt(int row, int column) const {
    const CorpusStatistics& statistics = overview_->statistics;
    const std::size_t rank = rankAt(row);
    const std::uint64_t count = statistics.count(rank);
    switch (column) {
    case idColumn:
        return rank < words_ ? groupedNumber(rank + firstWordToken) : tr("[UNK]");
    case wordColumn:
        return visibleWord(wordAt(row));
    case countColumn:
        return groupedNumber(count);
    case shareColumn:
        return percentText(static_cast<double>(count) / static_cast<double>(statistics.words()), 3);
    default:
        return percentText(statistics.coverage(rank + 1));
    }
}

QString VocabularyModel::explanationAt(int row) const {
    const QString word = quotedWord(wordAt(row));
    return rankAt(row) < words_
               ? tr("%1 is in the vocabulary; double-click to see a document with it.").arg(word)
               : tr("%1 is not in the vocabulary: the model sees [UNK] in its place. Double-click "
                    "to see a document with it.")
                     .arg(word);
}

QVariant VocabularyModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole)
        return textAt(index.row(), index.column());
    if (role == Qt::ToolTipRole)
        return plainToolTip(explanationAt(index.row()));
    if (role == Qt::AccessibleDescriptionRole)
        return explanationAt(index.row());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(alignmentOf(index.column()));
    return {};
}

QVariant VocabularyModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    const QString names[columns] = {tr("id"), tr("word"), tr("count"), tr("share"), tr("together")};
    const QString explanations[columns] = {
        tr("The token that the model gets, by falling frequency; 0 is padding, 1 is [UNK]."),
        tr("As the standardization leaves it."), tr("How often it occurs in all documents."),
        tr("Of all words of the corpus."),
        tr("What it and all more frequent words cover of the corpus.")};
    if (role == Qt::DisplayRole)
        return names[section];
    if (role == Qt::ToolTipRole)
        return explanations[section];
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(alignmentOf(section));
    return {};
}

} // namespace tempera::ui
