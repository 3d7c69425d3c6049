// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/ladder_chart.h"

#include "ui/charts/plot_style.h"
#include "ui/charts/qcustomplot.h"
#include "ui/lens/temperature_scale.h"
#include "ui/samplers/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tempera::ui {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Labels for the axis, those first that must not be left out where space is short.
constexpr std::array labelledTemperatures = {0.05, 5.0, 1.0, 0.2, 0.5, 2.0,
                                             0.1,  0.7, 1.5, 0.3, 3.0};

QCPColorGradient gradientOf(const QPalette& palette) {
    constexpr int stops = 12;
    QCPColorGradient gradient;
    gradient.clearColorStops();
    for (int stop = 0; stop <= stops; ++stop) {
        const double fraction = static_cast<double>(stop) / stops;
        gradient.setColorStopAt(fraction, scaleColor(fraction, palette));
    }
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    return gradient;
}

} // namespace

LadderChart::LadderChart(QWidget* parent) : PlotChart(parent) {
    addParts();
    plot().setMouseTracking(true);
    connect(&plot(), &QCustomPlot::afterLayout, this, [this] {
        if (plot().axisRect()->height() == laidOutHeight_)
            return;
        laidOutHeight_ = plot().axisRect()->height();
        placeTicks();
        styleContours();
        replotSoon();
    });
    plot().installEventFilter(this);
    setToolTip(tr("Each row is the text at one temperature; a line between two rows stands where "
                  "their words differ."));
    restyle();
}

void LadderChart::addParts() {
    plot().plotLayout()->setColumnSpacing(0);
    map_ = new QCPColorMap(plot().xAxis, plot().yAxis);
    map_->setInterpolate(false);
    scale_ = new QCPColorScale(&plot());
    scale_->setType(QCPAxis::atRight);
    scale_->setBarWidth(fontMetrics().height() * 2 / 3);
    scale_->setRangeDrag(false);
    scale_->setRangeZoom(false);
    plot().plotLayout()->addElement(0, 1, scale_);
    map_->setColorScale(scale_);
    const int space = fontMetrics().height();
    plot().axisRect()->setMinimumMargins({0, space / 2 + 2, space, 0});
    scale_->setMinimumMargins({0, space / 2 + 2, 0, 0});
    auto* group = new QCPMarginGroup(&plot());
    plot().axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, group);
    scale_->setMarginGroup(QCP::msTop | QCP::msBottom, group);
    contours_ = new QCPCurve(plot().xAxis, plot().yAxis);
    contours_->setAntialiased(false);
    marker_ = new QCPItemStraightLine(&plot());
    marker_->setVisible(false);
    cursorFrame_ = new QCPItemRect(&plot());
    cursorFrame_->setVisible(false);
    plot().xAxis->grid()->setVisible(false);
    plot().yAxis->grid()->setVisible(false);
    plot().xAxis->setLabel(tr("token position"));
    plot().yAxis->setLabel(tr("temperature"));
    markerLabel_ = new QCPItemText(&plot());
    markerLabel_->setPositionAlignment(Qt::AlignRight | Qt::AlignVCenter);
    markerLabel_->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    markerLabel_->setPadding({3, 0, 3, 0});
    markerLabel_->setVisible(false);
    plot().setLocale(displayLocale());
    setQuantity(quantity_);
}

double LadderChart::valueOf(const LadderCell& cell) const {
    return quantity_ == Quantity::entropy ? cell.entropyBits : cell.surpriseBits;
}

void LadderChart::showGrid(const LadderGrid& grid) {
    grid_ = &grid;
    if (cursor_ && grid.cell(cursor_->row, cursor_->position) == nullptr)
        setCursor({});
    fillMap();
    fillContours();
    placeMarker();
    placeTicks();
    replotSoon();
}

void LadderChart::fillMap() {
    const int columns = static_cast<int>(grid_->positionCount());
    const int rows = static_cast<int>(grid_->rowCount());
    // A map of one row or column has no cell size: there is at least an empty second one.
    const int mapColumns = std::max(columns, 2);
    const int mapRows = std::max(rows, 2);
    auto* values = new QCPColorMapData(mapColumns, mapRows, {1.0, double(mapColumns)},
                                       {0.0, double(mapRows - 1)});
    values->fill(missing);
    double highest = 0.0;
    for (int row = 0; row < rows; ++row) {
        const std::vector<LadderCell>& cells = grid_->row(static_cast<std::size_t>(row));
        for (int column = 0; column < static_cast<int>(cells.size()); ++column) {
            const double value = valueOf(cells[static_cast<std::size_t>(column)]);
            values->setCell(column, row, value);
            if (std::isfinite(value))
                highest = std::max(highest, value);
        }
    }
    map_->setData(values); // takes it
    map_->setDataRange({0.0, highest > 0.0 ? highest : 1.0});
    plot().xAxis->setRange(0.5, std::max(columns, 1) + 0.5);
    plot().yAxis->setRange(-0.5, std::max(rows, 1) - 0.5);
}

