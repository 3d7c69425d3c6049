// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/compare_column.h"

#include <QWidget>
#include <vector>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace tempera::ui {

class CompareCard;

/// Two to six texts side by side: the same prompt and luck at several temperatures, or branches.
/// Setters emit nothing. What a person edits is shown at once and emitted; the texts that belong to
/// it come by setColumn() or setColumns().
class ComparePanel : public QWidget {
    Q_OBJECT
public:
    explicit ComparePanel(QWidget* parent = nullptr);

    void setColumns(std::vector<CompareColumn> columns);
    /// One column's new state, as while its text is written. Out of range: nothing happens.
    void setColumn(int index, CompareColumn column);
    /// What stands between two tokens: a space, or nothing where tokens are characters.
    void setTokenSeparator(const QString& separator);

    std::vector<double> temperatures() const;

Q_SIGNALS:
    /// A person edited, added or removed columns.
    void temperaturesChanged(std::vector<double> temperatures);
    /// A click or Enter: its temperature is to be the current one.
    void columnActivated(int index);
    void exportRequested();

private:
    QWidget* makeButtons();
    CompareCard* makeCard();
    void matchCards();
    void showColumn(std::size_t index);
    void updateButtons();
    void editTemperature(const CompareCard* card, double temperature);
    void addColumn();
    void removeColumn(const CompareCard* card);
    void resetToBook();
    void changeColumns(std::vector<CompareColumn> columns);
    std::size_t indexOf(const CompareCard* card) const;

    std::vector<CompareColumn> columns_;
    std::vector<CompareCard*> cards_;
    QString separator_ = QStringLiteral(" ");
    QHBoxLayout* cardLayout_;
    QLabel* empty_;
    QPushButton* add_ = nullptr;
    QPushButton* book_ = nullptr;
    QPushButton* export_ = nullptr;
};

} // namespace tempera::ui
