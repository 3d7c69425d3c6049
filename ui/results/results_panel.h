// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/result_row.h"

#include <QWidget>
#include <vector>

QT_BEGIN_NAMESPACE
class QAction;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;
QT_END_NAMESPACE

namespace tempera::ui {

class GenerateManyButton;
class ResultsModel;
class ResultsOrder;

/// The list of many texts from one prompt, to be compared, sorted, copied, exported, and picked
/// from. Setters never emit.
class ResultsPanel final : public QWidget {
    Q_OBJECT
public:
    explicit ResultsPanel(QWidget* parent = nullptr);

    void clear();
    /// Adds or replaces the text with this index, from 0.
    void setRow(int index, const ResultRow& row);
    /// `done` of `total` texts are written; while done < total there is something to cancel.
    void setProgress(int done, int total);
    /// The indices of the selected texts, ascending.
    std::vector<int> selectedRows() const;

Q_SIGNALS:
    void generateRequested(int count);
    void cancelRequested();
    /// A person wants it as the current text.
    void rowActivated(int index);
    /// Never without rows.
    void exportRequested(std::vector<int> rows);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void createTable();
    void createActions();
    void describe();
    void layOut();
    QWidget* controls();
    QWidget* emptyState();
    void connectParts();
    void activateCurrent();
    void copySelected() const;
    void updateState();
    void colorEmptyState();

    ResultsModel* model_;
    ResultsOrder* order_;
    QTableView* table_;
    QStackedWidget* pages_;
    GenerateManyButton* generate_;
    QLabel* progressText_;
    QProgressBar* progress_;
    QPushButton* cancel_;
    QPushButton* makeCurrent_;
    QPushButton* copy_;
    QPushButton* export_;
    QAction* copyAction_;
    QLabel* emptyText_ = nullptr;
};

} // namespace tempera::ui
