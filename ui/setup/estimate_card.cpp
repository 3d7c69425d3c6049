// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/estimate_card.h"

#include "ui/samplers/number_text.h"
#include "ui/setup/elided_label.h"
#include "ui/setup/estimate_words.h"
#include "ui/setup/meter_bar.h"
#include "ui/text/primary_button.h"
#include "ui/theme/plain_tool_tip.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

namespace tempera::ui {

EstimateCard::EstimateCard(QWidget* parent)
    : QWidget(parent),
      scroller_(new QScrollArea(this)),
      obstacle_(new QLabel(this)),
      train_(new PrimaryButton(tr("Train"), this)) {
    setAccessibleName(tr("What the run needs"));
    scroller_->setWidget(makeFigures());
    scroller_->setWidgetResizable(true);
    scroller_->setFrameShape(QFrame::NoFrame);
    scroller_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroller_->setFocusPolicy(Qt::NoFocus);
    scroller_->viewport()->setAutoFillBackground(false);
    scroller_->widget()->setAutoFillBackground(false);
    obstacle_->setWordWrap(true);
    obstacle_->setAccessibleName(tr("Why no run can begin"));
    train_->setAutoDefault(false);
    connect(train_, &QPushButton::clicked, this, &EstimateCard::trainRequested);
    const int space = fontMetrics().height() / 2;
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space, space, space, space);
    layout->setSpacing(space);
    layout->addWidget(scroller_, 1);
    layout->addWidget(obstacle_);
    layout->addWidget(train_);
    setMinimumWidth(scroller_->widget()->minimumSizeHint().width() +
                    scroller_->verticalScrollBar()->sizeHint().width() + 2 * space);
    colorTexts();
    showAll();
}

QWidget* EstimateCard::makeFigures() {
    auto* figures = new QWidget;
    auto* layout = new QVBoxLayout(figures);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(fontMetrics().height() / 3);
    addCorpus(*layout);
    parameters_ = addLabel(*layout, tr("Parameters"));
    parameters_->setFont(scaledFont(font(), 1.25, QFont::DemiBold));
    addMemory(*layout);
    addSpeed(*layout);
    layout->addStretch(1);
    return figures;
}

void EstimateCard::addCorpus(QVBoxLayout& layout) {
    auto* row = new QHBoxLayout;
    corpusName_ = new ElidedLabel;
    corpusName_->setAccessibleName(tr("Corpus"));
    QPushButton* change =
        makeButton(tr("Corpus..."), tr("Choose and look at what the model is trained on."));
    connect(change, &QPushButton::clicked, this, &EstimateCard::corpusRequested);
    row->addWidget(corpusName_, 1);
    row->addWidget(change);
    layout.addLayout(row);
}

void EstimateCard::addMemory(QVBoxLayout& layout) {
    memoryBar_ = new MeterBar;
    memoryBar_->setAccessibleName(tr("Memory"));
    memory_ = addLabel(layout, tr("Memory"));
    layout.addWidget(memoryBar_);
}

void EstimateCard::addSpeed(QVBoxLayout& layout) {
    speed_ = addLabel(layout, tr("Time"));
    output_ = new ElidedLabel;
    output_->setSecondary(true);
    output_->setAccessibleName(tr("Where the run is kept"));
    layout.addWidget(output_);
    measure_ = makeButton(tr("Measure"),
                          tr("Trains for a second or two without keeping anything, to tell how "
                             "long the run would take on this machine."));
    connect(measure_, &QPushButton::clicked, this, &EstimateCard::measureRequested);
    QPushButton* load = makeButton(tr("Load..."), tr("Take the settings of a file or a run."));
    QPushButton* save = makeButton(tr("Save..."), tr("Keep these settings in a file."));
    load->setAccessibleName(tr("Load settings"));
    save->setAccessibleName(tr("Save settings"));
    connect(load, &QPushButton::clicked, this, &EstimateCard::loadSettingsRequested);
    connect(save, &QPushButton::clicked, this, &EstimateCard::saveSettingsRequested);
    auto* row = new QHBoxLayout;
    for (QPushButton* button : {measure_, load, save})
        row->addWidget(button);
    layout.addLayout(row);
}

QLabel* EstimateCard::addLabel(QVBoxLayout& layout, const QString& accessibleName) {
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setAccessibleName(accessibleName);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout.addWidget(label);
    return label;
}

QPushButton* EstimateCard::makeButton(const QString& text, const QString& toolTip) {
    auto* button = new QPushButton(text);
    button->setAutoDefault(false);
    button->setToolTip(toolTip);
    button->setAccessibleDescription(toolTip);
    return button;
}

