// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/length_chart.h"

#include "ui/charts/qcustomplot.h"
#include "ui/samplers/number_text.h"

#include <algorithm>

namespace tempera::ui {

namespace {

constexpr int binsPerDoubling = 4;
/// Where documents are short the axis still has room for the lengths that people choose.
constexpr qint64 shortestAxis = 256;

/// A bar as a line that goes up, along, and down again.
void addBar(QCPGraph& graph, double left, double right, double height) {
    for (const auto& [x, y] : {std::pair(left, 0.0), std::pair(left, height),
                               std::pair(right, height), std::pair(right, 0.0)})
        graph.addData(x, y);
}

} // namespace

LengthChart::LengthChart(QWidget* parent)
    : MarkedChart(parent), whole_(plot().addGraph()), cut_(plot().addGraph()) {
    plot().xAxis->setLabel(tr("words in a document"));
    plot().yAxis->setLabel(tr("documents"));
    plot().yAxis->setNumberFormat(u"f"_qs);
    plot().yAxis->setNumberPrecision(0);
    plot().yAxis->ticker()->setTickCount(4);
    setToolTip(tr("How many documents are how long; drag the mark, or use the arrow keys, to "
                  "choose how many words a sequence holds."));
    setMarkerShown(false);
    restyle();
}

void LengthChart::setOverview(SharedOverview overview) {
    overview_ = std::move(overview);
    bins_ = overview_ ? overview_->statistics.lengths().bins(binsPerDoubling)
                      : std::vector<LengthBin>();
    std::uint64_t highest = 1;
    for (const LengthBin& bin : bins_)
        highest = std::max(highest, bin.documents);
    plot().yAxis->setRange(0.0, static_cast<double>(highest) * 1.3); // room for the mark's label
    setMarkerShown(overview_ != nullptr);
    setMarkerRange(shortestSequence, axisEnd(0));
}

qint64 LengthChart::axisEnd(qint64 sequenceLength) const {
    const qint64 longest =
        overview_ ? static_cast<qint64>(overview_->statistics.lengths().longest()) : 0;
    return std::max({longest + longest / 8, shortestAxis, sequenceLength});
}

void LengthChart::setFigures(const CorpusChoice& choice, const CorpusFigures& figures) {
    setMarkerRange(shortestSequence, axisEnd(choice.sequenceLength));
    setMarker(choice.sequenceLength, {},
              tr("%1: %2 are longer")
                  .arg(countText(choice.sequenceLength), shareText(figures.longShare)));
    fillBars(choice.sequenceLength);
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void LengthChart::fillBars(qint64 sequenceLength) {
    whole_->data()->clear();
    cut_->data()->clear();
    const double limit = static_cast<double>(sequenceLength) + 0.5;
    for (const LengthBin& bin : bins_) {
        const double left = std::max(static_cast<double>(bin.minimum) - 0.5, 0.5);
        const double right = static_cast<double>(bin.maximum) + 0.5;
        const auto height = static_cast<double>(bin.documents);
        if (left < limit)
            addBar(*whole_, left, std::min(right, limit), height);
        if (right > limit)
            addBar(*cut_, std::max(left, limit), right, height);
    }
}

QString LengthChart::readingAt(qint64 length) const {
    const auto words = static_cast<std::uint64_t>(length);
    const auto bin = std::ranges::find_if(bins_, [=](const LengthBin& candidate) {
        return candidate.minimum <= words && words <= candidate.maximum;
    });
    const std::uint64_t longer = overview_->statistics.lengths().longerThan(words);
    const QString beyond =
        tr("%1 have more than %2").arg(countText(static_cast<qint64>(longer)), countText(length));
    if (bin == bins_.end())
        return beyond;
    return tr("%1 of %2 to %3 words; %4")
        .arg(documentCountText(bin->documents), countText(static_cast<qint64>(bin->minimum)),
             countText(static_cast<qint64>(bin->maximum)), beyond);
}

void LengthChart::recolor(const ThemeColors& colors, const QPalette& palette) {
    MarkedChart::recolor(colors, palette);
    const float strength = isDark(palette) ? 0.5F : 0.4F;
    for (const auto& [graph, color] :
         {std::pair(whole_, colors.accent), std::pair(cut_, colors.outline)}) {
        graph->setPen(QPen(color, 1.0));
        QColor fill = color;
        fill.setAlphaF(strength);
        graph->setBrush(fill);
    }
}

QString LengthChart::chartTitle() const {
    return tr("Document lengths");
}

ChartTable LengthChart::chartTable() const {
    ChartTable table{{tr("fewest words"), tr("most words"), tr("documents")}, {}};
    for (const LengthBin& bin : bins_)
        table.rows.push_back({static_cast<qlonglong>(bin.minimum),
                              static_cast<qlonglong>(bin.maximum),
                              static_cast<qlonglong>(bin.documents)});
    return table;
}

} // namespace tempera::ui
