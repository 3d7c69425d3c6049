// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/writing_panel.h"

#include "ui/layout/shedding_layout.h"
#include "ui/text/color_legend.h"
#include "ui/text/generation_bar.h"
#include "ui/text/prompt_box.h"
#include "ui/text/token_view.h"
#include "ui/text/trajectory_chart.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace tempera::ui {

WritingPanel::WritingPanel(QWidget* parent)
    : QWidget(parent),
      column_(new SheddingLayout(this)),
      prompt_(new PromptBox(this)),
      bar_(new GenerationBar(this)),
      view_(new TokenView(this)),
      legend_(new ColorLegend(this)),
      trajectoryTitle_(new QLabel(this)),
      trajectoryValue_(new QLabel(this)),
      trajectory_(new TrajectoryChart(this)) {
    layOut();
    forwardSignals();
    connectParts();
    bar_->setExportEnabled(false);
    setColoring(TokenColoring::surprise);
}

void WritingPanel::layOut() {
    const int space = QFontMetrics(font()).height();
    column_->setContentsMargins(space * 3 / 4, space * 3 / 4, space * 3 / 4, space / 2);
    column_->setSpacing(space / 2);
    trajectoryHeading_ = createTrajectoryHeading();
    column_->addWidget(prompt_);
    column_->addWidget(bar_);
    column_->addWidget(view_, 5);
    column_->addOptional(legend_, 1, 0, Qt::AlignRight);
    column_->addOptional(trajectoryHeading_, 0);
    column_->addOptional(trajectory_, 0, 1);
}

QWidget* WritingPanel::createTrajectoryHeading() {
    trajectoryTitle_->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    auto* heading = new QWidget(this);
    auto* layout = new QHBoxLayout(heading);
    layout->setContentsMargins({});
    layout->addWidget(trajectoryTitle_);
    layout->addStretch();
    layout->addWidget(trajectoryValue_);
    return heading;
}

void WritingPanel::forwardSignals() {
    connect(prompt_, &PromptBox::promptEdited, this, &WritingPanel::promptEdited);
    connect(bar_, &GenerationBar::generateRequested, this, &WritingPanel::generateRequested);
    connect(bar_, &GenerationBar::stopRequested, this, &WritingPanel::stopRequested);
    connect(bar_, &GenerationBar::generateManyRequested, this,
            &WritingPanel::generateManyRequested);
    connect(bar_, &GenerationBar::lengthChanged, this, &WritingPanel::lengthChanged);
    connect(bar_, &GenerationBar::seedChanged, this, &WritingPanel::seedChanged);
    connect(bar_, &GenerationBar::seedLockChanged, this, &WritingPanel::seedLockChanged);
    connect(bar_, &GenerationBar::rerollRequested, this, &WritingPanel::rerollRequested);
    connect(bar_, &GenerationBar::exportRequested, this, &WritingPanel::exportRequested);
}

void WritingPanel::connectParts() {
    connect(bar_, &GenerationBar::coloringChanged, this, [this](TokenColoring coloring) {
        showColoring();
        Q_EMIT coloringChanged(coloring);
    });
    connect(view_, &TokenView::tokenSelected, this, &WritingPanel::selectFrom);
    connect(trajectory_, &TrajectoryChart::tokenSelected, this, &WritingPanel::selectFrom);
    connect(trajectory_, &TrajectoryChart::hovered, trajectoryValue_, &QLabel::setText);
}

void WritingPanel::selectFrom(int index) {
    setSelected(index);
    Q_EMIT tokenSelected(index);
}

void WritingPanel::showColoring() {
    const TokenColoring coloring = bar_->coloring();
    view_->setColoring(coloring);
    legend_->setScale(TokenScale(coloring, vocabularySize_));
    trajectory_->setScale(TokenScale(
        coloring == TokenColoring::none ? TokenColoring::surprise : coloring, vocabularySize_));
    trajectoryTitle_->setText(trajectory_->chartTitle());
    showFigures();
}

/// A scale and a chart of nothing would only be in the way of the empty state.
void WritingPanel::showFigures() {
    const bool hasText = !view_->tokens().empty();
    column_->setWanted(legend_, hasText && bar_->coloring() != TokenColoring::none);
    column_->setWanted(trajectoryHeading_, hasText);
    column_->setWanted(trajectory_, hasText);
}

void WritingPanel::setPrompt(const QString& prompt) {
    prompt_->setPrompt(prompt);
}

QString WritingPanel::prompt() const {
    return prompt_->prompt();
}

void WritingPanel::setPromptMessage(const QString& text, bool isWarning) {
    prompt_->setMessage(text, isWarning);
}

void WritingPanel::setTokens(TextTokens tokens) {
    bar_->setExportEnabled(!tokens.empty());
    trajectory_->setTokens(tokens);
    view_->setTokens(std::move(tokens));
    showFigures();
}

void WritingPanel::setStaleFrom(int index) {
    view_->setStaleFrom(index);
    trajectory_->setStaleFrom(index);
}

void WritingPanel::setReference(TextTokens reference) {
    view_->setReference(std::move(reference));
}

void WritingPanel::setSelected(int index) {
    view_->setSelected(index);
    trajectory_->setSelected(view_->selected());
}

int WritingPanel::selected() const {
    return view_->selected();
}

void WritingPanel::setGenerating(bool generating) {
    bar_->setGenerating(generating);
    view_->setGenerating(generating);
}

void WritingPanel::setLength(int length) {
    bar_->setLength(length);
}

void WritingPanel::setSeed(quint64 seed) {
    bar_->setSeed(seed);
}

void WritingPanel::setSeedLocked(bool locked) {
    bar_->setSeedLocked(locked);
}

void WritingPanel::setVocabularySize(std::size_t size) {
    vocabularySize_ = size;
    view_->setVocabularySize(size);
    showColoring();
}

void WritingPanel::setTokenSeparator(const QString& separator) {
    view_->setTokenSeparator(separator);
}

void WritingPanel::setEmptyMessage(const QString& message) {
    view_->setEmptyMessage(message);
}

void WritingPanel::setColoring(TokenColoring coloring) {
    bar_->setColoring(coloring);
    showColoring();
}

TokenColoring WritingPanel::coloring() const {
    return bar_->coloring();
}

QAction* WritingPanel::generateAction() const {
    return bar_->generateAction();
}

QAction* WritingPanel::stopAction() const {
    return bar_->stopAction();
}

/// The text lies on the ground of a page, not on the window's.
void WritingPanel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), themeColors(palette()).cardBackground);
}

} // namespace tempera::ui
