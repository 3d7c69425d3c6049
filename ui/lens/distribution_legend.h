// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tempera::ui {

/// What the distribution's bars mean: solid, outlined and, where any token was removed, hatched.
struct DistributionLegendEntries {
    QString temperature; ///< "T = 0.70"
    bool removed = false;
};

double distributionLegendWidth(const DistributionLegendEntries& entries, const QFont& font);
/// Starts at the left of `area`, centred vertically.
void paintDistributionLegend(QPainter& painter, const QRectF& area,
                             const DistributionLegendEntries& entries, const QPalette& palette,
                             const QFont& font);

class DistributionLegend final : public QWidget {
    Q_OBJECT
public:
    explicit DistributionLegend(QWidget* parent = nullptr);

    void setEntries(DistributionLegendEntries entries);
    const DistributionLegendEntries& entries() const { return entries_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    DistributionLegendEntries entries_;
};

} // namespace tempera::ui
