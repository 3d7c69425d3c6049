// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/flow_layout.h"

#include <QWidget>
#include <algorithm>

namespace tempera::ui {

FlowLayout::FlowLayout(QWidget* parent) : QLayout(parent) {}

FlowLayout::~FlowLayout() {
    while (!items_.isEmpty())
        delete items_.takeLast();
}

QLayoutItem* FlowLayout::takeAt(int index) {
    return index >= 0 && index < items_.size() ? items_.takeAt(index) : nullptr;
}

QSize FlowLayout::sizeHint() const {
    int width = 0;
    int height = 0;
    for (const QLayoutItem* item : items_) {
        if (item->isEmpty())
            continue;
        width += item->sizeHint().width() + (width > 0 ? spacing() : 0);
        height = std::max(height, item->sizeHint().height());
    }
    const QMargins margins = contentsMargins();
    return QSize(width, height).grownBy(margins);
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const QLayoutItem* item : items_)
        size = size.expandedTo(item->minimumSize());
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool apply) const {
    const QRect space = rect.marginsRemoved(contentsMargins());
    int y = space.top();
    for (qsizetype first = 0; first < items_.size();) {
        const Row row = rowFrom(first, space.width());
        if (first > 0)
            y += spacing();
        y += placeRow(row, QRect(space.left(), y, space.width(), 0), apply);
        first += row.size();
    }
    return y - rect.top() + contentsMargins().bottom();
}

FlowLayout::Row FlowLayout::rowFrom(qsizetype first, int width) const {
    Row row;
    int used = 0;
    for (qsizetype i = first; i < items_.size(); ++i) {
        const int itemWidth = items_[i]->sizeHint().width();
        if (!row.isEmpty() && used + spacing() + itemWidth > width)
            break;
        used += itemWidth + (row.isEmpty() ? 0 : spacing());
        row.append(items_[i]);
    }
    return row;
}

int FlowLayout::placeRow(const Row& row, const QRect& rect, bool apply) const {
    int height = 0;
    for (const QLayoutItem* item : row)
        height = std::max(height, item->sizeHint().height());
    int x = rect.left();
    for (QLayoutItem* item : row) {
        const bool expands = item == row.last() && (item->expandingDirections() & Qt::Horizontal);
        const int free = rect.left() + rect.width() - x;
        const int width = expands ? free : std::min(item->sizeHint().width(), free);
        if (apply) {
            const QRect place(x, rect.top(), width, height);
            // An item's own setGeometry would shrink it to its hint.
            item->widget() != nullptr ? item->widget()->setGeometry(place)
                                      : item->setGeometry(place);
        }
        x += width + spacing();
    }
    return height;
}

} // namespace tempera::ui
