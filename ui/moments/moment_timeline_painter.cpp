// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/moment_timeline_painter.h"

#include "ui/moments/moment_losses_painter.h"
#include "ui/samplers/number_text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

constexpr double handleShare = 0.45; ///< the handle's radius, of a line's height
constexpr double haloShare = 1.45;   ///< the focus ring's radius, of the handle's
constexpr double lossLines = 2.2;    ///< the least height of the losses, in lines

QFont smallFont(const QFont& font) {
    return scaledFont(font, 0.85);
}

QString translate(const char* text) {
    return QCoreApplication::translate("MomentTimeline", text);
}

QString liveName(bool training) {
    return training ? translate("now") : translate("newest");
}

class TimelinePainting {
public:
    TimelinePainting(QPainter& painter, const MomentTimelineLayout& layout,
                     const std::vector<Moment>& moments, const MomentScale& scale,
                     const MomentTimelineLook& look)
        : painter_(painter),
          layout_(layout),
          moments_(moments),
          scale_(scale),
          look_(look),
          colors_(themeColors(look.palette)) {}

    void paintLine() {
        painter_.setPen(
            QPen(colors_.cardBorder, layout_.handleRadius / 3.0, Qt::SolidLine, Qt::RoundCap));
        painter_.drawLine(at(layout_.left), at(layout_.right));
        painter_.setPen(QPen(colors_.removed, 1.0, Qt::DotLine));
        painter_.drawLine(at(layout_.right), at(layout_.live));
    }

    void paintTicks() {
        for (std::size_t index = 0; index < moments_.size(); ++index) {
            const bool strong = moments_[index].atEpochEnd;
            const bool hovered = look_.hovered == static_cast<int>(index);
            const double half = layout_.handleRadius * (strong ? 0.8 : 0.45);
            const double x = xOf(index);
            painter_.setPen(QPen(hovered  ? colors_.accent
                                 : strong ? look_.palette.color(QPalette::WindowText)
                                          : colors_.removed,
                                 strong || hovered ? 2.0 : 1.0));
            painter_.drawLine(QPointF(x, layout_.middle - half), QPointF(x, layout_.middle + half));
        }
    }

    void paintLivePlace() {
        const bool hovered = look_.hovered == static_cast<int>(moments_.size());
        painter_.setPen(QPen(hovered || look_.training ? colors_.accent : colors_.removed, 1.5));
        painter_.setBrush(look_.training ? colors_.accent : colors_.cardBackground);
        painter_.drawEllipse(at(layout_.live), layout_.handleRadius * 0.5,
                             layout_.handleRadius * 0.5);
        paintNumber(layout_.live, liveName(look_.training), isLive());
    }

    /// From the last one back, so that the newest of those that would overlap is named.
    void paintNumbers() {
        painter_.setFont(smallFont(look_.font));
        const QFontMetricsF metrics(painter_.font());
        const double space = metrics.averageCharWidth();
        double free = layout_.live - metrics.horizontalAdvance(liveName(look_.training)) / 2.0;
        for (std::size_t index = moments_.size(); index-- > 0;) {
            const Moment& moment = moments_[index];
            const QString number = countText(moment.epoch);
            const double half = metrics.horizontalAdvance(number) / 2.0;
            if (!moment.atEpochEnd || xOf(index) + half + space > free)
                continue;
            paintNumber(xOf(index), number, look_.shown == static_cast<int>(index));
            free = xOf(index) - half;
        }
        const QString name = translate("epoch");
        if (metrics.horizontalAdvance(name) + space < free)
            paintCaption(name, layout_.numbers);
    }

    void paintLosses() {
        if (layout_.losses.isEmpty())
            return;
        paintMomentLosses(painter_,
                          {.area = layout_.losses,
                           .names = layout_.lossNames,
                           .shown = isLive() ? -1 : look_.shown,
                           .palette = look_.palette,
                           .font = smallFont(look_.font)},
                          moments_, scale_);
        painter_.setFont(smallFont(look_.font));
        paintCaption(translate("loss"),
                     layout_.losses.center().y() - QFontMetricsF(painter_.font()).height() / 2.0);
    }

