// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/moments_panel.h"

#include "ui/lens/lens_card.h"
#include "ui/moments/expectation_chart.h"
#include "ui/moments/moment_controls.h"
#include "ui/moments/moment_texts.h"
#include "ui/moments/moment_timeline.h"
#include "ui/moments/moment_words.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

namespace tempera::ui {

namespace {

constexpr int playInterval = 1'000; ///< milliseconds

} // namespace

MomentsPanel::MomentsPanel(QWidget* parent)
    : QWidget(parent),
      controls_(new MomentControls(this)),
      message_(new QLabel(this)),
      timeline_(new MomentTimeline(this)),
      texts_(new MomentTexts(this)),
      chartCard_(new LensCard(this)),
      chart_(new ExpectationChart(chartCard_)),
      empty_(
          new QLabel(tr("Train a model, and its past appears here: at the end of every epoch its "
                        "weights are kept, with what it writes at the five temperatures and "
                        "what it expects after your prompt. Then you can go back and see how it "
                        "wrote at epoch 2."),
                     this)),
      player_(new QTimer(this)) {
    setAccessibleName(tr("Time machine"));
    message_->setWordWrap(true);
    message_->setTextFormat(Qt::PlainText);
    message_->hide();
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setMaximumWidth(80 * fontMetrics().averageCharWidth());
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    player_->setInterval(playInterval);
    layOut();
    connectParts();
    showMoment();
}

void MomentsPanel::layOut() {
    const int space = fontMetrics().height() / 2;
    auto* chartLayout = new QVBoxLayout(chartCard_);
    chartLayout->setContentsMargins(space / 2, space / 2, space / 2, space / 2);
    chartLayout->addWidget(chart_);
    auto* body = new QHBoxLayout;
    body->setSpacing(space);
    body->addWidget(texts_, 3);
    body->addWidget(chartCard_, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space, space, space, space);
    layout->setSpacing(space);
    layout->addWidget(controls_);
    layout->addWidget(message_);
    layout->addWidget(timeline_);
    body->addWidget(empty_, 1);
    layout->addLayout(body, 1);
}

void MomentsPanel::connectParts() {
    connect(timeline_, &MomentTimeline::chosen, this, &MomentsPanel::choose);
    connect(timeline_, &MomentTimeline::liveChosen, this, &MomentsPanel::goLive);
    connect(chart_, &ExpectationChart::stepChosen, this, [this](qint64 step) {
        const auto found = std::ranges::find(moments_, step, &Moment::step);
        choose(static_cast<std::size_t>(found - moments_.begin()));
    });
    connect(controls_, &MomentControls::newestRequested, this, &MomentsPanel::goLive);
    connect(controls_, &MomentControls::playToggled, this, &MomentsPanel::play);
    connect(controls_, &MomentControls::intervalChanged, this, &MomentsPanel::intervalChanged);
    connect(controls_, &MomentControls::logarithmicToggled, timeline_,
            &MomentTimeline::setLogarithmic);
    connect(controls_, &MomentControls::logarithmicToggled, chart_,
            &ExpectationChart::setLogarithmic);
    connect(player_, &QTimer::timeout, this, &MomentsPanel::playOn);
}

void MomentsPanel::setMoments(const std::vector<Moment>& moments) {
    moments_ = moments;
    timeline_->setMoments(moments_);
    chart_->setMoments(moments_);
    setShown(shown_);
}

void MomentsPanel::setShown(std::optional<qint64> step) {
    shown_ = step;
    if (!step)
        shownMoment_.reset();
    const auto found = std::ranges::find(moments_, step.value_or(-1), &Moment::step);
    if (found != moments_.end())
        shownMoment_ = *found;
    else if (shownMoment_ && shownMoment_->step != step)
        shownMoment_.reset();
    showMoment();
}

void MomentsPanel::setBusy(bool busy) {
    busy_ = busy;
    showReading();
}

void MomentsPanel::setTraining(bool running) {
    training_ = running;
    timeline_->setTraining(running);
    showMoment();
}

void MomentsPanel::setInterval(qint64 steps) {
    controls_->setInterval(steps);
}

void MomentsPanel::setMessage(const QString& message) {
    message_->setText(message);
    message_->setVisible(!message.isEmpty());
    colorMessage();
}

void MomentsPanel::setPlayInterval(int milliseconds) {
    player_->setInterval(milliseconds);
}

void MomentsPanel::choose(std::size_t index) {
    if (index >= moments_.size())
        return;
    const qint64 step = moments_[index].step;
    setShown(step);
    Q_EMIT momentChosen(step);
}

void MomentsPanel::goLive() {
    play(false);
    setShown({});
    Q_EMIT liveRequested();
}

void MomentsPanel::play(bool on) {
    controls_->setPlaying(on);
    if (!on)
        return player_->stop();
    // From the beginning where there is nothing left to walk through.
    const std::optional<std::size_t> place = timeline_->shown();
    if (!place || *place + 1 >= moments_.size())
        choose(0);
    player_->start();
}

void MomentsPanel::playOn() {
    if (busy_)
        return; // the model is shown before the next one is asked for
    const std::optional<std::size_t> place = timeline_->shown();
    const std::size_t next = place ? *place + 1 : 0;
    if (next < moments_.size())
        choose(next);
    if (next + 1 >= moments_.size())
        play(false);
}

const Moment* MomentsPanel::current() const {
    if (shownMoment_)
        return &*shownMoment_;
    return moments_.empty() ? nullptr : &moments_.back();
}

const Moment* MomentsPanel::before(const Moment& moment) const {
    const auto at = std::ranges::lower_bound(moments_, moment.step, {}, &Moment::step);
    return at == moments_.begin() ? nullptr : &*(at - 1);
}

void MomentsPanel::showMoment() {
    const Moment* moment = current();
    controls_->setPlayable(moments_.size() > 1);
    controls_->setLive(!shown_);
    timeline_->setShown(placeOnTimeline());
    chart_->setShown(shownMoment_);
    if (moment != nullptr)
        texts_->setMoment(*moment, before(*moment));
    showReading();
    fitParts();
}

/// Of a moment that was thinned away, the one that is nearest before it, or the first.
std::optional<std::size_t> MomentsPanel::placeOnTimeline() const {
    if (!shown_ || moments_.empty())
        return std::nullopt;
    const auto after = std::ranges::upper_bound(moments_, *shown_, {}, &Moment::step);
    return after == moments_.begin() ? 0 : static_cast<std::size_t>(after - moments_.begin()) - 1;
}

void MomentsPanel::showReading() {
    const Moment* moment = current();
    if (moment == nullptr)
        return controls_->setReading({});
    QString text = momentText(*moment);
    text[0] = text[0].toUpper();
    if (busy_)
        text = tr("Reading the weights of %1…").arg(momentStepText(*moment));
    else if (!shown_)
        text = tr("Newest weights · last kept: %1, %2")
                   .arg(momentStepText(*moment), momentEpochText(*moment));
    controls_->setReading(text);
}

void MomentsPanel::fitParts() {
    const bool any = current() != nullptr;
    empty_->setVisible(!any);
    timeline_->setVisible(any);
    texts_->setVisible(any);
    const int line = fontMetrics().height();
    // Below this the texts take all that there is.
    const bool tall = height() >= 22 * line && width() >= 60 * line;
    chartCard_->setVisible(any && tall);
    timeline_->setMaximumHeight(height() >= 22 * line   ? 7 * line
                                : height() >= 13 * line ? 5 * line
                                                        : timeline_->minimumSizeHint().height());
}

void MomentsPanel::colorMessage() {
    QPalette colored = palette();
    colored.setColor(QPalette::WindowText, themeColors(palette()).warningText);
    message_->setPalette(colored);
}

void MomentsPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colorMessage();
}

void MomentsPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitParts();
}

} // namespace tempera::ui
