// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_chart.h"
#include "ui/compare/ladder_grid.h"

#include <optional>

class QCPColorMap;
class QCPColorScale;
class QCPCurve;
class QCPItemRect;
class QCPItemStraightLine;
class QCPItemText;

namespace tempera::ui {

/// A cell of the ladder.
struct LadderPlace {
    std::size_t row = 0;
    std::size_t position = 0;

    bool operator==(const LadderPlace&) const = default;
};

/// The heat map of a temperature ladder: positions across, temperatures up.
class LadderChart final : public PlotChart {
    Q_OBJECT
public:
    enum class Quantity { entropy, surprise };

    explicit LadderChart(QWidget* parent = nullptr);

    /// Borrows the grid, which must outlive the chart; to be called after every change of it.
    void showGrid(const LadderGrid& grid);
    void setQuantity(Quantity quantity);
    void setCurrentTemperature(double temperature);
    const std::optional<LadderPlace>& cursor() const { return cursor_; }
    /// Where a cell is drawn, in the widget's coordinates.
    QRectF cellRect(const LadderPlace& place) const;

    QString chartTitle() const override;
    ChartTable chartTable() const override;

Q_SIGNALS:
    /// The mouse or the arrow keys stand on another cell, or on none.
    void cursorMoved();
    /// A click or Enter on a cell of that row.
    void rowChosen(std::size_t row);
    /// The mouse rests on a cell.
    void pointed(QPoint globalPosition);

protected:
    void recolor(const ThemeColors& colors, const QPalette& palette) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void addParts();
    void fillMap();
    void fillContours();
    void placeMarker();
    void placeTicks();
    void styleContours();
    void setCursor(std::optional<LadderPlace> place);
    void moveCursor(int positions, int rows);
    std::optional<LadderPlace> placeAt(QPointF point) const;
    double valueOf(const LadderCell& cell) const;
    void replotSoon();

    const LadderGrid* grid_ = nullptr;
    Quantity quantity_ = Quantity::entropy;
    double temperature_ = 1.0;
    std::optional<LadderPlace> cursor_;
    QCPColorMap* map_ = nullptr;
    QCPColorScale* scale_ = nullptr;
    QCPCurve* contours_ = nullptr;
    QCPItemStraightLine* marker_ = nullptr;
    QCPItemText* markerLabel_ = nullptr;
    QCPItemRect* cursorFrame_ = nullptr;
    QColor contourColor_;
    int laidOutHeight_ = 0; ///< of the axes, that ticks and lines were chosen for
};

} // namespace tempera::ui
