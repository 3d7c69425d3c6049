// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/training_controller.h"

#include <QCoreApplication>
#include <QFile>
#include <utility>

namespace tempera::studio {

using Phase = ui::TrainingStatus::Phase;

TrainingController::TrainingController(QObject* parent, LanguageModelFactory factory)
    : QObject(parent), factory_(std::move(factory)) {
    qRegisterMetaType<TrainingRequest>();
    qRegisterMetaType<TrainingStart>();
    qRegisterMetaType<TrainingReport>();
    qRegisterMetaType<TrainingMoment>();
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
    start_ = {};
    trainedModel_ = nullptr;
    control_ = std::make_shared<TrainingControl>();
    control_->setMomentInterval(momentInterval_);
    if (request.singleStep)
        control_->step();
    thread_ = std::make_unique<QThread>();
    thread_->setObjectName("trainer");
    auto* const worker = new TrainingWorker(control_, factory_);
    worker->moveToThread(thread_.get());
    connect(thread_.get(), &QThread::started, worker, [worker, request] { worker->run(request); });
    connect(thread_.get(), &QThread::finished, worker, &QObject::deleteLater);
    connectWorker(*worker);
    thread_->start();
    Q_EMIT started();
    setPhase(Phase::preparing);
}

void TrainingController::connectWorker(const TrainingWorker& worker) {
    connect(&worker, &TrainingWorker::preparing, this, [this](double fraction) {
        status_.fraction = fraction;
        Q_EMIT statusChanged(status_);
    });
    connect(&worker, &TrainingWorker::prepared, this, &TrainingController::prepare);
    connect(&worker, &TrainingWorker::reported, this, &TrainingController::receive);
    connect(&worker, &TrainingWorker::published, this, [this](const ModelHandle& model) {
        trainedModel_ = model;
        Q_EMIT published(model);
    });
    connect(&worker, &TrainingWorker::momentReached, this, &TrainingController::momentReached);
    connect(&worker, &TrainingWorker::paused, this, [this] {
        if (status_.phase == Phase::running && control_->isPaused())
            setPhase(Phase::paused);
    });
    connect(&worker, &TrainingWorker::saved, this, &TrainingController::saved);
    connect(&worker, &TrainingWorker::saveFailed, this, [this](const QString& message) {
        if (status_.phase != Phase::stopping)
            setPhase(Phase::paused);
        Q_EMIT saveFailed(message);
    });
    connect(&worker, &TrainingWorker::ended, this, &TrainingController::finish);
}

void TrainingController::prepare(const TrainingStart& start) {
    start_ = start;
    const TrainingLimits& limits = start.settings.limits;
    status_.totalSteps = limits.steps;
    status_.totalEpochs = limits.epochs;
    if (limits.epochs && !limits.steps)
        status_.totalSteps = *limits.epochs * start.stepsPerEpoch;
    status_.fraction = 0.0;
    take(start.progress.steps, start.progress.validations);
    if (status_.phase == Phase::preparing)
        status_.phase = Phase::running;
    Q_EMIT prepared(start_);
    Q_EMIT statusChanged(status_);
}

void TrainingController::take(std::span<const StepRecord> steps,
                              std::span<const ValidationRecord> validations) {
    for (const StepRecord& record : steps)
        losses_.append(record.loss);
    if (!steps.empty()) {
        const StepRecord& last = steps.back();
        status_.step = last.step;
        status_.epoch = last.epoch;
        status_.trainLoss = last.loss;
        status_.tokensPerSecond = last.tokensPerSecond;
    }
    if (!validations.empty())
        status_.validationLoss = validations.back().loss;
}

void TrainingController::pause() {
    if (!isDrivable())
        return;
    control_->pause();
    setPhase(Phase::paused);
}

void TrainingController::resume() {
    if (!isDrivable())
        return;
    control_->resume();
    showGoing();
}

void TrainingController::goOnUnsaved() {
    if (!isDrivable())
        return;
    control_->goOnUnsaved();
    showGoing();
}

void TrainingController::step() {
    if (!isDrivable())
        return;
    control_->step();
    showGoing();
}

void TrainingController::save(const QString& output) {
    if (!isRunning())
        return;
    if (!output.isEmpty())
        request_.output = output;
    control_->save(QFile::encodeName(output).toStdString());
}

void TrainingController::setMomentInterval(qint64 steps) {
    momentInterval_ = steps;
    if (isRunning())
        control_->setMomentInterval(steps);
}

void TrainingController::stop() {
    if (!isRunning())
        return;
    control_->stop();
    setPhase(Phase::stopping);
}

void TrainingController::stopAndWait() {
    if (!isRunning())
        return;
    stop();
    thread_->quit();
    thread_->wait();
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall); // its last reports and its end
}

bool TrainingController::isDrivable() const {
    return isRunning() && status_.phase != Phase::stopping;
}

void TrainingController::showGoing() {
    setPhase(isPrepared() ? Phase::running : Phase::preparing);
}

void TrainingController::setPhase(Phase phase) {
    status_.phase = phase;
    Q_EMIT statusChanged(status_);
}

void TrainingController::receive(const TrainingReport& report) {
    take(report.steps, report.validations);
    status_.fraction = report.fraction;
    if (report.fraction > 0.0)
        status_.secondsLeft = report.elapsedSeconds * (1.0 - report.fraction) / report.fraction;
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
