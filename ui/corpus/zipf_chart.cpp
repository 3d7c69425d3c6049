// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/zipf_chart.h"

#include "ui/charts/qcustomplot.h"
#include "ui/corpus/curve_places.h"
#include "ui/samplers/number_text.h"
#include "ui/text/token_words.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

/// Whose words are written: parted by equal distances.
constexpr std::size_t rankStep = 10;
constexpr qsizetype longestLabel = 14;

QCPGraph* addCurve(QCustomPlot& plot, const QString& name) {
    QCPGraph* graph = plot.addGraph();
    graph->setName(name);
    return graph;
}

} // namespace

ZipfChart::ZipfChart(QWidget* parent)
    : MarkedChart(parent),
      law_(addCurve(plot(), tr("Zipf's law"))),
      known_(addCurve(plot(), tr("in the vocabulary"))),
      unknown_(addCurve(plot(), tr("[UNK]"))) {
    plot().xAxis->setLabel(tr("rank of the word"));
    plot().yAxis->setLabel(tr("occurrences"));
    plot().yAxis->setScaleType(QCPAxis::stLogarithmic);
    QSharedPointer<QCPAxisTickerLog> ticker(new QCPAxisTickerLog);
    ticker->setLogBase(100.0);
    plot().yAxis->setTicker(ticker);
    plot().yAxis->setNumberFormat(u"f"_qs);
    plot().yAxis->setNumberPrecision(0);
    setToolTip(tr("How often each word occurs, the most frequent first; the dashed line is Zipf's "
                  "law for a text of this size."));
    setLabelSide(Qt::AlignBottom);
    setMarkerShown(false);
    restyle();
}

void ZipfChart::setOverview(SharedOverview overview) {
    overview_ = std::move(overview);
    const std::size_t ranks = overview_ ? overview_->statistics.ranking().size() : 0;
    setMarkerShown(ranks > 0);
    setMarkerRange(1, std::max<qint64>(static_cast<qint64>(ranks), 10));
    plot().yAxis->setRange(0.7, ranks > 0 ? 4.0 * countOf(0) : 10.0);
    fillLaw();
    labelWords();
    restyle();
}

void ZipfChart::setFigures(const CorpusChoice&, const CorpusFigures& figures) {
    fillCurves(figures.words);
    const auto words = static_cast<qint64>(figures.words);
    const double height = figures.words > 0 ? countOf(figures.words - 1) : 1.0;
    setMarker(std::max<qint64>(words, 1), height,
              figures.words > 0
                  ? tr("%1: %2 times").arg(countText(words), countText(static_cast<qint64>(height)))
                  : tr("no word occurs often enough"));
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void ZipfChart::fillCurves(std::size_t words) {
    known_->data()->clear();
    unknown_->data()->clear();
    const std::size_t ranks = overview_ ? overview_->statistics.ranking().size() : 0;
    for (const std::size_t rank : curvePlaces(1, words))
        known_->addData(static_cast<double>(rank), countOf(rank - 1));
    for (const std::size_t rank : curvePlaces(std::max<std::size_t>(words, 1), ranks))
        unknown_->addData(static_cast<double>(rank), countOf(rank - 1));
}

void ZipfChart::fillLaw() {
    law_->data()->clear();
    const std::size_t ranks = overview_ ? overview_->statistics.ranking().size() : 0;
    if (ranks == 0)
        return;
    double harmonic = 0.0;
    for (std::size_t rank = ranks; rank > 0; --rank)
        harmonic += 1.0 / static_cast<double>(rank);
    const double first = static_cast<double>(overview_->statistics.words()) / harmonic;
    for (const auto rank : {std::size_t{1}, ranks})
        law_->addData(static_cast<double>(rank), first / static_cast<double>(rank));
}

void ZipfChart::labelWords() {
    for (QCPItemText* label : words_)
        plot().removeItem(label);
    words_.clear();
    const std::size_t ranks = overview_ ? overview_->statistics.ranking().size() : 0;
    if (ranks == 0)
        return;
    // The last one needs room to the right.
    for (std::size_t rank = 1; rank == 1 || 3 * rank <= ranks; rank *= rankStep) {
        auto* label = new QCPItemText(&plot());
        label->position->setCoords(static_cast<double>(rank), countOf(rank - 1));
        label->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
        label->setPadding({3, 0, 0, 1});
        label->setClipToAxisRect(false); // the first one stands at the top
        QString word = wordOf(rank - 1);
        if (word.size() > longestLabel)
            word = word.left(longestLabel) + u'\u2026';
        label->setText(word);
        words_.push_back(label);
    }
}

QString ZipfChart::wordOf(std::size_t rank) const {
    return visibleWord(
        QString::fromStdString(overview_->corpus->words()[overview_->statistics.ranking()[rank]]));
}

double ZipfChart::countOf(std::size_t rank) const {
    return static_cast<double>(overview_->statistics.count(rank));
}

QString ZipfChart::readingAt(qint64 value) const {
    const std::size_t ranks = overview_->statistics.ranking().size();
    const std::size_t rank = std::min(static_cast<std::size_t>(value), ranks);
    return tr("rank %1: “%2”, %3 times")
        .arg(countText(static_cast<qint64>(rank)), wordOf(rank - 1),
             countText(static_cast<qint64>(countOf(rank - 1))));
}

void ZipfChart::recolor(const ThemeColors& colors, const QPalette& palette) {
    MarkedChart::recolor(colors, palette);
    law_->setPen(QPen(colors.removed, 1.0, Qt::DashLine));
    known_->setPen(QPen(colors.accent, 2.0));
    unknown_->setPen(QPen(colors.outline, 2.0));
    for (QCPItemText* label : words_) {
        label->setFont(scaledFont(font(), 0.9));
        label->setColor(palette.color(QPalette::Text));
    }
}

QString ZipfChart::chartTitle() const {
    return tr("Word frequencies by rank");
}

ChartTable ZipfChart::chartTable() const {
    ChartTable table{{tr("rank"), tr("word"), tr("occurrences")}, {}};
    const std::size_t ranks = overview_ ? overview_->statistics.ranking().size() : 0;
    for (const std::size_t rank : curvePlaces(1, ranks))
        table.rows.push_back({static_cast<qlonglong>(rank), wordOf(rank - 1),
                              static_cast<qlonglong>(overview_->statistics.count(rank - 1))});
    return table;
}

} // namespace tempera::ui
