// SPDX-License-Identifier: GPL-3.0-or-later
// What the chart tells in numbers: at the cursor, and as a table.
#include "ui/charts/qcustomplot.h"
#include "ui/samplers/number_text.h"
#include "ui/training/chart_controls.h"
#include "ui/training/loss_chart.h"
#include "ui/training/plot_area.h"
#include "ui/training/run_overlay.h"
#include "ui/training/series_sampling.h"
#include "ui/training/series_stack.h"
#include "ui/training/training_status.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

QVariant cell(double value) {
    return std::isfinite(value) ? QVariant(value) : QVariant();
}

} // namespace

QString LossChart::reading(std::size_t index) const {
    const double loss = run_.values(TrainingSeries::loss)[index];
    const double smoothed = run_.smoothedLoss()[index];
    QStringList parts{tr("step %1").arg(countText(std::llround(run_.steps()[index]))),
                      tr("epoch %1").arg(countText(run_.epochAt(index))),
                      tr("loss %1").arg(seriesValueText(TrainingSeries::loss, loss)),
                      tr("smoothed %1").arg(seriesValueText(TrainingSeries::loss, smoothed)),
                      tr("perplexity %1").arg(perplexityText(std::exp(smoothed)))};
    if (const ValidationRecord* validation = run_.validationBefore(run_.steps()[index]))
        parts.append(tr("validation %1 at step %2")
                         .arg(numberText(validation->loss, 3), countText(validation->step)));
    for (const TrainingSeries series : allTrainingSeries)
        if (series != TrainingSeries::loss)
            parts.append(seriesReading(series, run_.values(series)[index]));
    for (const auto& overlay : overlays_)
        if (const QString text = overlay->reading(run_.steps()[index]); !text.isEmpty())
            parts.append(text);
    return parts.join(u" \u00b7 "_qs);
}

void LossChart::showReading() {
    const auto index = cursorStep_ ? run_.nearestIndex(*cursorStep_) : std::nullopt;
    const QString text = index ? reading(*index) : idleText_;
    if (controls_->reading() == text)
        return;
    controls_->setReading(text);
    setAccessibleDescription(index ? text : QString());
}

void LossChart::setIdleText(const QString& text) {
    idleText_ = text;
    showReading();
}

void LossChart::showCursorAt(double step) {
    const auto index = run_.nearestIndex(step);
    if (!index)
        return;
    cursorStep_ = run_.steps()[*index];
    showReading();
    replotSoon();
}

void LossChart::hideCursor() {
    cursorStep_.reset();
    showReading();
    replotSoon();
}

void LossChart::leaveEvent(QEvent* event) {
    PlotChart::leaveEvent(event);
    if (!hasFocus()) // otherwise it is the keyboard's
        hideCursor();
}

void LossChart::moveCursor(std::ptrdiff_t steps) {
    if (run_.steps().empty())
        return;
    const double from = cursorStep_.value_or(run_.steps().back());
    const auto last = static_cast<std::ptrdiff_t>(run_.steps().size()) - 1;
    const auto index = std::clamp<std::ptrdiff_t>(
        static_cast<std::ptrdiff_t>(nearestStep(run_.steps(), from)) + steps, 0, last);
    showCursorAt(run_.steps()[static_cast<std::size_t>(index)]);
}

std::ptrdiff_t LossChart::stepsOfAPage() const {
    const QCPRange range = stack_->stepAxis().range();
    const auto [first, last] = stepsBetween(run_.steps(), range.lower, range.upper);
    return std::max<std::ptrdiff_t>(1, static_cast<std::ptrdiff_t>(last - first) / 20);
}

void LossChart::paintCursor(QPainter& painter, TrainingSeries series) const {
    const auto index = cursorStep_ ? run_.nearestIndex(*cursorStep_) : std::nullopt;
    if (!index)
        return;
    const PlotArea area = plotAreaOf(stack_->rectangle(series));
    const ThemeColors colors = themeColors(paintedPalette());
    const double x = area.x(run_.steps()[*index]);
    painter.setPen(QPen(colors.secondaryText, 1.0));
    painter.drawLine(QPointF(x, area.rectangle.top()), QPointF(x, area.rectangle.bottom()));
    const double value =
        series == TrainingSeries::loss ? run_.smoothedLoss()[*index] : run_.values(series)[*index];
    if (!std::isfinite(value))
        return;
    painter.setPen(QPen(colors.cardBackground, 1.5));
    painter.setBrush(colors.accent);
    painter.drawEllipse(QPointF(x, area.y(value)), 4.0, 4.0);
}

void LossChart::paintName(QPainter& painter, TrainingSeries series) const {
    if (series == TrainingSeries::loss || run_.empty())
        return;
    painter.setFont(scaledFont(font(), 0.85, QFont::DemiBold));
    const QFontMetrics metrics(painter.font());
    const QString name = seriesName(series);
    const QRect area = stack_->rectangle(series).rect();
    const QRect label(area.left() + metrics.height() / 3, area.top() + 1,
                      metrics.horizontalAdvance(name) + metrics.height() / 2, metrics.height());
    const ThemeColors colors = themeColors(paintedPalette());
    QColor behind = colors.cardBackground;
    behind.setAlphaF(0.85F);
    painter.fillRect(label, behind);
    painter.setPen(colors.secondaryText);
    painter.drawText(label, Qt::AlignCenter, name);
}

QString LossChart::chartTitle() const {
    return tr("Training loss");
}

ChartTable LossChart::chartTable() const {
    ChartTable table{{tr("step"), tr("epoch"), tr("loss"), tr("smoothed loss"), tr("learning rate"),
                      tr("gradient norm"), tr("tokens per second"), tr("validation loss")},
                     {}};
    auto validation = run_.validations().begin();
    const auto end = run_.validations().end();
    const auto addValidationsBefore = [&](double step) {
        for (; validation != end && static_cast<double>(validation->step) < step; ++validation)
            table.rows.push_back({static_cast<double>(validation->step),
                                  static_cast<qint64>(validation->epoch),
                                  {},
                                  {},
                                  {},
                                  {},
                                  {},
                                  cell(validation->loss)});
    };
    for (std::size_t index = 0; index < run_.steps().size(); ++index) {
        const double step = run_.steps()[index];
        addValidationsBefore(step);
        table.rows.push_back({step, static_cast<qint64>(run_.epochAt(index))});
        std::vector<QVariant>& row = table.rows.back();
        row.push_back(cell(run_.values(TrainingSeries::loss)[index]));
        row.push_back(cell(run_.smoothedLoss()[index]));
        for (const TrainingSeries series : allTrainingSeries)
            if (series != TrainingSeries::loss)
                row.push_back(cell(run_.values(series)[index]));
        const bool validated = validation != end && static_cast<double>(validation->step) == step;
        row.push_back(validated ? cell(validation->loss) : QVariant());
        validation += validated ? 1 : 0;
    }
    addValidationsBefore(std::numeric_limits<double>::infinity());
    return table;
}

} // namespace tempera::ui
