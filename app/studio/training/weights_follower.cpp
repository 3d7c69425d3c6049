// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/weights_follower.h"

#include <chrono>

namespace tempera::studio {

namespace {

using namespace std::chrono_literals;

} // namespace

WeightsFollower::WeightsFollower(TrainingController& training, CurrentModel& model, QObject* parent)
    : QObject(parent), training_(training), model_(model) {
    ageing_.setInterval(1s);
    connect(&ageing_, &QTimer::timeout, this, &WeightsFollower::changed);
    connect(&training, &TrainingController::started, this, [this] {
        pinned_ = false;
        shown_ = model_.handle();
        shownSince_.invalidate();
        ageing_.start();
        Q_EMIT changed();
    });
    connect(&training, &TrainingController::published, this, &WeightsFollower::receive);
    connect(&training, &TrainingController::ended, this, [this] {
        ageing_.stop();
        Q_EMIT changed();
    });
    connect(&model, &CurrentModel::changed, this, &WeightsFollower::changed);
}

bool WeightsFollower::isOfTheRun() const {
    return shown_ && model_.handle() == shown_;
}

void WeightsFollower::receive(const ModelHandle& model) {
    if (isOfTheRun() && !pinned_)
        show(model);
    else
        Q_EMIT changed();
}

void WeightsFollower::show(const ModelHandle& model) {
    shown_ = model;
    shownSince_.start();
    model_.set(model);
}

void WeightsFollower::setPinned(bool pinned) {
    if (pinned == pinned_)
        return;
    pinned_ = pinned;
    if (!pinned && isOfTheRun() && newerExist())
        show(training_.trainedModel());
    Q_EMIT changed();
}

void WeightsFollower::useNewest() {
    pinned_ = false;
    if (newerExist())
        show(training_.trainedModel());
    Q_EMIT changed();
}

bool WeightsFollower::newerExist() const {
    const ModelHandle& newest = training_.trainedModel();
    return newest && newest != model_.handle();
}

std::optional<ui::WeightsAge> WeightsFollower::age() const {
    if (!training_.isRunning() || !isOfTheRun() || !shownSince_.isValid())
        return std::nullopt;
    ui::WeightsAge age;
    age.step = shown_->step();
    age.secondsOld = static_cast<double>(shownSince_.elapsed()) / 1000.0;
    age.pinned = pinned_;
    age.newerExist = newerExist();
    return age;
}

} // namespace tempera::studio
