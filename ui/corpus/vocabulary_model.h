// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/corpus/corpus_figures.h"

#include <QAbstractTableModel>
#include <cstdint>
#include <optional>
#include <vector>

namespace tempera::ui {

/// The distinct words of a corpus in a vocabulary's order, all or those that hold a searched text.
class VocabularyModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { idColumn, wordColumn, countColumn, shareColumn, coverageColumn };
    static constexpr int columns = 5;

    using QAbstractTableModel::QAbstractTableModel;

    void setOverview(SharedOverview overview);
    /// Words of this rank, from 0, and beyond are not in the vocabulary.
    void setVocabularyWords(std::size_t words);
    std::size_t vocabularyWords() const { return words_; }
    /// Keeps the words that contain it, upper and lower case being alike; empty: all.
    void setSearch(const QString& text);

    /// The rank of the word in this row.
    std::size_t rankAt(int row) const;
    /// The first row whose word isn't in the vocabulary; rowCount() where all are.
    int firstUnknownRow() const;
    TokenizedCorpus::WordIndex wordIndexAt(int row) const;
    QString wordAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void findRanks();
    QString textAt(int row, int column) const;
    QString explanationAt(int row) const;

    SharedOverview overview_;
    std::size_t words_ = 0;
    QString search_;
    std::optional<std::vector<std::uint32_t>> found_; ///< ranks; none: all of them
};

} // namespace tempera::ui
