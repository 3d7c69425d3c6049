// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/moment_losses_painter.h"

#include "ui/samplers/number_text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace tempera::ui {

namespace {

struct LossLine {
    QString name;
    QColor color;
    std::vector<double> values; ///< NaN where it is not known

    std::optional<double> last() const {
        const auto known = std::find_if(values.rbegin(), values.rend(),
                                        [](double value) { return std::isfinite(value); });
        return known == values.rend() ? std::nullopt : std::optional(*known);
    }
    QString lastText() const { return name.arg(numberText(last().value_or(0.0), 2)); }
};

/// Those of which anything is known.
std::vector<LossLine> linesOf(const std::vector<Moment>& moments, const ThemeColors& colors) {
    LossLine train{QCoreApplication::translate("MomentTimeline", "train %1"), colors.accent, {}};
    LossLine validation{
        QCoreApplication::translate("MomentTimeline", "val %1"), colors.outline, {}};
    for (const Moment& moment : moments) {
        train.values.push_back(moment.trainLoss);
        validation.values.push_back(
            moment.validationLoss.value_or(std::numeric_limits<double>::quiet_NaN()));
    }
    std::vector<LossLine> lines;
    for (LossLine* line : {&train, &validation})
        if (line->last())
            lines.push_back(std::move(*line));
    return lines;
}

class LossesPainting {
public:
    LossesPainting(QPainter& painter, const MomentLossesLook& look, const MomentScale& scale,
                   const std::vector<LossLine>& lines)
        : painter_(painter), look_(look), scale_(scale) {
        for (const LossLine& line : lines)
            for (const double value : line.values)
                if (std::isfinite(value)) {
                    lowest_ = std::min(lowest_, value);
                    highest_ = std::max(highest_, value);
                }
    }

    void paintLine(const LossLine& line) {
        painter_.setBrush(Qt::NoBrush);
        painter_.setPen(QPen(line.color, 1.3));
        QPolygonF known;
        for (std::size_t index = 0; index < line.values.size(); ++index)
            if (std::isfinite(line.values[index]))
                known.append(point(index, line.values[index]));
        painter_.drawPolyline(known);
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(line.color);
        for (const QPointF& place : known)
            painter_.drawEllipse(place, 1.8, 1.8);
        const auto shown = static_cast<std::size_t>(look_.shown);
        if (look_.shown >= 0 && std::isfinite(line.values[shown]))
            painter_.drawEllipse(point(shown, line.values[shown]), 3.5, 3.5);
    }

    double height(double value) const {
        const double span = highest_ - lowest_;
        const double fraction = span > 0.0 ? (value - lowest_) / span : 0.5;
        return look_.area.bottom() - fraction * look_.area.height();
    }

    void paintName(const LossLine& line, double middle) {
        const double lineHeight = QFontMetricsF(look_.font).height();
        const QRectF place(look_.names.left(), middle - lineHeight / 2.0, look_.names.width(),
                           lineHeight);
        painter_.setFont(look_.font);
        painter_.setPen(themeColors(look_.palette).secondaryText);
        painter_.drawText(place.adjusted(lineHeight, 0.0, 0.0, 0.0),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, line.lastText());
        painter_.setPen(QPen(line.color, 2.0));
        painter_.drawLine(QPointF(place.left(), middle),
                          QPointF(place.left() + lineHeight * 0.7, middle));
    }

private:
    QPointF point(std::size_t index, double value) const {
        return {look_.area.left() + scale_.fraction(index) * look_.area.width(), height(value)};
    }

    QPainter& painter_;
    const MomentLossesLook& look_;
    const MomentScale& scale_;
    double lowest_ = std::numeric_limits<double>::infinity();
    double highest_ = -std::numeric_limits<double>::infinity();
};

/// The names beside their lines' ends, moved apart as far as they would overlap.
std::vector<double> nameHeights(const std::vector<LossLine>& lines, const LossesPainting& painting,
                                const MomentLossesLook& look) {
    const double line = QFontMetricsF(look.font).height();
    const double top = look.names.top() + line / 2.0;
    const double bottom = look.names.bottom() - line / 2.0;
    std::vector<double> heights;
    for (const LossLine& loss : lines)
        heights.push_back(std::clamp(painting.height(*loss.last()), top, std::max(top, bottom)));
    if (heights.size() < 2 || std::abs(heights[0] - heights[1]) >= line)
        return heights;
    const double center = std::clamp((heights[0] + heights[1]) / 2.0, top + line / 2.0,
                                     std::max(top + line / 2.0, bottom - line / 2.0));
    const double side = heights[0] > heights[1] ? line / 2.0 : -line / 2.0;
    return {center + side, center - side};
}

} // namespace

void paintMomentLosses(QPainter& painter, const MomentLossesLook& look,
                       const std::vector<Moment>& moments, const MomentScale& scale) {
    const std::vector<LossLine> lines = linesOf(moments, themeColors(look.palette));
    LossesPainting painting(painter, look, scale, lines);
    const std::vector<double> heights = nameHeights(lines, painting, look);
    for (std::size_t index = 0; index < lines.size(); ++index) {
        painting.paintLine(lines[index]);
        painting.paintName(lines[index], heights[index]);
    }
}

double momentLossNamesWidth(const std::vector<Moment>& moments, const QFont& font) {
    const QFontMetricsF metrics(font);
    double widest = 0.0;
    for (const LossLine& line : linesOf(moments, {}))
        widest = std::max(widest, metrics.horizontalAdvance(line.lastText()));
    return widest + metrics.height();
}

} // namespace tempera::ui
