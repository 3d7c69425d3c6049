// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/expectation_chart.h"

#include "ui/charts/qcustomplot.h"
#include "ui/lens/number_text.h"
#include "ui/moments/series_color.h"
#include "ui/samplers/number_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tempera::ui {

namespace {

/// Shapes, too, tell the lines apart.
constexpr std::array<QCPScatterStyle::ScatterShape, seriesColorCount> shapes = {
    QCPScatterStyle::ssDisc,    QCPScatterStyle::ssSquare,          QCPScatterStyle::ssTriangle,
    QCPScatterStyle::ssDiamond, QCPScatterStyle::ssCircle,          QCPScatterStyle::ssCross,
    QCPScatterStyle::ssPlus,    QCPScatterStyle::ssTriangleInverted};

/// The probability of a word at a moment; NaN where it is not among the candidates.
double probabilityOf(const Moment& moment, const std::string& word) {
    const auto found = std::ranges::find(moment.candidates, word, &MomentCandidate::word);
    return found == moment.candidates.end() ? std::numeric_limits<double>::quiet_NaN()
                                            : found->probability;
}

QString shareText(double probability) {
    return std::isnan(probability) ? u"\u2014"_qs : percentText(probability, 1);
}

} // namespace

/// What is in the plot, owned by it.
struct ExpectationChart::Parts {
    QCPAxisRect* entropyRect = nullptr;
    QCPTextElement* heading = nullptr;
    QCPGraph* entropy = nullptr;
    QCPItemStraightLine* mark = nullptr;
    QCPItemStraightLine* entropyMark = nullptr;
    std::vector<QCPGraph*> words;
};

ExpectationChart::ExpectationChart(QWidget* parent)
    : PlotChart(parent), parts_(std::make_unique<Parts>()), wordCount_(seriesColorCount) {
    setUpAxes();
    followMouse();
    setToolTip(tr("How probable the words were after the prompt at T = 1, and how uncertain the "
                  "model was; a dash stands for a word outside the 20 most probable ones. Click or "
                  "use the arrow keys to go to a moment."));
    restyle();
}

ExpectationChart::~ExpectationChart() = default;

void ExpectationChart::setUpAxes() {
    QCPLayoutGrid& grid = *plot().plotLayout();
    parts_->heading = new QCPTextElement(&plot());
    parts_->heading->setTextFlags(Qt::AlignLeft | Qt::AlignVCenter);
    grid.insertRow(0);
    grid.addElement(0, 0, parts_->heading);
    parts_->entropyRect = new QCPAxisRect(&plot());
    grid.addElement(2, 0, parts_->entropyRect);
    grid.setRowStretchFactor(1, 3.0);
    grid.setRowSpacing(fontMetrics().height() / 4);
    auto* group = new QCPMarginGroup(&plot());
    for (QCPAxisRect* rect : {plot().axisRect(0), parts_->entropyRect}) {
        rect->setMarginGroup(QCP::msLeft | QCP::msRight, group);
        rect->setMinimumMargins({0, fontMetrics().height() / 3, fontMetrics().height(), 0});
        rect->axis(QCPAxis::atBottom)->setNumberFormat(u"f"_qs);
        rect->axis(QCPAxis::atBottom)->setNumberPrecision(0);
        rect->axis(QCPAxis::atLeft)->setNumberFormat(u"f"_qs);
        rect->axis(QCPAxis::atLeft)->setNumberPrecision(0);
        rect->axis(QCPAxis::atLeft)->ticker()->setTickCount(rect == parts_->entropyRect ? 2 : 3);
        rect->axis(QCPAxis::atLeft)->setSubTicks(false);
    }
    plot().setLocale(displayLocale());
    plot().xAxis->setTickLabels(false);
    plot().yAxis->setLabel(tr("probability (%)"));
    parts_->entropyRect->axis(QCPAxis::atBottom)->setLabel(tr("step"));
    parts_->entropyRect->axis(QCPAxis::atLeft)->setLabel(tr("entropy\n(bits)"));
    parts_->entropy = plot().addGraph(parts_->entropyRect->axis(QCPAxis::atBottom),
                                      parts_->entropyRect->axis(QCPAxis::atLeft));
    parts_->entropy->setScatterStyle({QCPScatterStyle::ssDisc, 4.0});
    parts_->entropy->removeFromLegend();
    parts_->mark = new QCPItemStraightLine(&plot());
    parts_->entropyMark = new QCPItemStraightLine(&plot());
    parts_->entropyMark->setClipAxisRect(parts_->entropyRect);
    for (QCPItemPosition* point : {parts_->entropyMark->point1, parts_->entropyMark->point2}) {
        point->setAxisRect(parts_->entropyRect);
        point->setAxes(parts_->entropyRect->axis(QCPAxis::atBottom),
                       parts_->entropyRect->axis(QCPAxis::atLeft));
    }
    plot().legend->setVisible(true);
    plot().legend->setFillOrder(QCPLegend::foRowsFirst);
    plot().axisRect(0)->insetLayout()->take(plot().legend);
    // The space below the names is taken by an empty element, or they would be spread over it.
    auto* side = new QCPLayoutGrid;
    grid.addElement(1, 1, side);
    side->addElement(0, 0, plot().legend);
    side->addElement(1, 0, new QCPLayoutElement(&plot()));
    side->setRowStretchFactor(0, 0.001);
    grid.setColumnStretchFactor(1, 0.001);
    plot().setInteractions(QCP::Interactions());
}

