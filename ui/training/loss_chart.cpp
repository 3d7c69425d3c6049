// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/loss_chart.h"

#include "ui/charts/qcustomplot.h"
#include "ui/samplers/number_text.h"
#include "ui/samplers/switch_box.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

/// The value of the point nearest to `step`; none where the graph is empty.
std::optional<QCPGraphData> nearestPoint(const QCPGraph& graph, double step) {
    const auto data = graph.data();
    if (data->isEmpty())
        return std::nullopt;
    const auto after = data->findBegin(step, false);
    const auto last = data->constEnd() - 1;
    if (after == data->constEnd())
        return *last;
    if (after == data->constBegin())
        return *after;
    const auto before = after - 1;
    return step - before->key <= after->key - step ? *before : *after;
}

QCPRange padded(const QCPRange& range, bool logarithmic) {
    if (logarithmic) {
        const double factor = std::pow(std::max(range.upper / range.lower, 1.1), 0.05);
        return {range.lower / factor, range.upper * factor};
    }
    const double space = std::max(range.size() * 0.05, std::abs(range.upper) * 1e-3);
    return {range.lower - space, range.upper + space};
}

} // namespace

LossChart::LossChart(QWidget* parent) : PlotChart(parent) {
    addControls();
    addGraphs();
    plot().setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot().axisRect()->setRangeZoomFactor(0.8);
    plot().setNoAntialiasingOnDrag(true);
    for (QCPAxis* axis : {plot().xAxis, plot().yAxis})
        connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this] {
            if (!arranging_)
                setFollowing(false);
        });
    connect(&plot(), &QCustomPlot::mouseMove, this, [this](const QMouseEvent* event) {
        showCursorAt(plot().xAxis->pixelToCoord(event->position().x()));
    });
    setToolTip(tr("Drag to move, turn the wheel to zoom; the arrow keys read values, + and - zoom, "
                  "Home follows again."));
    restyle();
    flush();
}

void LossChart::addGraphs() {
    plot().xAxis->setLabel(tr("step"));
    plot().yAxis->setLabel(tr("loss (nats per word)"));
    plot().xAxis->setNumberFormat(u"f"_qs);
    plot().xAxis->setNumberPrecision(0);
    plot().setLocale(displayLocale());
    losses_ = plot().addGraph();
    losses_->setName(tr("loss per step"));
    losses_->setAdaptiveSampling(true);
    means_ = plot().addGraph();
    means_->setName(tr("running mean"));
    validations_ = plot().addGraph();
    validations_->setName(tr("validation loss"));
    validations_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 7.0));
    cursor_ = new QCPItemStraightLine(&plot());
    cursor_->setVisible(false);
    plot().legend->setVisible(true);
    plot().axisRect()->setMinimumMargins(
        {0, fontMetrics().height() / 3, fontMetrics().height(), 0});
    plot().legend->setFillOrder(QCPLegend::foColumnsFirst);
    empty_ = new QCPItemText(&plot());
    empty_->position->setType(QCPItemPosition::ptAxisRectRatio);
    empty_->position->setCoords(0.5, 0.5);
    empty_->setText(tr("Train a model to see its loss here."));
    plot().axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);
}

void LossChart::addControls() {
    auto* row = new QHBoxLayout;
    const int space = fontMetrics().height() / 2;
    row->setContentsMargins(space, space / 2, space, 0);
    reading_ = new QLabel(this);
    reading_->setForegroundRole(QPalette::PlaceholderText);
    reading_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    reading_->setAccessibleName(tr("Values at the cursor"));
    row->addWidget(reading_, 1);
    auto* logSteps = new SwitchBox(tr("Log &steps"), this);
    logSteps->setToolTip(tr("Space the steps logarithmically, so that the beginning is seen."));
    connect(logSteps, &QCheckBox::toggled, this,
            [this](bool on) { setLogarithmic(*plot().xAxis, on); });
    auto* logLoss = new SwitchBox(tr("Log &loss"), this);
    logLoss->setToolTip(tr("Space the loss logarithmically: equal factors are equal heights."));
    connect(logLoss, &QCheckBox::toggled, this,
            [this](bool on) { setLogarithmic(*plot().yAxis, on); });
    follow_ = new QPushButton(tr("&Follow"), this);
    follow_->setToolTip(tr("Show the whole run again and keep up with it."));
    connect(follow_, &QPushButton::clicked, this, [this] {
        setFollowing(true);
        flush();
    });
    for (QAbstractButton* button :
         std::initializer_list<QAbstractButton*>{logSteps, logLoss, follow_}) {
        button->setAccessibleName(button->text().remove(u'&'));
        row->addWidget(button);
    }
    static_cast<QVBoxLayout*>(layout())->insertLayout(0, row);
    setFollowing(true);
}

