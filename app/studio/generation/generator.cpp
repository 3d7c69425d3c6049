// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/generation/generator.h"

#include <utility>

namespace tempera::studio {

Generator::Generator(QObject* parent, PredictionSourceFactory factory)
    : QObject(parent), worker_(new GenerationWorker(std::move(factory))) {
    qRegisterMetaType<GenerationJob>();
    qRegisterMetaType<WrittenTokens>();
    qRegisterMetaType<GenerationFailure>();
    qRegisterMetaType<Lane>();
    thread_.setObjectName("generator");
    worker_->moveToThread(&thread_);
    connect(&thread_, &QThread::started, worker_, &GenerationWorker::prepareThread);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    connect(this, &Generator::jobSubmitted, worker_, &GenerationWorker::submit);
    connect(this, &Generator::laneCancelled, worker_, &GenerationWorker::cancel);
    connect(worker_, &GenerationWorker::tokensWritten, this, &Generator::receive);
    connect(worker_, &GenerationWorker::failed, this, &Generator::receiveFailure);
    thread_.start();
}

Generator::~Generator() {
    thread_.quit();
    thread_.wait();
}

void Generator::start(GenerationJob job) {
    job.id = ++lastId_;
    Q_EMIT jobSubmitted(job, QPrivateSignal());
    setCurrent(job.lane, job.id);
}

void Generator::cancel(Lane lane) {
    Q_EMIT laneCancelled(lane, QPrivateSignal());
    setCurrent(lane, 0);
}

void Generator::setCurrent(Lane lane, std::uint64_t job) {
    const bool wasBusy = isBusy(lane);
    current_.at(static_cast<std::size_t>(lane)) = job;
    if (isBusy(lane) != wasBusy)
        Q_EMIT busyChanged(lane, isBusy(lane));
}

void Generator::receive(const WrittenTokens& tokens) {
    if (current_.at(static_cast<std::size_t>(tokens.lane)) != tokens.job)
        return;
    Q_EMIT tokensWritten(tokens);
    // A listener may have started another job meanwhile.
    if (tokens.jobFinished && current_.at(static_cast<std::size_t>(tokens.lane)) == tokens.job)
        setCurrent(tokens.lane, 0);
}

void Generator::receiveFailure(const GenerationFailure& failure) {
    if (current_.at(static_cast<std::size_t>(failure.lane)) != failure.job)
        return;
    setCurrent(failure.lane, 0);
    Q_EMIT failed(failure);
}

} // namespace tempera::studio
