// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/distribution_delegate.h"

#include "ui/lens/distribution_model.h"
#include "ui/lens/distribution_painter.h"

#include <QPainter>

namespace tempera::ui {

void DistributionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
    const auto* model = qobject_cast<const DistributionModel*>(index.model());
    if (model == nullptr)
        return;
    const bool focused = option.widget != nullptr && option.widget->hasFocus();
    DistributionPainter(option.palette, option.font, axis_)
        .paintRow(*painter, option.rect, model->row(index.row()),
                  {.selected = option.state.testFlag(QStyle::State_Selected),
                   .focused = focused,
                   .hovered = option.state.testFlag(QStyle::State_MouseOver)});
}

} // namespace tempera::ui
