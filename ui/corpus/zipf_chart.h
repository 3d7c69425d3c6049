// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/corpus/corpus_figures.h"
#include "ui/corpus/marked_chart.h"

#include <vector>

class QCPGraph;

namespace tempera::ui {

/// How often the word of each rank occurs, both axes logarithmic, some of the words written beside
/// the curve; words beyond the vocabulary stand in another colour. A dashed line shows Zipf's law
/// (G. K. Zipf, Human Behavior and the Principle of Least Effort, 1949) for as many words and
/// distinct words: the word of rank r occurs N / (r H) times, H the sum of 1 / r over all ranks.
class ZipfChart final : public MarkedChart {
    Q_OBJECT
public:
    explicit ZipfChart(QWidget* parent = nullptr);

    void setOverview(SharedOverview overview);
    void setFigures(const CorpusChoice& choice, const CorpusFigures& figures);

    QString chartTitle() const override;
    /// One row for each point of the curve.
    ChartTable chartTable() const override;

protected:
    QString readingAt(qint64 size) const override;
    void recolor(const ThemeColors& colors, const QPalette& palette) override;

private:
    void fillCurves(std::size_t words);
    void fillLaw();
    void labelWords();
    QString wordOf(std::size_t rank) const;
    double countOf(std::size_t rank) const;

    SharedOverview overview_;
    QCPGraph* law_;
    QCPGraph* known_;
    QCPGraph* unknown_;
    std::vector<QCPItemText*> words_;
};

} // namespace tempera::ui
