// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_configuration.h"
#include "ui/setup/network_layout.h"
#include "ui/setup/network_parts.h"
#include "ui/theme/theme.h"

#include <QFont>
#include <QPalette>
#include <vector>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace tempera::ui {

/// Draws the network where its layout says.
class NetworkPainter {
public:
    NetworkPainter(QPainter& painter, const ModelConfiguration& configuration,
                   const std::vector<NetworkPart>& parts, const NetworkLayout& layout,
                   const QPalette& palette, const QFont& font);

    void paint();

private:
    void paintTitle();
    void paintBlock();
    void paintBlockSum(const QRectF& place);
    void paintFlows();
    void paintSkips();
    void paintEnds();
    void paintPart(const NetworkPart& part, const QRectF& box);
    void paintRow(const NetworkPart& part, const QRectF& box);
    void paintFigures(const NetworkPart& part, const QRectF& box);
    void paintColumn(const NetworkPart& part, const QRectF& box);
    void paintUpright(const NetworkPart& part, const QRectF& box);
    void paintBar(const QRectF& bar, double share);
    void arrowHead(QPointF tip, QPointF from);
    void text(const QRectF& place, int flags, const QString& words, const QFont& font,
              const QColor& color);
    QColor fill(const NetworkPart& part) const;
    double shareOf(const NetworkPart& part) const;
    /// "525,568", "2 × 525,568"; for a tied output layer that it has none.
    QString parametersOf(const NetworkPart& part, double width) const;

    QPainter& painter_;
    const ModelConfiguration& configuration_;
    const std::vector<NetworkPart>& parts_;
    const NetworkLayout& layout_;
    QPalette palette_;
    ThemeColors colors_;
    QFont font_;
    QFont strong_;
    double all_; ///< parameters
};

} // namespace tempera::ui
