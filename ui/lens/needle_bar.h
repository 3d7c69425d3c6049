// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"
#include "ui/lens/needle_painter.h"

#include <QWidget>

namespace tempera::ui {

/// The whole distribution as one stacked bar in falling order, with the needle at u: the token in
/// whose segment it stands is picked. The temperature moves the segments, never the needle.
/// The mouse, or the arrow keys, tell what a segment is.
class NeedleBar final : public QWidget, public Chart {
    Q_OBJECT
public:
    explicit NeedleBar(QWidget* parent = nullptr);

    /// `ranking` may be null: an empty bar.
    void setDistribution(SharedRanking ranking, const LensPosition& position);

    /// The line above the bar.
    QString caption() const;
    /// The bar on the widget.
    QRectF barArea() const;

    QString chartTitle() const override;
    ChartTable chartTable() const override;
    QSize chartSize() const override { return size(); }
    void paintChart(QPaintDevice& device, QSize size, const QPalette& palette) const override;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QString needleCaption() const;
    QString describe(const NeedleSegment& segment) const;
    NeedleLook look(double barWidth, const QPalette& palette) const;
    void pointAt(std::size_t rank);

    SharedRanking ranking_;
    LensPosition position_;
    std::size_t pointedRank_ = 0; ///< 0: none
};

} // namespace tempera::ui
