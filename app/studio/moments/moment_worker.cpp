// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/moments/moment_worker.h"

#include "core/system/denormals.h"
#include "core/system/error.h"
#include "ui/samplers/number_text.h"

#include <QFile>
#include <algorithm>
#include <new>
#include <sys/resource.h>
#include <utility>

namespace tempera::studio {

namespace {

/// As the trainer's: below the window's and the generator's.
constexpr int momentNiceness = 10;
/// Models that stay in memory, so that going back and forth between neighbours reads no files.
constexpr std::size_t keptModels = 3;

/// Runs `work` and hands what it throws, as words for a person, to `fail`.
template <typename Work, typename Fail>
void guarded(Work work, Fail fail) {
    try {
        work();
    } catch (const std::bad_alloc&) {
        fail(MomentWorker::tr("Memory ran out in the time machine."));
    } catch (const std::exception& error) {
        fail(QString::fromUtf8(error.what()));
    }
}

} // namespace

MomentWorker::MomentWorker(MomentLimits limits, MomentWriter writer)
    : limits_(limits), writer_(std::move(writer)) {}

MomentWorker::~MomentWorker() = default;

void MomentWorker::prepareThread() {
    constexpr id_t thisThread = 0;
    setpriority(PRIO_PROCESS, thisThread, momentNiceness);
    flushDenormals();
}

void MomentWorker::tell() {
    Q_EMIT momentsChanged(opening_, store_ ? store_->moments() : std::vector<Moment>());
}

void MomentWorker::open(quint64 opening, const QString& folder, const QString& runName) {
    opening_ = opening;
    runName_ = runName;
    models_.clear();
    store_.reset();
    guarded(
        [&] {
            if (!folder.isEmpty())
                store_ =
                    std::make_unique<MomentStore>(QFile::encodeName(folder).toStdString(), limits_);
        },
        [this](const QString& message) { Q_EMIT failed(message); });
    tell();
    if (store_ && !store_->problems().empty())
        Q_EMIT failed(QString::fromStdString(store_->problems().front()));
}

void MomentWorker::forgetAfter(qint64 step) {
    if (!store_)
        return;
    models_.remove_if([step](const ModelHandle& model) { return model->step() > step; });
    guarded([&] { store_->forgetAfter(step); },
            [this](const QString& message) { Q_EMIT failed(message); });
    tell();
}

void MomentWorker::keep(const TrainingMoment& moment, const MomentSettings& settings) {
    guarded(
        [&] {
            if (!store_)
                return;
            Moment written = writer_(*moment.model, settings);
            written.step = moment.step;
            written.epoch = moment.epoch;
            written.atEpochEnd = moment.atEpochEnd;
            written.trainLoss = moment.trainLoss;
            written.validationLoss = moment.validationLoss;
            models_.remove_if(
                [&](const ModelHandle& model) { return model->step() == moment.step; });
            store_->add(std::move(written), moment.model->file());
            tell();
        },
        [&](const QString& message) {
            Q_EMIT failed(tr("The weights of step %1 were not kept: %2")
                              .arg(ui::countText(moment.step), message));
        });
    Q_EMIT kept();
}

ModelHandle MomentWorker::modelAt(qint64 step) {
    const auto found = std::ranges::find(models_, step, [](const auto& m) { return m->step(); });
    if (found != models_.end()) {
        models_.splice(models_.begin(), models_, found);
        return models_.front();
    }
    if (!store_)
        throw Error("no run is open");
    const QString name = tr("%1 at step %2").arg(runName_, ui::countText(step));
    models_.push_front(
        std::make_shared<const LoadedModel>(store_->load(step), name.toStdString(), step));
    if (models_.size() > keptModels)
        models_.pop_back();
    return models_.front();
}

void MomentWorker::load(qint64 step) {
    ModelHandle model;
    QString problem;
    guarded(
        [&] { model = modelAt(step); },
        [&](const QString& message) {
            problem =
                tr("The weights of step %1 can't be shown: %2").arg(ui::countText(step), message);
        });
    Q_EMIT loaded(opening_, model, step, problem);
}

} // namespace tempera::studio
