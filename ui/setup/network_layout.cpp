// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/network_layout.h"

#include <algorithm>

namespace tempera::ui {

namespace {

using Kind = NetworkPart::Kind;

/// Lengths along the way of the data, in units that are scaled to what is free.
struct Lengths {
    double layer, norm, gap, joint, blockHead, blockTail, ends;
};
constexpr Lengths downwards{1.75, 1.3, 1.0, 0.55, 2.0, 0.5, 1.3};
constexpr Lengths rightwards{1.0, 0.35, 0.25, 0.13, 0.26, 0.1, 0.54};
/// Of the gap behind a layer: where what went round it is added, and where the next way leaves.
constexpr double joins = 0.3;
constexpr double leaves = 0.62;

/// A part's place along the way.
struct Stretch {
    double begin = 0.0;
    double end = 0.0;
    double middle() const { return (begin + end) / 2.0; }
};

/// Builds the layout along the way ("main") and across it, whatever the direction.
class Builder {
public:
    Builder(const std::vector<NetworkPart>& parts, bool normsFollow, const QRectF& area,
            double lineHeight)
        : parts_(parts), normsFollow_(normsFollow), line_(lineHeight) {
        result_.topToBottom = area.height() > 21.0 * lineHeight;
        lengths_ = result_.topToBottom ? downwards : rightwards;
        measure();
        placeFrame(area);
    }

    NetworkLayout build() {
        placeBoxes();
        placeEnds();
        addFlows();
        addSkips();
        return result_;
    }

private:
    QPointF point(double main, double across) const {
        return result_.topToBottom ? QPointF(across, main) : QPointF(main, across);
    }
    QRectF rectangle(const Stretch& main, const Stretch& across) const {
        return {point(main.begin, across.begin), point(main.end, across.end)};
    }
    bool isNorm(std::size_t index) const {
        return parts_[index].kind == Kind::norm || parts_[index].kind == Kind::finalNorm;
    }
    /// Side by side with the token embedding where the way goes to the right.
    bool sharesStretch(std::size_t index) const {
        return parts_[index].kind == Kind::positionEmbedding && !result_.topToBottom;
    }

    /// The gap behind a part, before the next.
    double gapBehind(std::size_t index) const {
        const Kind kind = parts_[index].kind;
        const bool normNext = index + 1 < parts_.size() && parts_[index + 1].kind == Kind::norm;
        const bool joined = normsFollow_ ? normNext : kind == Kind::norm;
        return joined || kind == Kind::tokenEmbedding ? lengths_.joint : lengths_.gap;
    }

    /// Every part's stretch in units, from 0.
    void measure() {
        double at = lengths_.ends + lengths_.gap;
        for (std::size_t index = 0; index < parts_.size(); ++index) {
            const bool inside = parts_[index].inBlock;
            if (sharesStretch(index)) {
                stretches_.push_back(stretches_.back());
                continue;
            }
            if (inside && !parts_[index - 1].inBlock) {
                block_.begin = at;
                at += lengths_.blockHead;
            }
            const double length = isNorm(index) ? lengths_.norm : lengths_.layer;
            stretches_.push_back({at, at + length});
            at += length;
            if (inside && (index + 1 == parts_.size() || !parts_[index + 1].inBlock)) {
                at += lengths_.blockTail + (normsFollow_ ? 0.0 : joins * lengths_.gap);
                block_.end = at;
            }
            const bool last = index + 1 == parts_.size();
            at += last || sharesStretch(index + 1) ? lengths_.gap : gapBehind(index);
        }
        total_ = at + lengths_.ends;
    }

    void placeFrame(const QRectF& area) {
        const double margin = line_ * 0.6;
        const QRectF inner = area.adjusted(margin, margin * 0.7, -margin, -margin * 0.7);
        const double titleHeight = line_ * 1.2;
        if (result_.topToBottom) {
            result_.name = QRectF(inner.topLeft(), QSizeF(inner.width() / 2.0, titleHeight));
            result_.total = result_.name.translated(inner.width() / 2.0, 0.0);
            const double top = result_.name.bottom() + line_ * 0.3;
            scale_ = std::min((inner.bottom() - top) / total_, line_ * 1.5);
            origin_ = top;
            const double left = inner.left() + line_ * 3.4;
            // Numbers and bars need some room; names and shapes, not more than they fill.
            across_ = {left, std::min(left + line_ * 24.0, inner.left() + inner.width() * 0.62)};
            result_.figures = QRectF(across_.end, top, inner.right() - across_.end - line_ * 0.5,
                                     inner.bottom() - top);
            frame_ = {inner.left(), inner.right()};
        } else {
            scale_ = inner.width() / total_;
            origin_ = inner.left();
            const double top = inner.top() + titleHeight + line_ * 1.7; // and the lanes
            across_ = {top, std::min(inner.bottom() - line_ * 0.4, top + line_ * 10.5)};
            frame_ = {inner.top(), across_.end + line_ * 0.4};
            const double before = scaled(block_).begin - line_ * 0.3;
            const double behind = scaled(block_).end + line_ * 0.3;
            result_.name = {inner.left(), inner.top(), before - inner.left(), titleHeight};
            result_.total = {behind, inner.top(), inner.right() - behind, titleHeight};
        }
        result_.rowHeight = result_.topToBottom ? scale_ * lengths_.norm : line_;
    }