void LadderChart::fillContours() {
    QList<double> order, across, up;
    const auto add = [&](double x, double y) {
        order.append(static_cast<double>(order.size()));
        across.append(x);
        up.append(y);
    };
    std::optional<LadderDifference> before;
    for (const LadderDifference& difference : grid_->differences()) {
        const double left = static_cast<double>(difference.position) + 0.5;
        const double height = static_cast<double>(difference.lowerRow) + 0.5;
        const LadderDifference neighbour{difference.lowerRow, difference.position - 1};
        if (before !=
            neighbour) { // a new line: one line that overlaps itself would show its joints
            add(missing, missing);
            add(left, height);
        }
        add(left + 1.0, height);
        before = difference;
    }
    contours_->setData(order, across, up, true);
}

void LadderChart::placeMarker() {
    const std::optional<double> place =
        grid_ != nullptr ? grid_->placeOf(temperature_) : std::nullopt;
    marker_->setVisible(place.has_value());
    markerLabel_->setVisible(place.has_value());
    const double row = place.value_or(0.0); // anywhere, where it is hidden
    marker_->point1->setCoords(0.0, row);
    marker_->point2->setCoords(1.0, row);
    markerLabel_->position->setCoords(1.0, row);
    markerLabel_->setText(tr("T = %1").arg(temperatureText(temperature_)));
}

void LadderChart::placeTicks() {
    if (grid_ == nullptr)
        return;
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    const double pixelsPerRow =
        plot().axisRect()->height() / std::max(1.0, static_cast<double>(grid_->rowCount()));
    const double needed = QFontMetrics(plot().yAxis->tickLabelFont()).height();
    for (const double temperature : labelledTemperatures) {
        const std::optional<double> place = grid_->placeOf(temperature);
        const auto taken = ticker->ticks().keys();
        const bool free = place && std::ranges::all_of(taken, [&](double other) {
                              return std::abs(other - *place) * pixelsPerRow >= needed;
                          });
        if (free)
            ticker->addTick(*place, displayLocale().toString(temperature));
    }
    plot().yAxis->setTicker(ticker);
}

void LadderChart::setQuantity(Quantity quantity) {
    quantity_ = quantity;
    scale_->setLabel(quantity == Quantity::entropy ? tr("entropy (bits)") : tr("surprise (bits)"));
    if (grid_ != nullptr)
        fillMap();
    replotSoon();
}

void LadderChart::setCurrentTemperature(double temperature) {
    temperature_ = temperature;
    placeMarker();
    replotSoon();
}

void LadderChart::setCursor(std::optional<LadderPlace> place) {
    if (place == cursor_)
        return;
    cursor_ = place;
    cursorFrame_->setVisible(place.has_value());
    if (place) {
        const double across = static_cast<double>(place->position) + 1.0;
        const auto up = static_cast<double>(place->row);
        cursorFrame_->topLeft->setCoords(across - 0.5, up + 0.5);
        cursorFrame_->bottomRight->setCoords(across + 0.5, up - 0.5);
    }
    replotSoon();
    Q_EMIT cursorMoved();
}

void LadderChart::moveCursor(int positions, int rows) {
    if (grid_ == nullptr || grid_->positionCount() == 0)
        return;
    const int lastRow = static_cast<int>(grid_->rowCount()) - 1;
    const int lastPosition = static_cast<int>(grid_->positionCount()) - 1;
    const LadderPlace from = cursor_.value_or(LadderPlace{});
    const int row = std::clamp(static_cast<int>(from.row) + (cursor_ ? rows : 0), 0, lastRow);
    const int position =
        std::clamp(static_cast<int>(from.position) + (cursor_ ? positions : 0), 0, lastPosition);
    setCursor(LadderPlace{static_cast<std::size_t>(row), static_cast<std::size_t>(position)});
}

