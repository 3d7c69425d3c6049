// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/distribution_panel.h"

#include "ui/lens/context_heading.h"
#include "ui/lens/distribution_chart.h"
#include "ui/lens/distribution_model.h"
#include "ui/lens/distribution_view.h"
#include "ui/lens/lens_card.h"
#include "ui/lens/temperature_scale.h"
#include "ui/lens/token_finder.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace tempera::ui {

DistributionPanel::DistributionPanel(QWidget* parent)
    : QWidget(parent),
      model_(new DistributionModel(this)),
      heading_(new ContextHeading(this)),
      legend_(new DistributionLegend(this)),
      scale_(new QComboBox(this)),
      shown_(new QComboBox(this)),
      finder_(new TokenFinder(this)),
      message_(new QLabel(this)),
      chart_(new DistributionChart(*model_, this)) {
    fillChoices();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(fontMetrics().height() / 3);
    layout->addWidget(makeToolRow());
    layout->addWidget(makeCard(), 1);

    connect(scale_, &QComboBox::currentIndexChanged, this,
            [this] { chart_->setAxis({scale_->currentData().value<ProbabilityAxis::Scale>()}); });
    connect(shown_, &QComboBox::currentIndexChanged, this,
            [this] { model_->setShownTokens(shown_->currentData().value<std::size_t>()); });
    connect(finder_, &TokenFinder::found, this, &DistributionPanel::showRank);
    connect(finder_, &TokenFinder::left, this,
            [this] { chart_->setFocus(Qt::ShortcutFocusReason); });
    connect(finder_, &TokenFinder::messageChanged, this, [this](const QString& message) {
        message_->setText(message);
        message_->setVisible(!message.isEmpty());
    });
    connect(&chart_->view(), &DistributionView::tokenActivated, this,
            &DistributionPanel::branchRequested);
    connect(&chart_->view(), &DistributionView::othersActivated, this,
            &DistributionPanel::showMore);
}

void DistributionPanel::fillChoices() {
    scale_->addItem(tr("linear"), QVariant::fromValue(ProbabilityAxis::Scale::linear));
    scale_->addItem(tr("log"), QVariant::fromValue(ProbabilityAxis::Scale::logarithmic));
    scale_->setAccessibleName(tr("Scale of the probabilities"));
    scale_->setToolTip(tr("A logarithmic scale shows the rare tokens too, from 0.001 % on."));
    for (const std::size_t count : {10, 25, 50})
        shown_->addItem(tr("top %1").arg(count), QVariant::fromValue(count));
    shown_->addItem(tr("all"), QVariant::fromValue(DistributionModel::allTokens));
    shown_->setAccessibleName(tr("Tokens shown"));
    shown_->setToolTip(
        tr("How many tokens get a bar of their own; the others share the last one."));
}

QWidget* DistributionPanel::makeToolRow() {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(heading_, 1);
    layout->addWidget(legend_);
    layout->addWidget(scale_);
    layout->addWidget(shown_);
    layout->addWidget(finder_);
    return row;
}

QWidget* DistributionPanel::makeCard() {
    auto* card = new LensCard(this);
    auto* layout = new QVBoxLayout(card);
    const int margin = fontMetrics().height() / 3;
    layout->setContentsMargins(margin, margin, margin, margin / 2);
    layout->setSpacing(0);
    message_->setForegroundRole(QPalette::PlaceholderText);
    message_->setFont(scaledFont(font(), 0.92));
    message_->setAlignment(Qt::AlignRight);
    message_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    message_->hide();
    layout->addWidget(message_);
    layout->addWidget(chart_, 1);
    return card;
}

void DistributionPanel::setDistribution(SharedRanking ranking, const LensPosition& position,
                                        double temperature) {
    const bool removed = ranking != nullptr && ranking->distribution().candidateCount() <
                                                   ranking->distribution().vocabularySize();
    heading_->setContext(position.context);
    legend_->setEntries({temperatureLabel(temperature), removed});
    chart_->setHeading(heading_->text(), legend_->entries());
    finder_->setDistribution(ranking, position.vocabulary);
    model_->setDistribution(std::move(ranking), position);
}

void DistributionPanel::startSearch() {
    finder_->setFocus(Qt::ShortcutFocusReason);
    finder_->selectAll();
}

void DistributionPanel::showRank(std::size_t rank) {
    while (rank > model_->tokenRows() && shown_->currentIndex() + 1 < shown_->count())
        shown_->setCurrentIndex(shown_->currentIndex() + 1);
    chart_->view().showRank(rank);
}

void DistributionPanel::showMore() {
    const std::size_t next = model_->tokenRows() + 1;
    showRank(next);
}

} // namespace tempera::ui
