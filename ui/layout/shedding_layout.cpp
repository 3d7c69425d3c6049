// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/shedding_layout.h"

#include <QWidget>
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

} // namespace

void SheddingLayout::addOptional(QWidget* part, int rank, int stretch, Qt::Alignment alignment) {
    addWidget(part, stretch, alignment);
    optional_.push_back({part, rank});
    std::ranges::stable_sort(optional_, {}, &Optional::rank);
}

void SheddingLayout::setWanted(const QWidget* part, bool wanted) {
    std::ranges::find(optional_, part, &Optional::part)->wanted = wanted;
    fit(parentWidget()->contentsRect());
}

const SheddingLayout::Optional* SheddingLayout::optional(const QWidget* part) const {
    const auto found = std::ranges::find(optional_, part, &Optional::part);
    return found == optional_.end() ? nullptr : &*found;
}

int SheddingLayout::heightFrom(int rank, int width) const {
    const QMargins margins = contentsMargins();
    const int room = width - margins.left() - margins.right();
    int height = margins.top() + margins.bottom() - spacing();
    for (int i = 0; i < count(); ++i) {
        const QWidget* const part = itemAt(i)->widget();
        const Optional* const found = optional(part);
        const bool stays =
            found == nullptr ? !part->isHidden() : found->wanted && found->rank >= rank;
        if (stays)
            height += leastHeight(*part, room) + spacing();
    }
    return height;
}

QSize SheddingLayout::minimumSize() const {
    return {QVBoxLayout::minimumSize().width(), heightFrom(nothing, parentWidget()->width())};
}

void SheddingLayout::fit(const QRect& rect) {
    int rank = everything;
    for (const Optional& each : optional_)
        if (heightFrom(rank, rect.width()) > rect.height())
            rank = each.rank + 1;
    for (const Optional& each : optional_)
        each.part->setVisible(each.wanted && each.rank >= rank);
}

void SheddingLayout::setGeometry(const QRect& rect) {
    fit(rect); // before anything is squeezed
    QVBoxLayout::setGeometry(rect);
}

} // namespace tempera::ui
