// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lens/lens_position.h"
#include "ui/lens/ranked_distribution.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
QT_END_NAMESPACE

namespace tempera::ui {

class ContextHeading;
class DistributionChart;
class DistributionLegend;
class DistributionModel;
class TokenFinder;

/// Heading, choices and search above, the distribution below.
class DistributionPanel final : public QWidget {
    Q_OBJECT
public:
    explicit DistributionPanel(QWidget* parent = nullptr);

    /// `ranking` may be null: an empty chart.
    void setDistribution(SharedRanking ranking, const LensPosition& position, double temperature);
    /// Puts the keyboard into the search.
    void startSearch();

Q_SIGNALS:
    void branchRequested(tempera::TokenId token);

private:
    QWidget* makeToolRow();
    QWidget* makeCard();
    void fillChoices();
    void showRank(std::size_t rank);
    void showMore();

    DistributionModel* model_;
    ContextHeading* heading_;
    DistributionLegend* legend_;
    QComboBox* scale_;
    QComboBox* shown_;
    TokenFinder* finder_;
    QLabel* message_;
    DistributionChart* chart_;
};

} // namespace tempera::ui
