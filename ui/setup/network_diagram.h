// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_configuration.h"
#include "ui/charts/chart.h"
#include "ui/setup/network_layout.h"
#include "ui/setup/network_parts.h"

#include <QWidget>

namespace tempera::ui {

/// The network as data passes it: every part with its shape, its parameters and its share of them,
/// and the residual connections past its layers. Top to bottom where there is height for it,
/// otherwise left to right.
class NetworkDiagram final : public QWidget, public Chart {
    Q_OBJECT
public:
    explicit NetworkDiagram(QWidget* parent = nullptr);

    void setConfiguration(const ModelConfiguration& configuration);

    QString chartTitle() const override;
    ChartTable chartTable() const override;
    QSize chartSize() const override { return size(); }
    void paintChart(QPaintDevice& device, QSize size, const QPalette& palette) const override;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    NetworkLayout layoutFor(QSizeF size) const;
    void paintNetwork(QPainter& painter, QSize size, const QPalette& palette) const;
    QString describe(const NetworkPart& part) const;

    ModelConfiguration configuration_;
    std::vector<NetworkPart> parts_;
};

} // namespace tempera::ui
