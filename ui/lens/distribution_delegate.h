// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lens/probability_axis.h"

#include <QStyledItemDelegate>

namespace tempera::ui {

/// Draws a row of a DistributionModel as its bar.
class DistributionDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setAxis(ProbabilityAxis axis) { axis_ = axis; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    ProbabilityAxis axis_;
};

} // namespace tempera::ui
