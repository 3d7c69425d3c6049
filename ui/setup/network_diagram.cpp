// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/network_diagram.h"

#include "ui/charts/chart_actions.h"
#include "ui/lens/number_text.h"
#include "ui/samplers/number_text.h"
#include "ui/setup/network_painter.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

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

NetworkLayout NetworkDiagram::layoutFor(QSizeF size) const {
    return layOutNetwork(parts_, configuration_.architecture == Architecture::book,
                         QRectF(QPointF(), size), QFontMetricsF(font()).height());
}

void NetworkDiagram::paintChart(QPaintDevice& device, QSize size, const QPalette& palette) const {
    QPainter painter(&device);
    painter.fillRect(QRect(QPoint(), size), themeColors(palette).cardBackground);
    paintNetwork(painter, size, palette);
}

void NetworkDiagram::paintNetwork(QPainter& painter, QSize size, const QPalette& palette) const {
    const NetworkLayout layout = layoutFor(size);
    NetworkPainter(painter, configuration_, parts_, layout, palette, font()).paint();
}

void NetworkDiagram::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? colors.accent : colors.cardBorder, hasFocus() ? 2.0 : 1.0));
    painter.setBrush(colors.cardBackground);
    const double radius = fontMetrics().height() / 3.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(1.0, 1.0, -1.0, -1.0), radius, radius);
    paintNetwork(painter, size(), palette());
}

QString NetworkDiagram::describe(const NetworkPart& part) const {
    if (part.parameters == 0)
        return tr("%1: %2, no weights of its own.").arg(part.name, part.shape);
    const double share =
        static_cast<double>(part.total()) / static_cast<double>(parameterCount(configuration_));
    return tr("%1, %2: %3 parameters, %4 of all.")
        .arg(part.name, part.shape, countText(part.total()), percentText(share, 1));
}

bool NetworkDiagram::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const NetworkLayout layout = layoutFor(size());
    QString tip = tr("The network that these settings give; the menu shows it as a table.");
    for (std::size_t index = 0; index < parts_.size(); ++index)
        if (layout.boxes[index].contains(help->pos()))
            tip = describe(parts_[index]);
    QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

} // namespace tempera::ui
