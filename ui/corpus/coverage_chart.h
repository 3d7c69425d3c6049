// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/corpus/corpus_figures.h"
#include "ui/corpus/marked_chart.h"

class QCPGraph;

namespace tempera::ui {

/// Which share of a corpus's tokens a vocabulary of every size holds; the chosen size is marked.
/// Sizes that the minimum frequency keeps out of reach are drawn faintly.
class CoverageChart final : public MarkedChart {
    Q_OBJECT
public:
    explicit CoverageChart(QWidget* parent = nullptr);

    void setOverview(SharedOverview overview);
    void setFigures(const CorpusChoice& choice, const CorpusFigures& figures);

    QString chartTitle() const override;
    ChartTable chartTable() const override;

protected:
    QString readingAt(qint64 size) const override;
    void recolor(const ThemeColors& colors, const QPalette& palette) override;

private:
    void fillCurves();
    double percentAt(std::size_t words) const;

    SharedOverview overview_;
    CorpusFigures figures_;
    std::size_t frequentWords_ = 0; ///< that the curves were made for
    QCPGraph* reachable_;
    QCPGraph* unreachable_;
};

} // namespace tempera::ui
