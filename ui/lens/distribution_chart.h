// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"
#include "ui/lens/distribution_legend.h"
#include "ui/lens/probability_axis.h"

#include <QWidget>

namespace tempera::ui {

class DistributionAxisStrip;
class DistributionModel;
class DistributionView;

/// The distribution's rows with their axis, as a chart.
class DistributionChart final : public QWidget, public Chart {
    Q_OBJECT
public:
    explicit DistributionChart(DistributionModel& model, QWidget* parent = nullptr);

    DistributionView& view() const { return *view_; }
    void setAxis(ProbabilityAxis axis);
    ProbabilityAxis axis() const { return axis_; }
    /// What an export has above the rows.
    void setHeading(const QString& heading, const DistributionLegendEntries& legend);

    QString chartTitle() const override;
    ChartTable chartTable() const override;
    QSize chartSize() const override;
    /// All rows or, where every token has one, those that are in view.
    void paintChart(QPaintDevice& device, QSize size, const QPalette& palette) const override;

private:
    struct RowSpan {
        int first = 0;
        int count = 0;
    };
    RowSpan exportedRows() const;
    int headingHeight() const;

    DistributionModel& model_;
    DistributionView* view_;
    DistributionAxisStrip* strip_;
    ProbabilityAxis axis_;
    QString heading_;
    DistributionLegendEntries legend_;
};

} // namespace tempera::ui
