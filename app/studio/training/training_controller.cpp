// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/training_controller.h"

#include <utility>

namespace tempera::studio {

using Phase = ui::TrainingStatus::Phase;

TrainingController::TrainingController(QObject* parent, LanguageModelFactory factory)
    : QObject(parent), factory_(std::move(factory)) {
    qRegisterMetaType<TrainingRequest>();
    qRegisterMetaType<TrainingReport>();
    qRegisterMetaType<TrainingOutcome>();
    qRegisterMetaType<ModelHandle>();
}

TrainingController::~TrainingController() {
    if (control_)
        control_->stop();
    joinThread();
}

void TrainingController::start(const TrainingRequest& request) {
    request_ = request;
    status_ = {};
    losses_ = {};
    trainedModel_ = nullptr;
    control_ = std::make_shared<TrainingControl>();
    thread_ = std::make_unique<QThread>();
    thread_->setObjectName("trainer");
    auto* const worker = new TrainingWorker(control_, factory_);
    worker->moveToThread(thread_.get());
    connect(thread_.get(), &QThread::started, worker, [worker, request] { worker->run(request); });
    connect(thread_.get(), &QThread::finished, worker, &QObject::deleteLater);
    connect(worker, &TrainingWorker::preparing, this, [this](double fraction) {
        status_.fraction = fraction;
        Q_EMIT statusChanged(status_);
    });
    connect(worker, &TrainingWorker::reported, this, &TrainingController::receive);
    connect(worker, &TrainingWorker::published, this, [this](const ModelHandle& model) {
        trainedModel_ = model;
        Q_EMIT published(model);
    });
    connect(worker, &TrainingWorker::saved, this, &TrainingController::saved);
    connect(worker, &TrainingWorker::saveFailed, this, &TrainingController::saveFailed);
    connect(worker, &TrainingWorker::ended, this, &TrainingController::finish);
    thread_->start();
    Q_EMIT started();
    setPhase(Phase::preparing);
}

void TrainingController::pause() {
    if (!isRunning())
        return;
    control_->pause();
    setPhase(Phase::paused);
}

void TrainingController::resume() {
    if (!isRunning())
        return;
    control_->resume();
    setPhase(status_.step > 0 ? Phase::running : Phase::preparing);
}

void TrainingController::stop() {
    if (!isRunning())
        return;
    control_->stop();
    setPhase(Phase::stopping);
}

void TrainingController::setPhase(Phase phase) {
    status_.phase = phase;
    Q_EMIT statusChanged(status_);
}

void TrainingController::receive(const TrainingReport& report) {
    for (const StepRecord& record : report.steps)
        losses_.append(record.loss);
    if (!report.steps.empty()) {
        const StepRecord& last = report.steps.back();
        status_.step = last.step;
        status_.epoch = last.epoch;
        status_.trainLoss = last.loss;
        status_.tokensPerSecond = last.tokensPerSecond;
    }
    if (!report.validations.empty())
        status_.validationLoss = report.validations.back().loss;
    const TrainingLimits& limits = request_.settings.limits;
    status_.totalSteps = limits.steps;
    status_.totalEpochs = limits.epochs;
    if (limits.epochs && !limits.steps)
        status_.totalSteps = *limits.epochs * report.stepsPerEpoch;
    status_.fraction = report.fraction;
    if (report.fraction > 0.0)
        status_.secondsLeft = report.elapsedSeconds * (1.0 - report.fraction) / report.fraction;
    if (status_.phase == Phase::preparing)
        status_.phase = Phase::running;
    Q_EMIT reported(report);
    Q_EMIT statusChanged(status_);
}

void TrainingController::finish(const TrainingOutcome& outcome) {
    joinThread();
    status_.message = outcome.problem;
    setPhase(outcome.problem.isEmpty() ? Phase::finished : Phase::failed);
    Q_EMIT ended(outcome);
}

void TrainingController::joinThread() {
    if (!thread_)
        return;
    thread_->quit();
    thread_->wait();
    thread_.reset();
}

} // namespace tempera::studio
