// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lens/probability_axis.h"

#include <QWidget>

namespace tempera::ui {

/// The tick labels under the distribution's rows.
class DistributionAxisStrip final : public QWidget {
    Q_OBJECT
public:
    explicit DistributionAxisStrip(QWidget* parent = nullptr);

    void setAxis(ProbabilityAxis axis);
    /// How much of the width the rows above have: a scroll bar takes the rest.
    void setRowWidth(int width);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ProbabilityAxis axis_;
    int rowWidth_ = 0;
};

} // namespace tempera::ui
