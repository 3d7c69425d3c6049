// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/chart_controls.h"

#include "ui/samplers/switch_box.h"
#include "ui/text/flow_layout.h"
#include "ui/theme/theme.h"
#include "ui/training/smoothing_slider.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace tempera::ui {

namespace {

QString capitalized(QString text) {
    text.front() = text.front().toUpper();
    return text;
}

} // namespace

ChartControls::ChartControls(QWidget* parent)
    : QWidget(parent),
      row_(new FlowLayout),
      readingRow_(new QHBoxLayout),
      reading_(new QLabel(this)),
      smoothing_(new SmoothingSlider(this)),
      logSteps_(new SwitchBox(tr("Log &steps"), this)),
      logLoss_(new SwitchBox(tr("Log &loss"), this)),
      references_(new SwitchBox(tr("&References"), this)),
      menu_(new QToolButton(this)),
      choice_(new QComboBox(this)) {
    describe(logSteps_, tr("Space the steps logarithmically, so that the beginning is seen."));
    describe(logLoss_, tr("Space the loss logarithmically: equal factors are equal heights."));
    describe(references_, tr("Mark what guessing costs: uniformly, by how frequent words are, and "
                             "by the word before."));
    references_->setChecked(true);
    addSeriesMenu();
    addSeriesChoice();
    layOut();
    connect(smoothing_, &SmoothingSlider::windowChanged, this, &ChartControls::smoothingChanged);
    connect(logSteps_, &QCheckBox::toggled, this, &ChartControls::logStepsToggled);
    connect(logLoss_, &QCheckBox::toggled, this, &ChartControls::logLossToggled);
    connect(references_, &QCheckBox::toggled, this, &ChartControls::referencesToggled);
    connect(follow_, &QToolButton::clicked, this, &ChartControls::followRequested);
    setReferencesKnown(false);
    setRoomForAll(true);
}

void ChartControls::layOut() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(fontMetrics().height() / 6);
    column->addLayout(row_);
    column->addLayout(readingRow_);
    row_->setContentsMargins({});
    row_->setSpacing(fontMetrics().height() / 2);
    for (QWidget* widget : std::initializer_list<QWidget*>{smoothing_, logSteps_, logLoss_,
                                                           references_, menu_, choice_})
        row_->addWidget(widget);
    readingRow_->setContentsMargins({});
    readingRow_->setSpacing(fontMetrics().height() / 4);
    reading_->setForegroundRole(QPalette::PlaceholderText);
    reading_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    reading_->setTextFormat(Qt::PlainText);
    reading_->setAccessibleName(tr("Values at the cursor"));
    reading_->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    readingRow_->addWidget(reading_, 1);
    follow_ = addSmallButton(tr("Follow"), tr("Follow"),
                             tr("Show the whole run again and keep up with it (Home)."));
}

QToolButton* ChartControls::addSmallButton(const QString& text, const QString& name,
                                           const QString& toolTip) {
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setFont(scaledFont(font(), 0.9));
    button->setFocusPolicy(Qt::StrongFocus);
    describe(button, toolTip);
    button->setAccessibleName(name);
    readingRow_->addWidget(button);
    return button;
}

void ChartControls::setReading(const QString& text) {
    readingText_ = text;
    reading_->setToolTip(text);
    showReading();
}

void ChartControls::showReading() {
    // With room there are always two lines, so that nothing moves when the pointer comes.
    const QFontMetrics metrics(reading_->font());
    reading_->setFixedHeight((roomForAll_ ? 2 : 1) * metrics.lineSpacing());
    reading_->setWordWrap(roomForAll_);
    reading_->setText(roomForAll_
                          ? readingText_
                          : metrics.elidedText(readingText_, Qt::ElideRight, reading_->width()));
}

void ChartControls::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showReading();
}

QSize ChartControls::minimumSizeHint() const {
    return {0, 2 * fontMetrics().height()}; // rows come and go with the width
}

void ChartControls::describe(QAbstractButton* button, const QString& toolTip) {
    button->setToolTip(toolTip);
    button->setAccessibleName(button->text().remove(u'&'));
    button->setAccessibleDescription(toolTip);
}

void ChartControls::addSeriesMenu() {
    auto* menu = new QMenu(menu_);
    for (const TrainingSeries series : allTrainingSeries) {
        if (series == TrainingSeries::loss)
            continue; // what the others are looked at for
        QAction* action = menu->addAction(capitalized(seriesName(series)));
        action->setCheckable(true);
        action->setChecked(true);
        action->setToolTip(seriesMeaning(series));
        shown_[series] = action;
        connect(action, &QAction::toggled, this, &ChartControls::seriesChanged);
    }
    menu->setToolTipsVisible(true);
    menu_->setText(tr("Series"));
    menu_->setMenu(menu);
    menu_->setPopupMode(QToolButton::InstantPopup);
    menu_->setFocusPolicy(Qt::StrongFocus);
    describe(menu_, tr("Which series are drawn below the loss."));
}

void ChartControls::addSeriesChoice() {
    for (const TrainingSeries series : allTrainingSeries)
        choice_->addItem(series == TrainingSeries::tokensPerSecond
                             ? tr("Tokens/s") // the others are no longer than this box may be
                             : capitalized(seriesName(series)));
    choice_->setAccessibleName(tr("Series"));
    choice_->setToolTip(tr("Which series is drawn: with more height there is room for all."));
    connect(choice_, &QComboBox::currentIndexChanged, this, &ChartControls::seriesChanged);
}

void ChartControls::addInFront(QWidget* widget) {
    widget->setParent(this);
    // A flow has no insertItem(): what is there follows the new one.
    std::vector<QLayoutItem*> others;
    while (QLayoutItem* item = row_->takeAt(0))
        others.push_back(item);
    row_->addWidget(widget);
    for (QLayoutItem* item : others)
        row_->addItem(item);
}

int ChartControls::smoothing() const {
    return smoothing_->window();
}

bool ChartControls::references() const {
    return references_->isChecked() && references_->isEnabled();
}

std::vector<TrainingSeries> ChartControls::series() const {
    if (!roomForAll_)
        return {allTrainingSeries[static_cast<std::size_t>(choice_->currentIndex())]};
    std::vector<TrainingSeries> series{TrainingSeries::loss};
    for (const auto& [candidate, action] : shown_)
        if (action->isChecked())
            series.push_back(candidate);
    return series;
}

void ChartControls::setRoomForAll(bool room) {
    const bool changed = room != roomForAll_;
    roomForAll_ = room;
    menu_->setVisible(room);
    choice_->setVisible(!room);
    showReading();
    if (changed)
        Q_EMIT seriesChanged();
}

void ChartControls::setFollowing(bool following) {
    follow_->setEnabled(!following);
}

void ChartControls::setReferencesKnown(bool known) {
    references_->setEnabled(known);
}

} // namespace tempera::ui
