// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/needle_painter.h"

#include "ui/lens/number_text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

QFont captionFont(const QFont& font) {
    return scaledFont(font, 0.92);
}

QFont wordFont(const QFont& font) {
    return scaledFont(textFont(font), 0.9);
}

class NeedlePainting {
public:
    NeedlePainting(QPainter& painter, const NeedleLayout& layout, const NeedleLook& look)
        : painter_(painter), layout_(layout), look_(look), colors_(themeColors(look.palette)) {}

    void paintCaption() {
        painter_.setFont(captionFont(look_.font));
        painter_.setPen(colors_.secondaryText);
        const QString text = painter_.fontMetrics().elidedText(
            look_.caption, Qt::ElideRight, static_cast<int>(layout_.caption.width()));
        painter_.drawText(layout_.caption, Qt::AlignLeft | Qt::AlignVCenter, text);
    }

    void paintSegments() {
        QPainterPath shape;
        shape.addRoundedRect(layout_.bar, 3.0, 3.0);
        painter_.save();
        painter_.setClipPath(shape);
        painter_.setFont(wordFont(look_.font));
        for (std::size_t i = 0; i < look_.segments.size(); ++i)
            paintSegment(look_.segments[i], i % 2 == 0);
        painter_.restore();
        painter_.setPen(QPen(colors_.cardBorder, 1.0));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawPath(shape);
    }

    void paintPointed() {
        if (!look_.pointed)
            return;
        painter_.setPen(QPen(colors_.accent, 1.5));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawRect(rectOf(*look_.pointed));
    }

    void paintNeedle() {
        if (!look_.needle)
            return;
        const QColor color = look_.palette.color(QPalette::Text);
        const double x = layout_.bar.left() + *look_.needle * layout_.bar.width();
        const double top = layout_.bar.top();
        const double bottom = layout_.bar.bottom() + 2.0;
        // A rim in the background's colour keeps the line visible on every tone.
        painter_.setPen(QPen(colors_.cardBackground, 4.0));
        painter_.drawLine(QPointF(x, top), QPointF(x, bottom));
        painter_.setPen(QPen(color, 2.0));
        painter_.drawLine(QPointF(x, top), QPointF(x, bottom));
        painter_.setPen(QPen(colors_.cardBackground, 1.0));
        painter_.setBrush(color);
        const double half = layout_.headHeight * 0.8;
        painter_.drawPolygon(
            QPolygonF({QPointF(x, top + 2.0), QPointF(x - half, top - layout_.headHeight),
                       QPointF(x + half, top - layout_.headHeight)}));
    }

private:
    QRectF rectOf(const CumulativeRange& range) const {
        const double left = layout_.bar.left() + range.from * layout_.bar.width();
        const double right = layout_.bar.left() + range.to * layout_.bar.width();
        // However thin, it is there.
        return {left, layout_.bar.top(), std::max(1.5, right - left), layout_.bar.height()};
    }

    QColor tone(const NeedleSegment& segment, bool even) const {
        if (segment.chosen)
            return colors_.accent;
        QColor color = look_.palette.color(QPalette::Text);
        color.setAlphaF(segment.count > 1 ? 0.06F : even ? 0.20F : 0.12F);
        return color;
    }

    void paintSegment(const NeedleSegment& segment, bool even) {
        const QRectF area = rectOf(segment.range);
        painter_.fillRect(area, tone(segment, even));
        const QString text = segment.count > 1
                                 ? QCoreApplication::translate("NeedleBar", "%1 others")
                                       .arg(groupedNumber(segment.count))
                                 : segment.word;
        const double padding = painter_.fontMetrics().averageCharWidth() / 2.0;
        if (painter_.fontMetrics().horizontalAdvance(text) + 2.0 * padding > area.width())
            return;
        painter_.setPen(segment.chosen      ? colors_.accentText
                        : segment.count > 1 ? colors_.secondaryText
                                            : look_.palette.color(QPalette::Text));
        painter_.drawText(area, Qt::AlignCenter, text);
    }

    QPainter& painter_;
    const NeedleLayout& layout_;
    const NeedleLook& look_;
    ThemeColors colors_;
};

} // namespace

NeedleLayout::NeedleLayout(const QRectF& area, const QFont& font) {
    const double line = QFontMetricsF(captionFont(font)).height();
    headHeight = std::round(line * 0.45);
    caption = QRectF(area.left(), area.top(), area.width(), line);
    const double top = std::round(caption.bottom() + headHeight + 1.0) + 0.5;
    const double height = std::round(QFontMetricsF(wordFont(font)).height() + 4.0);
    bar = QRectF(area.left() + 0.5, top, area.width() - 1.0, height);
}

int NeedleLayout::heightFor(const QFont& font) {
    const NeedleLayout layout(QRectF(0.0, 0.0, 100.0, 0.0), font);
    return static_cast<int>(std::ceil(layout.bar.bottom() + 3.0));
}

void paintNeedleBar(QPainter& painter, const NeedleLayout& layout, const NeedleLook& look) {
    painter.setRenderHint(QPainter::Antialiasing);
    NeedlePainting painting(painter, layout, look);
    painting.paintCaption();
    painting.paintSegments();
    painting.paintPointed();
    painting.paintNeedle();
}

} // namespace tempera::ui