std::optional<LadderPlace> LadderChart::placeAt(QPointF point) const {
    if (grid_ == nullptr || !plot().axisRect()->rect().contains(point.toPoint()))
        return std::nullopt;
    const double position = std::round(plot().xAxis->pixelToCoord(point.x())) - 1.0;
    const double row = std::round(plot().yAxis->pixelToCoord(point.y()));
    if (position < 0.0 || row < 0.0)
        return std::nullopt;
    const LadderPlace place{static_cast<std::size_t>(row), static_cast<std::size_t>(position)};
    return grid_->cell(place.row, place.position) != nullptr ? std::optional(place) : std::nullopt;
}

QRectF LadderChart::cellRect(const LadderPlace& place) const {
    const double across = static_cast<double>(place.position) + 1.0;
    const auto up = static_cast<double>(place.row);
    const QPointF topLeft(plot().xAxis->coordToPixel(across - 0.5),
                          plot().yAxis->coordToPixel(up + 0.5));
    const QPointF bottomRight(plot().xAxis->coordToPixel(across + 0.5),
                              plot().yAxis->coordToPixel(up - 0.5));
    return QRectF(topLeft, bottomRight).translated(plot().pos());
}

void LadderChart::recolor(const ThemeColors& colors, const QPalette& palette) {
    map_->setGradient(gradientOf(palette));
    scale_->setGradient(map_->gradient());
    contourColor_ = palette.color(QPalette::Text);
    styleContours();
    // A colour scale keeps axes of its own that have the plot's defaults.
    for (QCPAxis* axis : plot().findChildren<QCPAxis*>())
        styleAxis(*axis, palette, font());
    markerLabel_->setFont(scaledFont(font(), 0.85, QFont::DemiBold));
    markerLabel_->setColor(colors.accentText);
    markerLabel_->setBrush(colors.accent);
    markerLabel_->setPen(Qt::NoPen);
    marker_->setPen(QPen(colors.accent, 2.0));
    cursorFrame_->setPen(QPen(colors.accent, 2.0));
    cursorFrame_->setBrush(Qt::NoBrush);
}

void LadderChart::replotSoon() {
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void LadderChart::styleContours() {
    // Where rows are a few pixels high, as many lines would hide what they divide.
    const double rows = grid_ != nullptr ? static_cast<double>(grid_->rowCount()) : 1.0;
    const double pixelsPerRow = plot().axisRect()->height() / std::max(rows, 1.0);
    QColor color = contourColor_;
    color.setAlphaF(static_cast<float>(std::clamp(pixelsPerRow / 14.0, 0.15, 0.75)));
    contours_->setPen(QPen(color, 1.0));
}

bool LadderChart::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::MouseMove) {
        setCursor(placeAt(static_cast<QMouseEvent*>(event)->position()));
    } else if (event->type() == QEvent::Leave) {
        setCursor({});
    } else if (event->type() == QEvent::ToolTip && cursor_) {
        Q_EMIT pointed(static_cast<QHelpEvent*>(event)->globalPos());
        return true;
    } else if (event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const std::optional<LadderPlace> place = placeAt(mouse->position());
        if (mouse->button() == Qt::LeftButton && place)
            Q_EMIT rowChosen(place->row);
    }
    return PlotChart::eventFilter(object, event);
}

void LadderChart::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCursor(-1, 0);
    case Qt::Key_Right:
        return moveCursor(1, 0);
    case Qt::Key_Up:
        return moveCursor(0, 1);
    case Qt::Key_Down:
        return moveCursor(0, -1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (cursor_)
            Q_EMIT rowChosen(cursor_->row);
        return;
    default:
        PlotChart::keyPressEvent(event);
    }
}

QString LadderChart::chartTitle() const {
    return tr("Temperature ladder");
}

ChartTable LadderChart::chartTable() const {
    ChartTable table{{tr("temperature"), tr("position"), tr("word"), tr("id"), tr("entropy (bits)"),
                      tr("surprise (bits)")},
                     {}};
    for (std::size_t row = 0; grid_ != nullptr && row < grid_->rowCount(); ++row)
        for (std::size_t position = 0; position < grid_->row(row).size(); ++position) {
            const LadderCell& cell = grid_->row(row)[position];
            table.rows.push_back({grid_->temperatures()[row], static_cast<qlonglong>(position + 1),
                                  cell.word, static_cast<int>(cell.id), cell.entropyBits,
                                  cell.surpriseBits});
        }
    return table;
}

} // namespace tempera::ui