void ExpectationChart::followMouse() {
    const auto choose = [this](const QMouseEvent* event) {
        if (event->buttons().testFlag(Qt::LeftButton))
            chooseNearest(plot().xAxis->pixelToCoord(event->position().x()));
    };
    connect(&plot(), &QCustomPlot::mousePress, this, choose);
    connect(&plot(), &QCustomPlot::mouseMove, this, choose);
}

void ExpectationChart::setMoments(const std::vector<Moment>& moments) {
    moments_ = moments;
    rebuild();
}

void ExpectationChart::setShown(const std::optional<Moment>& moment) {
    shown_ = moment;
    const std::string wanted = shown_             ? shown_->prompt
                               : moments_.empty() ? std::string()
                                                  : moments_.back().prompt;
    if (wanted != prompt_)
        return rebuild();
    placeMark();
    nameSeries();
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void ExpectationChart::rebuild() {
    prompt_ = shown_ ? shown_->prompt : moments_.empty() ? std::string() : moments_.back().prompt;
    drawn_.clear();
    for (const Moment& moment : moments_)
        if (moment.prompt == prompt_ && !moment.candidates.empty())
            drawn_.push_back(&moment);
    const QString prompt = QString::fromStdString(prompt_);
    parts_->heading->setText(
        tr("What the model expects after “%1”")
            .arg(fontMetrics().elidedText(prompt, Qt::ElideLeft,
                                          24 * fontMetrics().averageCharWidth())));
    series_ = expectationSeries(drawn_, wordCount_);
    addSeries();
    fillEntropy();
    setRanges();
    placeMark();
    nameSeries();
    setAccessibleName(chartTitle());
    restyle();
}

std::vector<double> ExpectationChart::steps() const {
    std::vector<double> steps;
    for (const Moment* moment : drawn_)
        steps.push_back(static_cast<double>(moment->step));
    return steps;
}

void ExpectationChart::addSeries() {
    for (QCPGraph* graph : parts_->words)
        plot().removeGraph(graph);
    parts_->words.clear();
    const std::vector<double> keys = steps();
    for (const ExpectationSeries& line : series_) {
        QCPGraph* graph = plot().addGraph(plot().xAxis, plot().yAxis);
        for (std::size_t index = 0; index < keys.size(); ++index)
            graph->addData(keys[index], 100.0 * line.probabilities[index]);
        parts_->words.push_back(graph);
    }
}

void ExpectationChart::fillEntropy() {
    parts_->entropy->data()->clear();
    for (const Moment* moment : drawn_)
        parts_->entropy->addData(static_cast<double>(moment->step), moment->entropy);
}

void ExpectationChart::setRanges() {
    double highest = 0.0;
    for (const ExpectationSeries& line : series_)
        for (const double probability : line.probabilities)
            highest = std::fmax(highest, probability);
    double bits = 1.0;
    for (const Moment* moment : drawn_)
        bits = std::max(bits, moment->entropy);
    plot().yAxis->setRange(0.0, std::max(1.0, 106.0 * highest));
    parts_->entropyRect->axis(QCPAxis::atLeft)->setRange(0.0, 1.1 * bits);
    const double last = drawn_.empty() ? 1.0 : static_cast<double>(drawn_.back()->step);
    const double first = drawn_.empty() ? 0.0 : static_cast<double>(drawn_.front()->step);
    for (QCPAxis* axis : {plot().xAxis, parts_->entropyRect->axis(QCPAxis::atBottom)}) {
        axis->setScaleType(logarithmic_ ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
        axis->setTicker(logarithmic_ ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                     : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
        axis->setRange(logarithmic_ ? std::max(first, 1.0) * 0.9 : 0.0,
                       std::max(last, 1.0) * (logarithmic_ ? 1.1 : 1.02));
    }
}

void ExpectationChart::placeMark() {
    const bool marked = shown_ && shown_->prompt == prompt_;
    for (QCPItemStraightLine* mark : {parts_->mark, parts_->entropyMark}) {
        mark->setVisible(marked);
        if (!marked)
            continue;
        const auto step = static_cast<double>(shown_->step);
        mark->point1->setCoords(step, 0.0);
        mark->point2->setCoords(step, 1.0);
    }
}

void ExpectationChart::nameSeries() {
    const Moment* moment = shown_ ? &*shown_ : moments_.empty() ? nullptr : &moments_.back();
    for (std::size_t index = 0; moment != nullptr && index < series_.size(); ++index)
        parts_->words[index]->setName(
            tr("%1  %2").arg(QString::fromStdString(series_[index].word),
                             shareText(probabilityOf(*moment, series_[index].word))));
}

void ExpectationChart::setLogarithmic(bool logarithmic) {
    logarithmic_ = logarithmic;
    setRanges();
    restyle();
}

void ExpectationChart::chooseNearest(double step) {
    if (drawn_.empty())
        return;
    const auto distance = [&](const Moment* moment) {
        const auto place = static_cast<double>(moment->step);
        return logarithmic_ ? std::abs(std::log1p(place) - std::log1p(std::max(step, 0.0)))
                            : std::abs(place - step);
    };
    const Moment* nearest = *std::ranges::min_element(drawn_, {}, distance);
    if (!shown_ || shown_->step != nearest->step)
        Q_EMIT stepChosen(nearest->step);
}

void ExpectationChart::stepBy(int count) {
    if (drawn_.empty())
        return;
    const auto last = static_cast<std::ptrdiff_t>(drawn_.size()) - 1;
    const std::int64_t step = shown_ ? shown_->step : drawn_.back()->step;
    const auto at = std::ranges::lower_bound(drawn_, step, {}, &Moment::step) - drawn_.begin();
    const auto index = std::clamp<std::ptrdiff_t>(at + count, 0, last);
    Q_EMIT stepChosen(drawn_[static_cast<std::size_t>(index)]->step);
}

void ExpectationChart::resizeEvent(QResizeEvent* event) {
    PlotChart::resizeEvent(event);
    // The names stand beside the upper of the two parts, some 60 % of the height.
    const int lines = height() * 6 / 10 / (fontMetrics().height() + 2);
    const auto words = static_cast<std::size_t>(std::clamp(lines, 1, int{seriesColorCount}));
    if (words == wordCount_)
        return;
    wordCount_ = words;
    rebuild();
}

void ExpectationChart::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Left)
        stepBy(-1);
    else if (event->key() == Qt::Key_Right)
        stepBy(1);
    else
        PlotChart::keyPressEvent(event);
}

QString ExpectationChart::chartTitle() const {
    return tr("Expectations over training");
}

ChartTable ExpectationChart::chartTable() const {
    ChartTable table{{tr("Step"), tr("Entropy (bits)")}, {}};
    for (const ExpectationSeries& line : series_)
        table.columns.append(QString::fromStdString(line.word));
    for (std::size_t index = 0; index < drawn_.size(); ++index) {
        std::vector<QVariant> row{qint64{drawn_[index]->step}, drawn_[index]->entropy};
        for (const ExpectationSeries& line : series_) {
            const double probability = line.probabilities[index];
            row.push_back(std::isnan(probability) ? QVariant() : QVariant(probability));
        }
        table.rows.push_back(row);
    }
    return table;
}

void ExpectationChart::recolor(const ThemeColors& colors, const QPalette& palette) {
    for (std::size_t index = 0; index < parts_->words.size(); ++index) {
        const QColor color = seriesColor(index, palette);
        parts_->words[index]->setPen(QPen(color, 1.6));
        parts_->words[index]->setScatterStyle(
            {shapes.at(index), QPen(color, 1.4), QBrush(color), 5.0});
    }
    parts_->entropy->setPen(QPen(colors.secondaryText, 1.6));
    for (QCPItemStraightLine* mark : {parts_->mark, parts_->entropyMark})
        mark->setPen(QPen(colors.accent, 1.5));
    plot().legend->setFont(scaledFont(font(), 0.9));
    plot().legend->setIconSize(fontMetrics().height(), fontMetrics().height() * 2 / 3);
    plot().legend->setRowSpacing(0);
    fixLegendWidth();
}

/// As wide as its longest entry ever gets: the plot keeps its width while moments go by.
void ExpectationChart::fixLegendWidth() {
    const QFontMetrics metrics(plot().legend->font());
    int widest = 0;
    for (const ExpectationSeries& line : series_)
        widest = std::max(widest, metrics.horizontalAdvance(tr("%1  %2").arg(
                                      QString::fromStdString(line.word), tr("88.8 %"))));
    const QCPLegend& legend = *plot().legend;
    const QMargins margins = legend.margins();
    plot().legend->setMinimumSize(margins.left() + legend.iconSize().width() +
                                      legend.iconTextPadding() + widest + margins.right(),
                                  0);
}

} // namespace tempera::ui
