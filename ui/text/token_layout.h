// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QRect>
#include <vector>

namespace tempera::ui {

/// Flows boxes of given widths into lines of one height, like words into a paragraph. Geometry
/// alone: knows neither fonts nor widgets. Appending costs the appended boxes only, and so does a
/// change of the end after truncate().
class TokenLayout {
public:
    struct Box {
        int width = 0;              ///< wider ones than a line are cut to the line's width
        bool mayBreakBefore = true; ///< false: stays with the box before it if a line can hold both
        bool endsLine = false;
    };
    /// In pixels.
    struct Metrics {
        int lineWidth = 0;  ///< at least 1
        int gap = 0;        ///< between two boxes of a line
        int boxHeight = 0;  ///< of every box
        int lineHeight = 0; ///< from one line to the next, at least boxHeight
        bool operator==(const Metrics&) const = default;
    };

    /// Places all boxes anew where the metrics differ from those before.
    void setMetrics(const Metrics& metrics);
    const Metrics& metrics() const { return metrics_; }

    /// Keeps the first `count` boxes.
    void truncate(int count);
    void append(const Box& box);

    int count() const { return static_cast<int>(boxes_.size()); }
    int lineCount() const { return static_cast<int>(lineStarts_.size()); }
    /// Of all lines.
    int height() const;
    QRect rect(int index) const;
    int lineOf(int index) const { return places_[static_cast<std::size_t>(index)].line; }
    /// The boxes of a line are [lineStart(line), lineStart(line + 1)).
    int lineStart(int line) const;
    /// The line at this height, from 0 to lineCount() - 1. There must be one.
    int lineAt(int y) const;
    /// The box there; -1 where there is none. A box reaches half into the gaps round it.
    int boxAt(QPoint point) const;
    /// The box of the line whose middle is nearest to `x`.
    int nearestInLine(int line, int x) const;

private:
    struct Place {
        int x = 0;
        int line = 0;
    };

    void placeFrom(std::size_t first);
    void place(std::size_t index);
    void startLine(std::size_t index);
    int widthOf(std::size_t index) const;
    int endOf(std::size_t index) const { return places_[index].x + widthOf(index); }

    Metrics metrics_;
    std::vector<Box> boxes_;
    std::vector<Place> places_;
    std::vector<std::size_t> lineStarts_;
    std::size_t lastBreak_ = 0; ///< the last box of the current line that may begin a new one
};

} // namespace tempera::ui