void LossChart::setSteps(std::span<const double> steps, std::span<const double> losses) {
    losses_->data()->clear();
    means_->data()->clear();
    mean_ = {};
    for (std::size_t index = 0; index < std::min(steps.size(), losses.size()); ++index)
        appendStep(steps[index], losses[index]);
    flush();
}

void LossChart::appendStep(double step, double loss) {
    if (!std::isfinite(loss))
        return;
    losses_->addData(step, loss);
    means_->addData(step, mean_.add(loss));
}

void LossChart::appendValidation(double step, double loss) {
    if (std::isfinite(loss))
        validations_->addData(step, loss);
}

void LossChart::addEpoch(double step) {
    auto* line = new QCPItemStraightLine(&plot());
    line->point1->setCoords(step, 0.0);
    line->point2->setCoords(step, 1.0);
    line->setPen(QPen(themeColors(palette()).removed, 1.0, Qt::DashLine));
    line->setLayer(u"grid"_qs);
    epochs_.push_back(line);
}

void LossChart::removeEpochs() {
    for (QCPItemStraightLine* line : epochs_)
        plot().removeItem(line);
    epochs_.clear();
}

void LossChart::clear() {
    for (QCPGraph* graph : {losses_, means_, validations_})
        graph->data()->clear();
    mean_ = {};
    removeEpochs();
    hideCursor();
    setFollowing(true);
    flush();
}