    void paintHandle() {
        const double radius = layout_.handleRadius;
        const QPointF center =
            at(isLive() ? layout_.live : xOf(static_cast<std::size_t>(look_.shown)));
        if (!isLive() && !layout_.losses.isEmpty()) {
            painter_.setPen(QPen(colors_.accent, 1.0));
            painter_.drawLine(QPointF(center.x(), layout_.losses.top()), center);
        }
        if (look_.focused) {
            QColor halo = colors_.accent;
            halo.setAlphaF(0.3F);
            painter_.setPen(Qt::NoPen);
            painter_.setBrush(halo);
            painter_.drawEllipse(center, radius * haloShare, radius * haloShare);
        }
        painter_.setPen(QPen(colors_.accent, radius / 3.0));
        painter_.setBrush(look_.pressed ? colors_.accent : colors_.cardBackground);
        painter_.drawEllipse(center, radius * 0.83, radius * 0.83);
    }

private:
    bool isLive() const { return look_.shown >= static_cast<int>(moments_.size()); }
    double xOf(std::size_t index) const { return layout_.x(scale_.fraction(index)); }
    QPointF at(double x) const { return {x, layout_.middle}; }

    void paintNumber(double x, const QString& text, bool current) {
        painter_.setFont(scaledFont(look_.font, 0.85, current ? QFont::DemiBold : QFont::Normal));
        painter_.setPen(current ? look_.palette.color(QPalette::WindowText)
                                : colors_.secondaryText);
        const QFontMetricsF metrics(painter_.font());
        const double width = metrics.horizontalAdvance(text) + 2.0;
        painter_.drawText(QRectF(x - width / 2.0, layout_.numbers, width, metrics.height()),
                          Qt::AlignCenter | Qt::TextDontClip, text);
    }

    void paintCaption(const QString& text, double top) {
        painter_.setPen(colors_.secondaryText);
        const QFontMetricsF metrics(painter_.font());
        painter_.drawText(QRectF(0.0, top, layout_.left, metrics.height()),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text);
    }

    QPainter& painter_;
    const MomentTimelineLayout& layout_;
    const std::vector<Moment>& moments_;
    const MomentScale& scale_;
    const MomentTimelineLook& look_;
    ThemeColors colors_;
};

} // namespace

MomentTimelineLayout::MomentTimelineLayout(const QRect& area, const QFont& font,
                                           const std::vector<Moment>& moments) {
    const QFontMetricsF metrics(smallFont(font));
    handleRadius = QFontMetricsF(font).height() * handleShare;
    const double halo = handleRadius * haloShare;
    const double captions = std::max(metrics.horizontalAdvance(translate("epoch")),
                                     metrics.horizontalAdvance(translate("loss")));
    const double names = momentLossNamesWidth(moments, smallFont(font));
    const double end = std::max(halo, metrics.horizontalAdvance(translate("newest")) / 2.0) + 2.0;
    left = captions + 2.0 * halo;
    live = area.width() - end;
    right = std::max(left + 1.0, std::min(live - 4.0 * halo, area.width() - names - 2.0 * halo));
    numbers = std::floor(area.height() - metrics.height());
    middle = std::round(numbers - halo) + 0.5;
    const double bottom = middle - halo;
    if (bottom >= lossLines * metrics.height()) {
        losses = QRectF(QPointF(left, halo / 2.0), QPointF(right, bottom));
        lossNames = QRectF(QPointF(right + halo, 0.0), QPointF(area.width(), bottom));
    }
}

int MomentTimelineLayout::lowestHeight(const QFont& font) {
    const double radius = QFontMetricsF(font).height() * handleShare;
    return static_cast<int>(
        std::ceil(2.0 * haloShare * radius + QFontMetricsF(smallFont(font)).height()));
}

void paintMomentTimeline(QPainter& painter, const MomentTimelineLayout& layout,
                         const std::vector<Moment>& moments, const MomentScale& scale,
                         const MomentTimelineLook& look) {
    painter.setRenderHint(QPainter::Antialiasing);
    TimelinePainting painting(painter, layout, moments, scale, look);
    painting.paintLosses();
    painting.paintLine();
    painting.paintTicks();
    painting.paintNumbers();
    painting.paintLivePlace();
    painting.paintHandle();
}

} // namespace tempera::ui
