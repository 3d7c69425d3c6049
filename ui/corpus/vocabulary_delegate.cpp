// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/vocabulary_delegate.h"

#include "ui/corpus/vocabulary_model.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace tempera::ui {

namespace {

const VocabularyModel& modelOf(const QModelIndex& index) {
    return static_cast<const VocabularyModel&>(*index.model());
}

} // namespace

void VocabularyDelegate::initStyleOption(QStyleOptionViewItem* option,
                                         const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.row() < modelOf(index).firstUnknownRow())
        return;
    const ThemeColors colors = themeColors(option->palette);
    const bool isId = index.column() == VocabularyModel::idColumn;
    option->palette.setColor(QPalette::Text, isId ? colors.outline : colors.secondaryText);
}

void VocabularyDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);
    if (index.row() != modelOf(index).firstUnknownRow())
        return;
    painter->save();
    painter->setPen(QPen(themeColors(option.palette).outline, 2.0));
    painter->drawLine(option.rect.topLeft() + QPoint(0, 1), option.rect.topRight() + QPoint(1, 1));
    painter->restore();
}

} // namespace tempera::ui
