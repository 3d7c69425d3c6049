// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/network_painter.h"

#include "ui/lens/number_text.h"
#include "ui/samplers/number_text.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace tempera::ui {

namespace {

using Kind = NetworkPart::Kind;

QString words(const char* text) {
    return QCoreApplication::translate("NetworkDiagram", text);
}

constexpr double smallestFont = 0.75; ///< of the interface's

/// Small enough for a row's height, or for the longest word in a column.
QFont fitting(const QFont& font, const NetworkLayout& layout) {
    const QFontMetricsF metrics(scaledFont(font, 1.0, QFont::DemiBold));
    const double room = layout.topToBottom
                            ? layout.rowHeight / metrics.height()
                            : std::min(0.9, (layout.boxes.front().width() - 4.0) /
                                                metrics.horizontalAdvance(words("embedding")));
    return scaledFont(font, std::clamp(room, smallestFont, 1.0));
}

/// Exact where there is room for it, otherwise "3.84 M" or "526 k".
QString countFor(qint64 count, const QFont& font, double width) {
    const QString exact = countText(count);
    if (QFontMetricsF(font).horizontalAdvance(exact) <= width)
        return exact;
    const auto value = static_cast<double>(count);
    return value < 999'500.0 ? words("%1 k").arg(numberText(value / 1e3, 0))
                             : words("%1 M").arg(numberText(value / 1e6, value < 9.995e6 ? 2 : 1));
}

} // namespace

NetworkPainter::NetworkPainter(QPainter& painter, const ModelConfiguration& configuration,
                               const std::vector<NetworkPart>& parts, const NetworkLayout& layout,
                               const QPalette& palette, const QFont& font)
    : painter_(painter),
      configuration_(configuration),
      parts_(parts),
      layout_(layout),
      palette_(palette),
      colors_(themeColors(palette)),
      font_(fitting(font, layout)),
      strong_(font_),
      all_(static_cast<double>(parameterCount(configuration))) {
    strong_.setWeight(QFont::DemiBold);
}

void NetworkPainter::paint() {
    painter_.setRenderHint(QPainter::Antialiasing);
    paintTitle();
    paintBlock();
    paintFlows();
    paintSkips();
    for (std::size_t index = 0; index < parts_.size(); ++index)
        paintPart(parts_[index], layout_.boxes[index]);
    paintEnds();
}

void NetworkPainter::text(const QRectF& place, int flags, const QString& shown, const QFont& font,
                          const QColor& color) {
    painter_.setFont(font);
    painter_.setPen(color);
    const bool wraps = (flags & Qt::TextWordWrap) != 0;
    painter_.drawText(place, flags,
                      wraps ? shown
                            : QFontMetricsF(font).elidedText(shown, Qt::ElideRight, place.width()));
}

void NetworkPainter::paintTitle() {
    const QString name = configuration_.architecture == Architecture::book
                             ? words("The book's network")
                             : words("GPT network");
    text(layout_.name, Qt::AlignLeft | Qt::AlignVCenter, name, strong_,
         palette_.color(QPalette::WindowText));
    const auto all = static_cast<qint64>(all_);
    const QString total = words("%1 parameters").arg(countText(all));
    const bool fits = QFontMetricsF(font_).horizontalAdvance(total) <= layout_.total.width();
    text(layout_.total, Qt::AlignRight | Qt::AlignVCenter,
         fits ? total : countFor(all, font_, layout_.total.width()), font_, colors_.secondaryText);
}

void NetworkPainter::paintBlock() {
    const double radius = QFontMetricsF(font_).height() / 3.0;
    painter_.setPen(QPen(colors_.outline, 1.0, Qt::DashLine));
    painter_.setBrush(Qt::NoBrush);
    painter_.drawRoundedRect(layout_.block, radius, radius);
    const qint64 blocks = configuration_.layerCount;
    const QString name =
        blocks == 1 ? words("Decoder block") : words("Decoder block \u00d7 %1").arg(blocks);
    text(layout_.blockTitle, Qt::AlignLeft | Qt::AlignVCenter, name, strong_, colors_.outline);
    QRectF place = layout_.blockTitle;
    place.setLeft(place.left() + QFontMetricsF(strong_).horizontalAdvance(name + u"  "_qs));
    paintBlockSum(place);
}

