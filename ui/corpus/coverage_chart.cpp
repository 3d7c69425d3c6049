// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/coverage_chart.h"

#include "ui/charts/qcustomplot.h"
#include "ui/corpus/curve_places.h"
#include "ui/samplers/number_text.h"

#include <algorithm>

namespace tempera::ui {

namespace {

std::size_t wordsOf(qint64 size) {
    return static_cast<std::size_t>(std::max<qint64>(size - firstWordToken, 0));
}

} // namespace

CoverageChart::CoverageChart(QWidget* parent)
    : MarkedChart(parent), reachable_(plot().addGraph()), unreachable_(plot().addGraph()) {
    plot().xAxis->setLabel(tr("vocabulary size"));
    plot().yAxis->setLabel(tr("covered (%)"));
    plot().yAxis->setRange(0.0, 100.0);
    plot().yAxis->ticker()->setTickCount(4);
    setToolTip(tr("Which share of the corpus's words a vocabulary of each size knows; drag the "
                  "mark, or use the arrow keys, to choose a size."));
    setLabelSide(Qt::AlignBottom);
    setMarkerShown(false);
    restyle();
}

void CoverageChart::setOverview(SharedOverview overview) {
    overview_ = std::move(overview);
    const std::size_t words = overview_ ? overview_->statistics.ranking().size() : 0;
    setMarkerRange(smallestVocabulary, std::min<qint64>(static_cast<qint64>(words) + firstWordToken,
                                                        largestVocabulary));
    setMarkerShown(overview_ != nullptr);
    frequentWords_ = words;
    fillCurves();
}

void CoverageChart::setFigures(const CorpusChoice& choice, const CorpusFigures& figures) {
    figures_ = figures;
    if (frequentWords_ != figures.frequentWords) {
        frequentWords_ = figures.frequentWords;
        fillCurves();
    }
    const QString share = shareText(figures.coverage);
    const bool all = figures.words == figures.frequentWords;
    const QString size = countText(figures.vocabularySize());
    setMarker(choice.vocabularySize, figures.coverage * 100.0,
              all ? tr("all %1: %2").arg(size, share) : tr("%1: %2").arg(size, share));
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void CoverageChart::fillCurves() {
    for (QCPGraph* graph : {reachable_, unreachable_})
        graph->data()->clear();
    const std::size_t words = overview_ ? overview_->statistics.ranking().size() : 0;
    for (const std::size_t place : curvePlaces(1, frequentWords_))
        reachable_->addData(static_cast<double>(place) + firstWordToken, percentAt(place));
    for (const std::size_t place : curvePlaces(std::max<std::size_t>(frequentWords_, 1), words))
        unreachable_->addData(static_cast<double>(place) + firstWordToken, percentAt(place));
    plot().replot(QCustomPlot::rpQueuedReplot);
}

double CoverageChart::percentAt(std::size_t words) const {
    return overview_->statistics.coverage(words) * 100.0;
}

QString CoverageChart::readingAt(qint64 size) const {
    const CorpusStatistics& statistics = overview_->statistics;
    const std::size_t words = std::min(wordsOf(size), statistics.ranking().size());
    const QString share = shareText(statistics.coverage(words));
    if (words > figures_.frequentWords)
        return tr("%1 entries would cover %2, but only %3 words occur often enough")
            .arg(countText(size), share, countText(static_cast<qint64>(figures_.frequentWords)));
    return tr("%1 entries cover %2 of the words").arg(countText(size), share);
}

void CoverageChart::recolor(const ThemeColors& colors, const QPalette& palette) {
    MarkedChart::recolor(colors, palette);
    reachable_->setPen(QPen(colors.accent, 2.0));
    QColor fill = colors.accent;
    fill.setAlphaF(isDark(palette) ? 0.18F : 0.12F);
    reachable_->setBrush(fill);
    unreachable_->setPen(QPen(colors.removed, 1.5, Qt::DashLine));
}

QString CoverageChart::chartTitle() const {
    return tr("Coverage against vocabulary size");
}

ChartTable CoverageChart::chartTable() const {
    ChartTable table{{tr("vocabulary size"), tr("words covered"), tr("share covered")}, {}};
    const std::size_t words = overview_ ? overview_->statistics.ranking().size() : 0;
    for (const std::size_t place : curvePlaces(1, words))
        table.rows.push_back({static_cast<qlonglong>(place) + firstWordToken,
                              static_cast<qlonglong>(overview_->statistics.covered(place)),
                              overview_->statistics.coverage(place)});
    return table;
}

} // namespace tempera::ui
