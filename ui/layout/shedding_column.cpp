// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/shedding_column.h"

#include <QEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

namespace tempera::ui {

namespace {

constexpr int everything = std::numeric_limits<int>::min();
constexpr int nothing = std::numeric_limits<int>::max();

int leastHeight(const QWidget& part, int width) {
    if (part.hasHeightForWidth()) // rows that wrap
        return part.heightForWidth(width);
    return std::max(part.minimumSizeHint().height(), part.minimumHeight());
}

int leastWidth(const QWidget& part) {
    return std::max(part.minimumSizeHint().width(), part.minimumWidth());
}

} // namespace

SheddingColumn::SheddingColumn(QWidget* parent) : QWidget(parent), layout_(new QVBoxLayout(this)) {
    layout_->setContentsMargins({});
    layout_->setSizeConstraint(QLayout::SetNoConstraint); // minimumSizeHint() is smaller
}

void SheddingColumn::add(QWidget* part, int stretch, Qt::Alignment alignment) {
    layout_->addWidget(part, stretch, alignment);
    constant_.push_back(part);
}

void SheddingColumn::addOptional(QWidget* part, int rank, int stretch, Qt::Alignment alignment) {
    layout_->addWidget(part, stretch, alignment);
    optional_.push_back({part, rank});
    std::ranges::stable_sort(optional_, {}, &Optional::rank);
}

void SheddingColumn::setWanted(QWidget* part, bool wanted) {
    std::ranges::find(optional_, part, &Optional::part)->wanted = wanted;
    fit();
}

int SheddingColumn::heightFrom(int rank) const {
    const QMargins margins = layout_->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    int height = margins.top() + margins.bottom() - layout_->spacing();
    for (const QWidget* part : constant_)
        height += leastHeight(*part, room) + layout_->spacing();
    for (const Optional& optional : optional_)
        if (optional.wanted && optional.rank >= rank)
            height += leastHeight(*optional.part, room) + layout_->spacing();
    return height;
}

QSize SheddingColumn::minimumSizeHint() const {
    int width = 0;
    for (const QWidget* part : constant_)
        width = std::max(width, leastWidth(*part));
    for (const Optional& optional : optional_)
        width = std::max(width, leastWidth(*optional.part));
    const QMargins margins = layout_->contentsMargins();
    return {width + margins.left() + margins.right(), heightFrom(nothing)};
}

void SheddingColumn::fit() {
    int rank = everything;
    for (const Optional& optional : optional_)
        if (heightFrom(rank) > height())
            rank = optional.rank + 1;
    for (const Optional& optional : optional_)
        optional.part->setVisible(optional.wanted && optional.rank >= rank);
}

void SheddingColumn::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

bool SheddingColumn::event(QEvent* event) {
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest) { // a part wants another size
        fit();
        updateGeometry();
    }
    return handled;
}

} // namespace tempera::ui