    Stretch scaled(const Stretch& stretch) const {
        return {origin_ + stretch.begin * scale_, origin_ + stretch.end * scale_};
    }

    void placeBoxes() {
        for (std::size_t index = 0; index < parts_.size(); ++index) {
            Stretch across = across_;
            const double middle = across.middle();
            if (!result_.topToBottom && parts_[index].kind == Kind::tokenEmbedding)
                across.end = middle - line_ * 0.35;
            if (sharesStretch(index))
                across.begin = middle + line_ * 0.35;
            result_.boxes.push_back(rectangle(scaled(stretches_[index]), across));
        }
        result_.block = rectangle(scaled(block_), frame_);
        const double inset = line_ * 0.5;
        result_.blockTitle = QRectF(result_.block.left() + inset, result_.block.top() + 2.0,
                                    result_.block.width() - 2.0 * inset, line_ * 1.2);
    }

    void placeEnds() {
        const QRectF& tokens = result_.boxes[0];
        const QRectF& positions = result_.boxes[1];
        result_.sum = (QPointF(tokens.center().x(), tokens.bottom()) +
                       QPointF(positions.center().x(), positions.top())) /
                      2.0;
        result_.input = rectangle(scaled({0.0, lengths_.ends}), across_);
        result_.output = rectangle(scaled({total_ - lengths_.ends, total_}), across_);
    }

    /// From the end of one thing to the beginning of the next.
    void addFlow(double from, double to) {
        const double middle = across_.middle();
        result_.flows.emplace_back(point(origin_ + from * scale_, middle),
                                   point(origin_ + to * scale_, middle));
    }

    void addFlows() {
        double from = lengths_.ends;
        for (std::size_t index = 0; index < parts_.size(); ++index) {
            if (sharesStretch(index))
                continue;
            if (parts_[index].kind != Kind::positionEmbedding) // added, not passed through
                addFlow(from, stretches_[index].begin);
            from = stretches_[index].end;
        }
        addFlow(from, total_ - lengths_.ends);
    }

    /// A way out of the flow at `from`, along a lane beside the boxes, and back at `to`.
    QPolygonF around(double from, double to, double lane, double endAcross) const {
        const double start = origin_ + from * scale_;
        const double stop = origin_ + to * scale_;
        return {{point(start, across_.middle()), point(start, lane), point(stop, lane),
                 point(stop, endAcross)}};
    }

    /// Where the way round the part leaves, between the part and what stands before it.
    double before(std::size_t index) const {
        if (!parts_[index - 1].inBlock) // within the block, below its title
            return stretches_[index].begin - lengths_.joint * 0.7;
        const double previous = stretches_[index - 1].end;
        const double share = normsFollow_ ? 0.5 : leaves;
        return previous + (stretches_[index].begin - previous) * share;
    }

    void addSkips() {
        const double lane = across_.begin - line_ * 0.75;
        const double keysLane = across_.begin - line_ * 1.6;
        double entry = 0.0;
        for (std::size_t index = 1; index < parts_.size(); ++index) {
            if (!parts_[index].inBlock)
                continue;
            if (!parts_[index - 1].inBlock)
                entry = before(index) - lengths_.joint * 0.45;
            if (parts_[index].kind == Kind::inputAttention)
                result_.skips.push_back(
                    {around(entry, stretches_[index].middle(), keysLane, across_.begin), true,
                     false});
            const bool opens = normsFollow_ ? !isNorm(index) : isNorm(index);
            if (opens)
                addResidual(index, lane);
        }
    }

    void addResidual(std::size_t first, double lane) {
        const std::size_t last = first + 1;
        if (normsFollow_) { // added to what goes into the norm behind the layer
            result_.skips.push_back(
                {around(before(first), stretches_[last].middle(), lane, across_.begin), false,
                 false});
            return;
        }
        const double end = stretches_[last].end + joins * lengths_.gap;
        result_.skips.push_back({around(before(first), end, lane, across_.middle()), false, true});
    }

    const std::vector<NetworkPart>& parts_;
    bool normsFollow_;
    double line_;
    Lengths lengths_ = downwards;
    std::vector<Stretch> stretches_; ///< in units
    Stretch block_;                  ///< in units
    double total_ = 0.0;             ///< in units
    double scale_ = 1.0;             ///< pixels of a unit
    double origin_ = 0.0;
    Stretch across_; ///< the boxes
    Stretch frame_;  ///< the block's frame
    NetworkLayout result_;
};

} // namespace

NetworkLayout layOutNetwork(const std::vector<NetworkPart>& parts, bool normsFollow,
                            const QRectF& area, double lineHeight) {
    return Builder(parts, normsFollow, area, lineHeight).build();
}

} // namespace tempera::ui
