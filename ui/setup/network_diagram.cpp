// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/network_diagram.h"

#include "ui/charts/chart_actions.h"
#include "ui/samplers/number_text.h"

#include <QEvent>
#include <QPainter>

namespace tempera::ui {

NetworkDiagram::NetworkDiagram(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Network"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    new ChartActions(*this, *this);
    setConfiguration(configuration_);
}

void NetworkDiagram::setConfiguration(const ModelConfiguration& configuration) {
    configuration_ = configuration;
    parts_ = networkParts(configuration);
    setAccessibleDescription(
        tr("%1 parameters in %2 parts.")
            .arg(countText(parameterCount(configuration)), QString::number(parts_.size())));
    update();
}

QString NetworkDiagram::chartTitle() const {
    return tr("Network");
}

ChartTable NetworkDiagram::chartTable() const {
    ChartTable table;
    table.columns = {tr("Part"),   tr("Shape"),      tr("Parameters of one"),
                     tr("Copies"), tr("Parameters"), tr("Share")};
    const auto all = static_cast<double>(parameterCount(configuration_));
    for (const NetworkPart& part : parts_)
        table.rows.push_back({part.name, part.shape, qint64{part.parameters}, qint64{part.copies},
                              qint64{part.total()}, static_cast<double>(part.total()) / all});
    return table;
}

QSize NetworkDiagram::sizeHint() const {
    return {80 * fontMetrics().averageCharWidth(), 20 * fontMetrics().height()};
}

QSize NetworkDiagram::minimumSizeHint() const {
    return {40 * fontMetrics().averageCharWidth(), 6 * fontMetrics().height()};
}

void NetworkDiagram::paintChart(QPaintDevice& device, QSize size, const QPalette& palette) const {
    QPainter painter(&device);
    painter.setPen(palette.color(QPalette::WindowText));
    painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, chartTitle());
}

void NetworkDiagram::paintEvent(QPaintEvent*) {
    paintChart(*this, size(), palette());
}

bool NetworkDiagram::event(QEvent* event) {
    return QWidget::event(event);
}

} // namespace tempera::ui