void EstimateCard::setCorpusName(const QString& name) {
    corpus_ = name;
    showAll();
}

void EstimateCard::setPlan(const RunPlan& plan, qint64 parameters) {
    plan_ = plan;
    parameterCount_ = parameters;
    showAll();
}

void EstimateCard::setEstimate(const RunEstimate& estimate) {
    estimate_ = estimate;
    showAll();
}

void EstimateCard::setProblems(const QStringList& names) {
    problems_ = names;
    showButtons();
}

void EstimateCard::setTraining(bool running) {
    training_ = running;
    showButtons();
}

void EstimateCard::showAll() {
    corpusName_->setText(corpus_.isEmpty() ? tr("No corpus") : tr("on %1").arg(corpus_));
    parameters_->setText(tr("%1 parameters").arg(countText(parameterCount_)));
    output_->setText(plan_.output.isEmpty()
                         ? tr("Kept with the studio's runs")
                         : tr("Kept in %1").arg(QFileInfo(plan_.output).fileName()));
    showMemory();
    showSpeed();
    showButtons();
}

void EstimateCard::showMemory() {
    const bool known = estimate_.memoryAvailable > 0;
    const QString needed = memoryWords(estimate_.memoryNeeded);
    memory_->setText(
        known ? tr("About %1 of %2 free memory").arg(needed, memoryWords(estimate_.memoryAvailable))
              : tr("About %1 of memory").arg(needed));
    memoryBar_->setVisible(known);
    if (known)
        memoryBar_->setFraction(static_cast<double>(estimate_.memoryNeeded) /
                                static_cast<double>(estimate_.memoryAvailable));
    memoryBar_->setToolTip(memory_->text());
    memoryBar_->setAccessibleDescription(memory_->text());
}

bool EstimateCard::isTall() const {
    return height() > 18 * fontMetrics().lineSpacing();
}

void EstimateCard::showSpeed() {
    QStringList lines;
    if (estimate_.stepsPerEpoch)
        lines.append(tr("%1 steps per epoch").arg(countText(*estimate_.stepsPerEpoch)));
    const QStringList measured = speedLines(estimate_, plan_.settings);
    if (estimate_.measuring)
        lines.append(tr("Measuring on this machine..."));
    else if (measured.isEmpty())
        lines.append(tr("Not measured yet on this machine"));
    else if (isTall())
        lines << tr("Measured on this machine:") << measured;
    else
        lines.append(tr("Measured on this machine: %1").arg(measured.join(tr(", "))));
    speed_->setText(lines.join(u'\n'));
}

bool EstimateCard::memoryIsShort() const {
    return estimate_.memoryAvailable > 0 && estimate_.memoryNeeded > estimate_.memoryAvailable;
}

QString EstimateCard::obstacle() const {
    if (training_)
        return tr("A run is under way: these settings are for the next one.");
    if (!problems_.isEmpty())
        return tr("To be corrected: %1.").arg(problems_.join(tr(", ")));
    if (corpus_.isEmpty())
        return tr("There is no corpus to train on yet.");
    if (memoryIsShort())
        return tr("This run needs more memory than is free: choose a smaller network, vocabulary, "
                  "sequence length or slice size.");
    return estimate_.problem;
}

void EstimateCard::showButtons() {
    const QString reason = obstacle();
    obstacle_->setText(reason);
    obstacle_->setVisible(!reason.isEmpty());
    train_->setEnabled(reason.isEmpty());
    train_->setToolTip(reason.isEmpty() ? tr("Begin a run with these settings.")
                                        : plainToolTip(reason));
    train_->setAccessibleDescription(reason.isEmpty() ? train_->toolTip() : reason);
    measure_->setEnabled(!training_ && !estimate_.measuring && problems_.isEmpty() &&
                         !corpus_.isEmpty());
    measure_->setText(estimate_.measuring ? tr("Measuring") : tr("Measure"));
}

void EstimateCard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showSpeed(); // in lines where there is room for them
    parameters_->setVisible(isTall());
}

void EstimateCard::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.cardBorder);
    painter.setBrush(colors.cardBackground);
    const double radius = fontMetrics().height() / 3.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

void EstimateCard::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colorTexts();
}

void EstimateCard::colorTexts() {
    QPalette warning;
    warning.setColor(QPalette::WindowText, themeColors(palette()).warningText);
    obstacle_->setPalette(warning);
}

} // namespace tempera::ui