void NetworkPainter::paintBlockSum(const QRectF& place) {
    qint64 ofOne = 0;
    for (const NetworkPart& part : parts_)
        ofOne += part.inBlock ? part.parameters : 0;
    const qint64 blocks = configuration_.layerCount;
    const QString sum = countFor(ofOne * blocks, font_, place.width());
    const QString product =
        words("%1 \u00d7 %2 = %3").arg(countText(blocks), countText(ofOne), sum);
    const QFontMetricsF metrics(font_);
    const bool shown = blocks > 1 && metrics.horizontalAdvance(product) <= place.width();
    text(place, Qt::AlignRight | Qt::AlignVCenter, shown ? product : sum, font_,
         colors_.secondaryText);
}

void NetworkPainter::arrowHead(QPointF tip, QPointF from) {
    const double size = QFontMetricsF(font_).height() * 0.28;
    QLineF back(tip, from);
    back.setLength(size * 1.4);
    QLineF side = back.normalVector();
    side.setLength(size * 0.75);
    const QPointF offset = side.p2() - side.p1();
    painter_.setBrush(painter_.pen().color());
    painter_.drawPolygon(QPolygonF{{tip, back.p2() + offset, back.p2() - offset}});
}

void NetworkPainter::paintFlows() {
    painter_.setPen(QPen(colors_.secondaryText, 1.2));
    for (const QLineF& flow : layout_.flows) {
        painter_.drawLine(flow);
        arrowHead(flow.p2(), flow.p1());
    }
}

void NetworkPainter::paintSkips() {
    const double corner = QFontMetricsF(font_).height() * 0.3;
    for (const auto& [path, carriesKeys, joinsFlow] : layout_.skips) {
        const QColor color = carriesKeys ? colors_.outline : colors_.accent;
        painter_.setPen(QPen(color, 1.3, carriesKeys ? Qt::DashLine : Qt::SolidLine));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawPolyline(path);
        painter_.setPen(QPen(color, 1.0));
        if (joinsFlow) {
            painter_.setBrush(colors_.cardBackground);
            painter_.drawEllipse(path.last(), corner, corner);
            painter_.drawLine(path.last() - QPointF(corner, 0), path.last() + QPointF(corner, 0));
            painter_.drawLine(path.last() - QPointF(0, corner), path.last() + QPointF(0, corner));
        } else {
            arrowHead(path.last(), path[path.size() - 2]);
        }
    }
}

void NetworkPainter::paintEnds() {
    const QString length = countText(usableContext(configuration_));
    const QString in = words("%1 words").arg(length);
    const QString out =
        words("%1 \u00d7 %2 logits").arg(length, countText(configuration_.vocabularySize));
    const double arm = QFontMetricsF(font_).height() * 0.2;
    painter_.setPen(QPen(colors_.secondaryText, 1.6));
    painter_.drawLine(layout_.sum - QPointF(arm, 0), layout_.sum + QPointF(arm, 0));
    painter_.drawLine(layout_.sum - QPointF(0, arm), layout_.sum + QPointF(0, arm));
    for (const auto& [place, shown] :
         {std::pair(layout_.input, in), std::pair(layout_.output, out)})
        text(place, Qt::AlignCenter | (layout_.topToBottom ? 0 : Qt::TextWordWrap), shown, font_,
             colors_.secondaryText);
}

QColor NetworkPainter::fill(const NetworkPart& part) const {
    switch (part.kind) {
    case Kind::selfAttention:
    case Kind::inputAttention:
        return colors_.balancedBand;
    case Kind::feedForward:
        return colors_.chaoticBand;
    case Kind::norm:
    case Kind::finalNorm:
        return palette_.color(QPalette::Base);
    default:
        return colors_.repetitiveBand;
    }
}

double NetworkPainter::shareOf(const NetworkPart& part) const {
    return static_cast<double>(part.total()) / all_;
}

QString NetworkPainter::parametersOf(const NetworkPart& part, double width) const {
    if (part.parameters == 0)
        return words("tied");
    if (part.copies == 1)
        return countFor(part.parameters, font_, width);
    const QString times = words("%1 \u00d7 %2").arg(part.copies);
    const double left = width - QFontMetricsF(font_).horizontalAdvance(times.arg(QString()));
    return times.arg(countFor(part.parameters, font_, left));
}

void NetworkPainter::paintPart(const NetworkPart& part, const QRectF& box) {
    painter_.setPen(QPen(colors_.removed, 1.0));
    painter_.setBrush(fill(part));
    const double radius = QFontMetricsF(font_).height() * 0.25;
    painter_.drawRoundedRect(box, radius, radius);
    if (layout_.topToBottom)
        paintRow(part, box);
    else if (part.kind == Kind::norm || part.kind == Kind::finalNorm)
        paintUpright(part, box);
    else
        paintColumn(part, box);
}

