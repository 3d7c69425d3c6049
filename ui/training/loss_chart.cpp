// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/loss_chart.h"

#include "ui/charts/qcustomplot.h"
#include "ui/samplers/number_text.h"
#include "ui/training/chart_controls.h"
#include "ui/training/epoch_marks.h"
#include "ui/training/painted_layer.h"
#include "ui/training/reference_lines.h"
#include "ui/training/run_overlay.h"
#include "ui/training/series_graph.h"
#include "ui/training/series_stack.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

QColor blend(const QColor& over, const QColor& under, float share) {
    const auto mix = [share](float a, float b) { return share * a + (1.0F - share) * b; };
    return QColor::fromRgbF(mix(over.redF(), under.redF()), mix(over.greenF(), under.greenF()),
                            mix(over.blueF(), under.blueF()));
}

} // namespace

LossChart::LossChart(QWidget* parent)
    : PlotChart(parent),
      stack_(std::make_unique<SeriesStack>(plot())),
      controls_(new ChartControls(this)) {
    addHeader();
    addGraphs();
    addEmptyText();
    addPaintings();
    connectPlot();
    connectControls();
    setToolTip(tr("Drag to move, turn the wheel to zoom; the arrow keys read values, + and - zoom, "
                  "Home follows again."));
    run_.setSmoothing(controls_->smoothing());
    setFollowing(true);
    showSeries();
    flush();
}

LossChart::~LossChart() {
    overlays_.clear(); // while the plot that they draw in is alive
}

void LossChart::addHeader() {
    auto* column = new QVBoxLayout;
    const int space = fontMetrics().height() / 2;
    column->setContentsMargins(space, space / 2, space, 0);
    column->addWidget(controls_);
    static_cast<QVBoxLayout*>(layout())->insertLayout(0, column);
    static_cast<QVBoxLayout*>(layout())->setStretch(1, 1);
}

void LossChart::addGraphs() {
    QCPAxisRect& rectangle = stack_->rectangle(TrainingSeries::loss);
    plot().setLocale(displayLocale());
    losses_ = addSeriesGraph(rectangle, run_.steps(), run_.values(TrainingSeries::loss));
    losses_->setName(tr("loss per step"));
    smoothed_ = addSeriesGraph(rectangle, run_.steps(), run_.smoothedLoss());
    smoothed_->setName(tr("smoothed"));
    validations_ = plot().addGraph();
    validations_->setName(tr("validation loss"));
    for (const TrainingSeries series : allTrainingSeries) {
        if (series == TrainingSeries::loss)
            continue;
        others_.push_back(
            addSeriesGraph(stack_->rectangle(series), run_.steps(), run_.values(series)));
        others_.back()->removeFromLegend();
    }
}

void LossChart::addEmptyText() {
    empty_ = new QCPItemText(&plot());
    empty_->position->setType(QCPItemPosition::ptViewportRatio);
    empty_->position->setCoords(0.5, 0.5);
    empty_->setClipToAxisRect(false);
    empty_->setText(tr("Train a model to see its loss here."));
}

void LossChart::addPaintings() {
    for (const TrainingSeries series : allTrainingSeries) {
        QCPAxisRect& rectangle = stack_->rectangle(series);
        addPaintedLayer(rectangle, u"grid"_qs, [this, &rectangle, series](QPainter& painter) {
            const double last = run_.steps().empty() ? 0.0 : run_.steps().back();
            paintEpochs(painter, plotAreaOf(rectangle), stepsPerEpoch_, last,
                        series == stack_->shown().front(), paintedPalette(), font());
        });
        addPaintedLayer(rectangle, u"overlay"_qs, [this, series](QPainter& painter) {
            paintName(painter, series);
            paintCursor(painter, series);
        });
    }
    QCPAxisRect& rectangle = stack_->rectangle(TrainingSeries::loss);
    addPaintedLayer(rectangle, u"main"_qs, [this, &rectangle](QPainter& painter) {
        if (references_ && controls_->references() && !run_.empty())
            paintReferences(painter, plotAreaOf(rectangle), referenceLines(*references_),
                            paintedPalette(), font());
    });
}

