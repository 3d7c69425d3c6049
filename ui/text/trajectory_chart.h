// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_chart.h"
#include "ui/text/text_token.h"
#include "ui/text/token_coloring.h"

class QCPBars;

namespace tempera::ui {

/// How a text went: one bar per written token of a measure, on that measure's fixed scale. A token
/// that the samplers had removed has a hatched bar of full height where surprise is shown. Clicks
/// and arrow keys select. Setters never emit.
class TrajectoryChart final : public PlotChart {
    Q_OBJECT
public:
    explicit TrajectoryChart(QWidget* parent = nullptr);

    /// The whole text; the prompt's tokens get no bar.
    void setTokens(TextTokens tokens);
    /// Old tokens from here on are drawn faintly; -1: none.
    void setStaleFrom(int index);
    /// Of what is shown: any colouring but none.
    void setScale(const TokenScale& scale);
    /// Indices count the prompt's tokens too. -1: none.
    void setSelected(int index);

    QString chartTitle() const override;
    ChartTable chartTable() const override;

    /// The index of the token whose bar is at this x of the plot; -1: none.
    int tokenAt(double x) const;
    /// The middle of a token's bar, in this widget's coordinates.
    QPoint barCenter(int index) const;

Q_SIGNALS:
    void tokenSelected(int index);
    /// What is under the pointer, in words; empty where nothing is.
    void hovered(const QString& value);

protected:
    void recolor(const ThemeColors& colors, const QPalette& palette) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    int firstWritten() const;
    double barValue(int index) const;
    void createBars();
    void connectPlot();
    void updateBars();
    void updateAxes();
    void hatchCurrent(bool hatched);
    void select(int index);
    void hover(int index);
    QString valueText(int index) const;

    TextTokens tokens_;
    TokenScale scale_;
    int staleFrom_ = -1;
    int selected_ = -1;
    int hoveredIndex_ = -1;
    double top_ = 1.0; ///< of the value axis
    QCPBars* written_ = nullptr;
    QCPBars* stale_ = nullptr;
    QCPBars* removed_ = nullptr;
    QCPBars* current_ = nullptr;
};

} // namespace tempera::ui
