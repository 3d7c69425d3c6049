// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/moments/time_machine.h"

#include "ui/samplers/number_text.h"

#include <QDir>
#include <QFileInfo>
#include <utility>

namespace tempera::studio {

namespace {

/// Moments that may wait besides the one that is being written: each holds a model's weights.
constexpr std::size_t mostWaiting = 4;

} // namespace

TimeMachine::TimeMachine(QObject* parent, MomentLimits limits, MomentWriter writer)
    : QObject(parent), worker_(new MomentWorker(limits, std::move(writer))) {
    qRegisterMetaType<ModelHandle>();
    qRegisterMetaType<std::vector<Moment>>();
    thread_.setObjectName("time machine");
    worker_->moveToThread(&thread_);
    connect(&thread_, &QThread::started, worker_, &MomentWorker::prepareThread);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    connectWorker();
    thread_.start();
}

TimeMachine::~TimeMachine() {
    disconnect(worker_, nullptr, this, nullptr);
    sendAll();
    // Behind all that was handed in: quit() from here would overtake it.
    QMetaObject::invokeMethod(
        worker_, [this] { thread_.quit(); }, Qt::QueuedConnection);
    thread_.wait();
}

void TimeMachine::connectWorker() {
    connect(worker_, &MomentWorker::momentsChanged, this,
            [this](quint64 opening, const std::vector<Moment>& moments) {
                if (opening != opening_)
                    return;
                moments_ = moments;
                Q_EMIT momentsChanged();
            });
    connect(worker_, &MomentWorker::kept, this, [this] {
        --writing_;
        sendNext();
    });
    connect(worker_, &MomentWorker::loaded, this, &TimeMachine::receiveModel);
    // What could not be kept is worth knowing also after another run was opened.
    connect(worker_, &MomentWorker::failed, this, &TimeMachine::failed);
}

void TimeMachine::open(const QString& folder, const QString& runName) {
    sendAll();
    setWanted({});
    const quint64 opening = ++opening_;
    keeping_ = !folder.isEmpty();
    const QString name =
        runName.isEmpty() ? QFileInfo(QDir(folder).path()).completeBaseName() : runName;
    QMetaObject::invokeMethod(
        worker_, [worker = worker_, opening, folder, name] { worker->open(opening, folder, name); },
        Qt::QueuedConnection);
    moments_.clear();
    Q_EMIT momentsChanged();
}

void TimeMachine::forgetAfter(qint64 step) {
    sendAll();
    QMetaObject::invokeMethod(
        worker_, [worker = worker_, step] { worker->forgetAfter(step); }, Qt::QueuedConnection);
}

void TimeMachine::setPrompt(const QString& prompt, quint64 seed) {
    settings_.prompt = prompt.toStdString();
    settings_.seed = seed;
}

void TimeMachine::keep(const TrainingMoment& moment) {
    if (!keeping_ || !moment.model)
        return;
    waiting_.push_back({moment, settings_});
    if (waiting_.size() > mostWaiting) {
        const std::int64_t step = waiting_.front().moment.step;
        waiting_.pop_front();
        Q_EMIT failed(tr("The disk is slower than the run: the weights of step %1 were not kept.")
                          .arg(ui::countText(step)));
    }
    sendNext();
}

void TimeMachine::sendNext() {
    if (writing_ == 0 && !waiting_.empty())
        sendFirst();
}

void TimeMachine::sendAll() {
    while (!waiting_.empty())
        sendFirst();
}

void TimeMachine::sendFirst() {
    ++writing_;
    QMetaObject::invokeMethod(
        worker_,
        [worker = worker_, next = std::move(waiting_.front())] {
            worker->keep(next.moment, next.settings);
        },
        Qt::QueuedConnection);
    waiting_.pop_front();
}

void TimeMachine::show(qint64 step) {
    setWanted(step);
    sendWish();
}

void TimeMachine::cancelShow() {
    setWanted({});
}

void TimeMachine::setWanted(std::optional<qint64> step) {
    const bool wasBusy = isBusy();
    wanted_ = step;
    if (isBusy() != wasBusy)
        Q_EMIT busyChanged(isBusy());
}

void TimeMachine::sendWish() {
    if (reading_ || !wanted_)
        return;
    reading_ = true;
    QMetaObject::invokeMethod(
        worker_, [worker = worker_, step = *wanted_] { worker->load(step); }, Qt::QueuedConnection);
}

void TimeMachine::receiveModel(quint64 opening, const ModelHandle& model, qint64 step,
                               const QString& problem) {
    reading_ = false;
    if (opening != opening_ || wanted_ != step)
        return sendWish();
    setWanted({});
    if (model)
        Q_EMIT shown(model, step);
    else
        Q_EMIT failed(problem);
}

} // namespace tempera::studio