void LossChart::connectControls() {
    connect(controls_, &ChartControls::smoothingChanged, this, &LossChart::setSmoothing);
    connect(controls_, &ChartControls::referencesToggled, this, &LossChart::replotSoon);
    connect(controls_, &ChartControls::seriesChanged, this, &LossChart::showSeries);
    connect(controls_, &ChartControls::logLossToggled, this, &LossChart::setLossLogarithmic);
    connect(controls_, &ChartControls::logStepsToggled, this, [this](bool on) {
        const QScopedValueRollback guard(arranging_, true);
        stack_->setStepsLogarithmic(on);
        setFollowing(true);
        flush();
    });
    connect(controls_, &ChartControls::followRequested, this, [this] {
        setFollowing(true);
        flush();
    });
}

void LossChart::begin(const TrainingProgress& history, qint64 stepsPerEpoch) {
    run_.clear();
    validations_->data()->clear();
    validationsDrawn_ = 0;
    stepsPerEpoch_ = stepsPerEpoch;
    hideCursor();
    setFollowing(true);
    append(history.steps, history.validations);
    flush();
}

void LossChart::append(std::span<const StepRecord> steps,
                       std::span<const ValidationRecord> validations) {
    run_.append(steps);
    run_.append(validations);
}

void LossChart::flush() {
    for (; validationsDrawn_ < run_.validations().size(); ++validationsDrawn_) {
        const ValidationRecord& validation = run_.validations()[validationsDrawn_];
        if (std::isfinite(validation.loss))
            validations_->addData(static_cast<double>(validation.step), validation.loss);
    }
    if (following_)
        showAll();
    stack_->fitValues(run_);
    const bool empty = run_.empty() && overlays_.empty();
    stack_->setEmpty(empty);
    empty_->setVisible(empty);
    showReading();
    replotSoon();
}

void LossChart::setReferences(const std::optional<LossReferences>& references) {
    references_ = references;
    controls_->setReferencesKnown(references.has_value());
    replotSoon();
}

void LossChart::setEarlierRuns(const std::vector<EarlierRun>& runs) {
    std::vector<std::unique_ptr<RunOverlay>> overlays;
    for (std::size_t index = 0; index < runs.size(); ++index) {
        const EarlierRun& run = runs[index];
        if (!run.shown || run.history == nullptr)
            continue;
        const auto same = std::ranges::find_if(overlays_, [&](const auto& overlay) {
            return overlay && overlay->id() == run.id && overlay->history() == run.history.get() &&
                   overlay->index() == static_cast<int>(index);
        });
        overlays.push_back(
            same != overlays_.end()
                ? std::move(*same)
                : std::make_unique<RunOverlay>(stack_->rectangle(TrainingSeries::loss), run,
                                               static_cast<int>(index), controls_->smoothing()));
    }
    overlays_ = std::move(overlays);
    restyle();
    flush();
}

void LossChart::setSmoothing(int window) {
    run_.setSmoothing(window);
    for (const auto& overlay : overlays_)
        overlay->setSmoothing(window);
    flush();
}

void LossChart::showSeries() {
    stack_->show(controls_->series());
    restyle();
}

void LossChart::chooseRoom() {
    // The loss and three more need a line of numbers each besides their lines.
    const int lines = height() / fontMetrics().height();
    controls_->setRoomForAll(lines > 20);
    stack_->setRoom(lines);
}

void LossChart::resizeEvent(QResizeEvent* event) {
    PlotChart::resizeEvent(event);
    chooseRoom();
}

QSize LossChart::minimumSizeHint() const {
    return {40 * fontMetrics().averageCharWidth(), 8 * fontMetrics().height()};
}

void LossChart::replotSoon() {
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void LossChart::recolor(const ThemeColors& colors, const QPalette& palette) {
    paintedPalette_ = palette;
    // Opaque: where a dense line crosses itself a translucent one would be spotted.
    const QColor faint =
        blend(colors.accent, colors.cardBackground, isDark(palette) ? 0.5F : 0.35F);
    losses_->setPen(QPen(faint, 1.0));
    smoothed_->setPen(QPen(colors.accent, 2.0));
    validations_->setPen(QPen(colors.outline, 1.5));
    validations_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 7.0));
    const QColor quiet = blend(colors.accent, colors.cardBackground, 0.7F);
    for (QCPGraph* graph : others_)
        graph->setPen(QPen(quiet, 1.0));
    for (const auto& overlay : overlays_)
        overlay->recolor(palette);
    empty_->setColor(colors.secondaryText);
    empty_->setFont(font());
    plot().legend->setFont(scaledFont(font(), 0.9));
    plot().legend->setBrush(Qt::NoBrush);
}

} // namespace tempera::ui
