// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/reference_lines.h"

#include "ui/samplers/number_text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("tempera::ui::ReferenceLines", text);
}

class LabelPainter {
public:
    LabelPainter(QPainter& painter, const PlotArea& area, const QPalette& palette,
                 const QFont& font)
        : painter_(painter), area_(area), colors_(themeColors(palette)) {
        painter.setFont(scaledFont(font, 0.85));
    }

    void paint(const ReferenceLine& line) {
        const double y = std::round(area_.y(line.loss)); // sharp
        if (y < area_.rectangle.top() || y > area_.rectangle.bottom())
            return;
        painter_.setPen(QPen(colors_.secondaryText, 1.0, Qt::DashLine));
        painter_.drawLine(QPointF(area_.rectangle.left(), y), QPointF(area_.rectangle.right(), y));
        const QRectF label = placeFor(line.text, y);
        taken_.push_back(label);
        QColor behind = colors_.cardBackground;
        behind.setAlphaF(0.85F);
        painter_.fillRect(label, behind);
        painter_.setPen(colors_.secondaryText);
        painter_.drawText(label, Qt::AlignCenter, line.text);
    }

private:
    QRectF placeFor(const QString& text, double y) const {
        const QFontMetricsF metrics(painter_.font());
        const double width = metrics.horizontalAdvance(text) + metrics.height() / 2.0;
        const QRectF above(area_.rectangle.right() - width, y - metrics.height() - 1.0, width,
                           metrics.height());
        const bool meets = std::ranges::any_of(
            taken_, [&above](const QRectF& other) { return other.intersects(above); });
        if (!meets && above.top() >= area_.rectangle.top())
            return above;
        return above.translated(0.0, metrics.height() + 2.0);
    }

    QPainter& painter_;
    const PlotArea& area_;
    ThemeColors colors_;
    std::vector<QRectF> taken_;
};

} // namespace

std::vector<ReferenceLine> referenceLines(const LossReferences& losses) {
    std::vector<ReferenceLine> lines{
        {losses.uniform, tr("uniform: ln %1 = %2")
                             .arg(countText(std::llround(std::exp(losses.uniform))),
                                  numberText(losses.uniform, 2))},
        {losses.unigram, tr("unigram entropy %1").arg(numberText(losses.unigram, 2))},
        {losses.bigram,
         tr("bigram entropy %1 (of the training text)").arg(numberText(losses.bigram, 2))}};
    std::erase_if(lines, [](const ReferenceLine& line) {
        return !std::isfinite(line.loss) || line.loss <= 0.0;
    });
    return lines;
}

void paintReferences(QPainter& painter, const PlotArea& area,
                     const std::vector<ReferenceLine>& lines, const QPalette& palette,
                     const QFont& font) {
    LabelPainter labels(painter, area, palette, font);
    for (const ReferenceLine& line : lines)
        labels.paint(line);
}

} // namespace tempera::ui
