// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/corpus/corpus_figures.h"
#include "ui/corpus/marked_chart.h"

#include <vector>

class QCPGraph;

namespace tempera::ui {

/// How many documents are how long, over a logarithmic axis; the sequence length is marked, and
/// documents that it cuts stand in another colour.
class LengthChart final : public MarkedChart {
    Q_OBJECT
public:
    explicit LengthChart(QWidget* parent = nullptr);

    void setOverview(SharedOverview overview);
    void setFigures(const CorpusChoice& choice, const CorpusFigures& figures);

    QString chartTitle() const override;
    ChartTable chartTable() const override;

protected:
    QString readingAt(qint64 length) const override;
    void recolor(const ThemeColors& colors, const QPalette& palette) override;

private:
    void fillBars(qint64 sequenceLength);
    qint64 axisEnd(qint64 sequenceLength) const;

    SharedOverview overview_;
    std::vector<LengthBin> bins_;
    QCPGraph* whole_;
    QCPGraph* cut_;
};

} // namespace tempera::ui