void LossChart::flush() {
    if (following_)
        showAll();
    validations_->setVisible(!validations_->data()->isEmpty());
    const bool empty = losses_->data()->isEmpty() && validations_->data()->isEmpty();
    plot().legend->setVisible(!empty);
    empty_->setVisible(empty);
    for (QCPAxis* axis : {plot().xAxis, plot().yAxis}) {
        axis->setVisible(!empty);
        axis->grid()->setVisible(!empty);
    }
    reading_->setText(cursorStep_ ? readingAt(*cursorStep_) : QString());
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void LossChart::showAll() {
    const QScopedValueRollback guard(arranging_, true);
    QCPRange steps(0.0, 100.0);
    QCPRange losses(0.0, 10.0);
    bool first = true;
    for (const QCPGraph* graph : {losses_, validations_}) {
        bool found = false;
        const QCPRange keys = graph->getKeyRange(found);
        if (!found)
            continue;
        const QCPRange values = graph->getValueRange(found);
        steps = first ? keys : steps.expanded(keys);
        losses = first ? values : losses.expanded(values);
        first = false;
    }
    const bool logSteps = plot().xAxis->scaleType() == QCPAxis::stLogarithmic;
    const bool logLoss = plot().yAxis->scaleType() == QCPAxis::stLogarithmic;
    if (logSteps)
        steps.lower = std::max(steps.lower, 1.0);
    if (logLoss)
        losses.lower = std::max(losses.lower, 1e-3);
    plot().xAxis->setRange(padded(steps, logSteps));
    plot().yAxis->setRange(padded(losses, logLoss));
}

void LossChart::setLogarithmic(QCPAxis& axis, bool logarithmic) {
    const QScopedValueRollback guard(arranging_, true);
    axis.setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    const bool manyDecades = logarithmic && &axis == plot().xAxis;
    axis.setTicker(manyDecades ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                               : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    setFollowing(true);
    flush();
}

void LossChart::setFollowing(bool following) {
    following_ = following;
    follow_->setEnabled(!following);
}

void LossChart::recolor(const ThemeColors& colors, const QPalette& palette) {
    QColor faint = colors.accent;
    faint.setAlphaF(isDark(palette) ? 0.55F : 0.4F);
    losses_->setPen(QPen(faint, 1.0));
    means_->setPen(QPen(colors.accent, 2.0));
    validations_->setPen(QPen(colors.outline, 1.5));
    empty_->setColor(colors.secondaryText);
    empty_->setFont(font());
    cursor_->setPen(QPen(colors.secondaryText, 1.0));
    for (QCPItemStraightLine* line : epochs_)
        line->setPen(QPen(colors.removed, 1.0, Qt::DashLine));
}

QString LossChart::readingAt(double step) const {
    const auto loss = nearestPoint(*losses_, step);
    const auto validation = nearestPoint(*validations_, step);
    QStringList parts;
    if (loss) {
        const auto mean = nearestPoint(*means_, loss->key);
        parts = {tr("step %1").arg(countText(std::llround(loss->key))),
                 tr("loss %1").arg(numberText(loss->value, 3)),
                 tr("mean %1").arg(numberText(mean->value, 3))};
    }
    if (validation)
        parts.append(
            tr("validation %1 at step %2")
                .arg(numberText(validation->value, 3), countText(std::llround(validation->key))));
    return parts.join(u" \u00b7 "_qs);
}

void LossChart::showCursorAt(double step) {
    const auto loss = nearestPoint(*losses_, step);
    if (!loss)
        return;
    cursorStep_ = loss->key;
    cursor_->point1->setCoords(loss->key, 0.0);
    cursor_->point2->setCoords(loss->key, 1.0);
    cursor_->setVisible(true);
    reading_->setText(readingAt(loss->key));
    setAccessibleDescription(reading_->text());
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void LossChart::hideCursor() {
    cursorStep_.reset();
    cursor_->setVisible(false);
    setAccessibleDescription({});
}

void LossChart::moveCursor(int points) {
    const auto steps = losses_->data();
    if (steps->isEmpty())
        return;
    const auto at = steps->findBegin(cursorStep_.value_or((steps->constEnd() - 1)->key), false);
    const auto index = std::clamp<std::ptrdiff_t>(at - steps->constBegin() + points, 0,
                                                  steps->constEnd() - steps->constBegin() - 1);
    showCursorAt((steps->constBegin() + index)->key);
}

void LossChart::zoom(double factor) {
    QCPAxis* axis = plot().xAxis;
    axis->scaleRange(factor, cursorStep_.value_or(axis->range().center()));
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void LossChart::pan(double fraction) {
    plot().xAxis->moveRange(fraction * plot().xAxis->range().size());
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void LossChart::keyPressEvent(QKeyEvent* event) {
    const bool pans = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Left:
        return pans ? pan(-0.1) : moveCursor(-1);
    case Qt::Key_Right:
        return pans ? pan(0.1) : moveCursor(1);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(0.8);
    case Qt::Key_Minus:
        return zoom(1.25);
    case Qt::Key_Home:
        return follow_->click();
    default:
        PlotChart::keyPressEvent(event);
    }
}

QString LossChart::chartTitle() const {
    return tr("Training loss");
}

ChartTable LossChart::chartTable() const {
    ChartTable table{{tr("step"), tr("loss"), tr("mean loss"), tr("validation loss")}, {}};
    auto validation = validations_->data()->constBegin();
    const auto validationEnd = validations_->data()->constEnd();
    const auto addValidationsBefore = [&](double step) {
        for (; validation != validationEnd && validation->key < step; ++validation)
            table.rows.push_back({validation->key, {}, {}, validation->value});
    };
    auto mean = means_->data()->constBegin();
    for (const QCPGraphData& point : *losses_->data()) {
        addValidationsBefore(point.key);
        const bool validated = validation != validationEnd && validation->key == point.key;
        table.rows.push_back({point.key, point.value, mean->value,
                              validated ? QVariant(validation->value) : QVariant()});
        validation += validated ? 1 : 0;
        ++mean;
    }
    addValidationsBefore(std::numeric_limits<double>::infinity());
    return table;
}

} // namespace tempera::ui
