// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/ladder_grid.h"

#include <QWidget>
#include <vector>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QProgressBar;
QT_END_NAMESPACE

namespace tempera::ui {

class LadderChart;

/// The same prompt and luck at many temperatures at once: how the text changes as T rises, and
/// where it stays. Setters emit nothing.
class TemperatureLadder : public QWidget {
    Q_OBJECT
public:
    explicit TemperatureLadder(QWidget* parent = nullptr);

    /// Rising. The rows are empty until setRow().
    void setTemperatures(std::vector<double> rows);
    /// The tokens written at the row's temperature, in order. Out of range: nothing happens.
    void setRow(int row, std::vector<LadderCell> cells);
    void setCurrentTemperature(double temperature);
    /// How many of the rows are computed; all of them: nothing is shown of it.
    void setProgress(int done, int total);
    /// What stands between two tokens: a space, or nothing where tokens are characters.
    void setTokenSeparator(const QString& separator);

    const LadderGrid& grid() const { return grid_; }

Q_SIGNALS:
    void temperatureChosen(double temperature);

private:
    void layOut();
    void showReading();
    QString reading() const;
    void showToolTip(QPoint globalPosition);

    LadderGrid grid_;
    QString separator_ = QStringLiteral(" ");
    LadderChart* chart_;
    QComboBox* quantity_;
    QLabel* reading_;
    QProgressBar* progress_;
    QLabel* empty_;
};

} // namespace tempera::ui
