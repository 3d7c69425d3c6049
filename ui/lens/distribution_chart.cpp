// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/distribution_chart.h"

#include "ui/charts/chart_actions.h"
#include "ui/lens/distribution_axis_strip.h"
#include "ui/lens/distribution_model.h"
#include "ui/lens/distribution_painter.h"
#include "ui/lens/distribution_view.h"

#include <QHeaderView>
#include <QPainter>
#include <QVBoxLayout>

namespace tempera::ui {

DistributionChart::DistributionChart(DistributionModel& model, QWidget* parent)
    : QWidget(parent),
      model_(model),
      view_(new DistributionView(model, this)),
      strip_(new DistributionAxisStrip(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(view_, 1);
    layout->addWidget(strip_);
    setFocusProxy(view_);
    // The menu belongs to the chart, and whoever has the focus in it opens it.
    new ChartActions(*this, *this);
    view_->setContextMenuPolicy(Qt::NoContextMenu);
    connect(view_, &DistributionView::viewportResized, strip_,
            [this] { strip_->setRowWidth(view_->viewport()->width()); });
}

void DistributionChart::setAxis(ProbabilityAxis axis) {
    axis_ = axis;
    model_.setPercentDecimals(axis.percentDecimals());
    view_->setAxis(axis);
    strip_->setAxis(axis);
}

void DistributionChart::setHeading(const QString& heading,
                                   const DistributionLegendEntries& legend) {
    heading_ = heading;
    legend_ = legend;
}

QString DistributionChart::chartTitle() const {
    return tr("Next-token distribution");
}

ChartTable DistributionChart::chartTable() const {
    ChartTable table{.columns = {tr("Rank"), tr("Token"), tr("Probability"),
                                 tr("Probability at T = 1"), tr("Removed by"), tr("Chosen")},
                     .rows = {}};
    for (int i = 0; i < model_.rowCount(); ++i) {
        const DistributionRow row = model_.row(i);
        const auto text = [&](int column) {
            return model_.data(model_.index(i, column), Qt::DisplayRole);
        };
        table.rows.push_back({row.token ? QVariant(static_cast<qlonglong>(row.rank)) : QVariant(),
                              row.label, row.probability, row.probabilityAtOne,
                              text(DistributionModel::removedByColumn),
                              text(DistributionModel::chosenColumn)});
    }
    return table;
}

DistributionChart::RowSpan DistributionChart::exportedRows() const {
    constexpr int mostRows = 60;
    const int rows = model_.rowCount();
    if (rows <= mostRows)
        return {0, rows};
    const int first = std::max(0, view_->rowAt(0));
    const int height = std::max(1, view_->verticalHeader()->defaultSectionSize());
    return {first, std::clamp(view_->viewport()->height() / height, 1, rows - first)};
}

int DistributionChart::headingHeight() const {
    return 2 * QFontMetrics(scaledFont(font(), 1.0, QFont::DemiBold)).height();
}

QSize DistributionChart::chartSize() const {
    const int rowHeight =
        DistributionPainter::smallestRowHeight(font()) + fontMetrics().height() / 4;
    return {width(), headingHeight() + exportedRows().count * rowHeight +
                         DistributionPainter::axisHeight(font())};
}

void DistributionChart::paintChart(QPaintDevice& device, QSize size,
                                   const QPalette& palette) const {
    QPainter painter(&device);
    const ThemeColors colors = themeColors(palette);
    painter.fillRect(QRect(QPoint(), size), colors.cardBackground);
    const QSize natural = chartSize();
    const double scale = static_cast<double>(size.height()) / natural.height();
    painter.scale(scale, scale);
    const double width = size.width() / scale;
    const double line = headingHeight() / 2.0;
    painter.setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    painter.setPen(palette.color(QPalette::Text));
    painter.drawText(QRectF(line / 2.0, 0.0, width - line, line), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(heading_, Qt::ElideMiddle,
                                                      static_cast<int>(width - line)));
    paintDistributionLegend(painter, QRectF(line / 2.0, line, width - line, line * 0.9), legend_,
                            palette, font());
    const DistributionPainter rows(palette, font(), axis_);
    const RowSpan span = exportedRows();
    const double axisHeight = DistributionPainter::axisHeight(font());
    const double height = (natural.height() - 2.0 * line - axisHeight) / std::max(1, span.count);
    for (int i = 0; i < span.count; ++i)
        rows.paintRow(painter, QRectF(0.0, 2.0 * line + i * height, width, height),
                      model_.row(span.first + i));
    rows.paintAxis(painter, QRectF(0.0, natural.height() - axisHeight, width, axisHeight));
}

} // namespace tempera::ui
