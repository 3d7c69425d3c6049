// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/token_layout.h"

#include <algorithm>
#include <cstdlib>

namespace tempera::ui {

void TokenLayout::setMetrics(const Metrics& metrics) {
    if (metrics == metrics_)
        return;
    metrics_ = metrics;
    placeFrom(0);
}

void TokenLayout::truncate(int count) {
    const auto kept = static_cast<std::size_t>(std::max(count, 0));
    if (kept >= boxes_.size())
        return;
    // A box that is gone may have pulled its neighbours into the next line, and that line may have
    // broken in its turn: two lines back nothing depends on it.
    const int line = std::max(0, places_[kept].line - 2);
    boxes_.resize(kept);
    placeFrom(lineStarts_[static_cast<std::size_t>(line)]);
}

void TokenLayout::append(const Box& box) {
    boxes_.push_back(box);
    places_.emplace_back();
    place(boxes_.size() - 1);
}

void TokenLayout::placeFrom(std::size_t first) {
    const std::size_t begin = std::min(first, boxes_.size());
    lineStarts_.erase(std::lower_bound(lineStarts_.begin(), lineStarts_.end(), begin),
                      lineStarts_.end());
    places_.resize(boxes_.size());
    for (std::size_t i = begin; i < boxes_.size(); ++i) {
        if (i == begin)
            startLine(i);
        else
            place(i);
    }
}

void TokenLayout::startLine(std::size_t index) {
    lineStarts_.push_back(index);
    lastBreak_ = index;
    places_[index] = {.x = 0, .line = lineCount() - 1};
}

void TokenLayout::place(std::size_t index) {
    if (index == 0 || boxes_[index - 1].endsLine)
        return startLine(index);
    if (boxes_[index].mayBreakBefore)
        lastBreak_ = index;
    const int x = endOf(index - 1) + metrics_.gap;
    if (x + widthOf(index) <= metrics_.lineWidth) {
        places_[index] = {.x = x, .line = lineCount() - 1};
        return;
    }
    // What belongs together goes on together, unless it fills a whole line by itself.
    const std::size_t moved = lastBreak_ > lineStarts_.back() ? lastBreak_ : index;
    startLine(moved);
    for (std::size_t i = moved + 1; i <= index; ++i)
        place(i);
}

int TokenLayout::widthOf(std::size_t index) const {
    return std::min(boxes_[index].width, std::max(metrics_.lineWidth, 1));
}

int TokenLayout::height() const {
    if (lineStarts_.empty())
        return 0;
    return (lineCount() - 1) * metrics_.lineHeight + metrics_.boxHeight;
}

QRect TokenLayout::rect(int index) const {
    const Place& place = places_[static_cast<std::size_t>(index)];
    return {place.x, place.line * metrics_.lineHeight, widthOf(static_cast<std::size_t>(index)),
            metrics_.boxHeight};
}

int TokenLayout::lineStart(int line) const {
    return line < lineCount() ? static_cast<int>(lineStarts_[static_cast<std::size_t>(line)])
                              : count();
}

int TokenLayout::lineAt(int y) const {
    const int lead = (metrics_.lineHeight - metrics_.boxHeight) / 2;
    return std::clamp((y + lead) / std::max(metrics_.lineHeight, 1), 0, lineCount() - 1);
}

int TokenLayout::boxAt(QPoint point) const {
    const int lead = (metrics_.lineHeight - metrics_.boxHeight) / 2;
    if (count() == 0 || point.y() < -lead || point.y() >= height() + lead)
        return -1;
    const int line = lineAt(point.y());
    const int nearest = nearestInLine(line, point.x());
    const int reach = (metrics_.gap + 1) / 2;
    return rect(nearest).adjusted(-reach, -lead, reach, lead + 1).contains(point) ? nearest : -1;
}

int TokenLayout::nearestInLine(int line, int x) const {
    int first = lineStart(line);
    const int end = lineStart(line + 1);
    const auto begin = places_.begin();
    // The last box that begins at or before x, then the better one of it and the next.
    const auto after =
        std::upper_bound(begin + first, begin + end, x,
                         [](int value, const Place& place) { return value < place.x; });
    const int candidate = std::max(first, static_cast<int>(after - begin) - 1);
    const auto outside = [&](int index) {
        const QRect box = rect(index);
        return std::max({box.left() - x, x - box.right(), 0});
    };
    const bool nextIsNearer = candidate + 1 < end && outside(candidate + 1) < outside(candidate);
    return nextIsNearer ? candidate + 1 : candidate;
}

} // namespace tempera::ui
