// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/corpus/corpus_figures.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;
QT_END_NAMESPACE

namespace tempera::ui {

class VocabularyModel;

/// The words of a corpus in a table that can be searched; a line shows where the vocabulary ends.
class VocabularyPanel final : public QWidget {
    Q_OBJECT
public:
    explicit VocabularyPanel(QWidget* parent = nullptr);

    void setOverview(const SharedOverview& overview);
    void setFigures(const CorpusFigures& figures);

Q_SIGNALS:
    /// A document with this word is wanted.
    void documentRequested(quint32 wordIndex);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void createTable();
    void sizeColumns();
    void connectTable();
    void layOut();
    void showEnd();
    void requestDocument();
    void showFound();

    VocabularyModel* model_;
    QLineEdit* search_;
    QLabel* found_;
    QPushButton* end_;
    QTableView* table_;
};

} // namespace tempera::ui