void NetworkPainter::paintRow(const NetworkPart& part, const QRectF& box) {
    const double inset = QFontMetricsF(font_).height() * 0.5;
    const QRectF inner = box.adjusted(inset, 0, -inset, 0);
    const QColor ink = palette_.color(QPalette::WindowText);
    const double named =
        std::min(inner.width() * 0.55, QFontMetricsF(strong_).horizontalAdvance(part.name) + inset);
    text(QRectF(inner.topLeft(), QSizeF(named, inner.height())), Qt::AlignLeft | Qt::AlignVCenter,
         part.name, strong_, ink);
    text(inner.adjusted(named, 0, 0, 0), Qt::AlignRight | Qt::AlignVCenter, part.shape, font_, ink);
    paintFigures(part, box);
}

void NetworkPainter::paintFigures(const NetworkPart& part, const QRectF& box) {
    const QFontMetricsF metrics(font_);
    const double space = metrics.height() * 0.5;
    const double numbers = metrics.horizontalAdvance(u"88 \u00d7 8,888,888"_qs);
    const double percents = metrics.horizontalAdvance(u"< 88.8 %"_qs);
    QRectF place(layout_.figures.left() + space, box.top(), numbers, box.height());
    text(place, Qt::AlignRight | Qt::AlignVCenter, parametersOf(part, numbers), font_,
         palette_.color(QPalette::WindowText));
    place = QRectF(layout_.figures.right() - percents, box.top(), percents, box.height());
    text(place, Qt::AlignRight | Qt::AlignVCenter, percentText(shareOf(part), 1), font_,
         colors_.secondaryText);
    const double left = layout_.figures.left() + 2.0 * space + numbers;
    const double thickness = metrics.height() * 0.35;
    paintBar(
        QRectF(left, box.center().y() - thickness / 2.0, place.left() - space - left, thickness),
        shareOf(part));
}

void NetworkPainter::paintBar(const QRectF& bar, double share) {
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(colors_.gridLine);
    painter_.drawRect(bar);
    painter_.setBrush(colors_.accent);
    painter_.drawRect(QRectF(bar.topLeft(), QSizeF(bar.width() * share, bar.height())));
}

void NetworkPainter::paintColumn(const NetworkPart& part, const QRectF& box) {
    const double line = QFontMetricsF(font_).height();
    const QColor ink = palette_.color(QPalette::WindowText);
    const QRectF inner = box.adjusted(1.5, 2.0, -1.5, -line * 0.45);
    const QRectF bar(inner.left() + 1.0, inner.bottom() + 1.0, inner.width() - 2.0, line * 0.22);
    const int centred = Qt::AlignHCenter | Qt::TextWordWrap;
    const QRectF figures(inner.left(), inner.bottom() - line, inner.width(), line);
    text(figures, Qt::AlignCenter, parametersOf(part, figures.width()), font_, ink);
    const QRectF above = inner.adjusted(0, 0, 0, -line);
    const QRectF shape = above.adjusted(0, 2.0 * line, 0, 0);
    const QRectF needed =
        QFontMetricsF(font_).boundingRect(QRectF(0, 0, shape.width(), 1e4), centred, part.shape);
    const bool fits = needed.height() <= shape.height() && needed.width() <= shape.width();
    if (fits)
        text(shape, centred | Qt::AlignVCenter, part.shape, font_, ink);
    text(QRectF(above.topLeft(), QSizeF(above.width(), fits ? 2.0 * line : above.height())),
         centred | (fits ? Qt::AlignTop : Qt::AlignVCenter), part.name, strong_, ink);
    paintBar(bar, shareOf(part));
}

void NetworkPainter::paintUpright(const NetworkPart& part, const QRectF& box) {
    painter_.save();
    painter_.translate(box.center());
    painter_.rotate(-90.0);
    const QRectF turned(-box.height() / 2.0, -box.width() / 2.0, box.height(), box.width());
    const QString whole =
        words("%1 \u00b7 %2").arg(part.name, parametersOf(part, box.height() / 2.0));
    const bool fits = QFontMetricsF(font_).horizontalAdvance(whole) <= box.height() - 4.0;
    text(turned, Qt::AlignCenter, fits ? whole : part.name, font_,
         palette_.color(QPalette::WindowText));
    painter_.restore();
}

} // namespace tempera::ui
