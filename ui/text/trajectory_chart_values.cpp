// SPDX-License-Identifier: GPL-3.0-or-later
// A TrajectoryChart's colours and its numbers as text.
#include "ui/charts/qcustomplot.h"
#include "ui/text/token_words.h"
#include "ui/text/trajectory_chart.h"

#include <cmath>

namespace tempera::ui {

void TrajectoryChart::recolor(const ThemeColors& colors, const QPalette&) {
    QColor faint = colors.outline;
    faint.setAlphaF(0.4F);
    written_->setBrush(colors.outline);
    stale_->setBrush(faint);
    removed_->setBrush(QBrush(colors.removed, Qt::BDiagPattern));
    current_->setBrush(QBrush(colors.accent, current_->brush().style() == Qt::BDiagPattern
                                                 ? Qt::BDiagPattern
                                                 : Qt::SolidPattern));
}

QString TrajectoryChart::valueText(int index) const {
    const TextToken& token = tokens_[static_cast<std::size_t>(index)];
    const double value = scale_.value(token.figures);
    QString text;
    if (!std::isfinite(value))
        text = tr("removed by the samplers");
    else if (scale_.coloring() == TokenColoring::probability)
        text = formatProbability(value);
    else if (scale_.coloring() == TokenColoring::rank)
        text = tr("rank %1").arg(formatCount(token.figures.rank));
    else
        text = tr("%1 bits").arg(formatNumber(value, 2));
    return tr("%1: %2").arg(quotedWord(token.word), text);
}

ChartTable TrajectoryChart::chartTable() const {
    ChartTable table;
    table.columns = {tr("token"),       tr("word"), tr("surprise (bits)"),
                     tr("probability"), tr("rank"), tr("entropy (bits)")};
    for (std::size_t i = static_cast<std::size_t>(firstWritten()); i < tokens_.size(); ++i) {
        const TextToken& token = tokens_[i];
        const QVariant surprise = wasRemoved(token) ? QVariant(tr("removed by the samplers"))
                                                    : QVariant(surpriseBits(token.figures));
        table.rows.push_back(
            {static_cast<int>(i) + 1, token.word, surprise, token.figures.probability,
             static_cast<qulonglong>(token.figures.rank), token.figures.entropyBits});
    }
    return table;
}

} // namespace tempera::ui
