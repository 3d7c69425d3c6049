// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_chart.h"

#include <memory>
#include <vector>

namespace tempera::ui {

/// Entropy over temperature with a marker at the current one. A click or a drag in it, or the arrow
/// keys, choose another temperature.
class EntropyCurveChart final : public PlotChart {
    Q_OBJECT
public:
    explicit EntropyCurveChart(QWidget* parent = nullptr);
    ~EntropyCurveChart() override;

    /// `bits[i]` is the entropy at `temperatures[i]`, above 0 and rising. Empty: no curve.
    void setCurve(const std::vector<double>& temperatures, const std::vector<double>& bits);
    /// The temperature that the Lens has, in [0, infinity], and the entropy at it.
    void setCurrent(double temperature, double bits);
    void setVocabularySize(std::size_t size);

    QString chartTitle() const override;
    ChartTable chartTable() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void dragStarted();
    void temperatureChosen(double temperature);
    void dragFinished();

protected:
    void recolor(const ThemeColors& colors, const QPalette& palette) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    struct Items;

    void setUpAxes();
    void followMouse();
    void placeMarkerLabel();
    void choose(double temperature);

    std::unique_ptr<Items> items_;
    std::vector<double> temperatures_;
    std::vector<double> bits_;
    double temperature_ = 1.0;
    bool dragging_ = false;
};

} // namespace tempera::ui
