// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/moments/training_moment.h"
#include "core/training/moment_store.h"
#include "core/training/moment_writing.h"

#include <QObject>
#include <QString>
#include <functional>
#include <list>
#include <memory>
#include <vector>

namespace tempera::studio {

/// Lets a model write for a moment, on the time machine's thread: writeMoment(), or a slow one in
/// tests.
using MomentWriter = std::function<Moment(const LoadedModel& model, const MomentSettings&)>;

/// The time machine's hands: writes and reads a run's moments on a thread of its own. Answers
/// carry the number of the opening that they belong to. Never throws.
class MomentWorker final : public QObject {
    Q_OBJECT
public:
    MomentWorker(MomentLimits limits, MomentWriter writer);
    ~MomentWorker() override;

    /// To be called once, in its thread.
    void prepareThread();
    /// An empty folder: nothing is kept. `runName` is what models are called by.
    void open(quint64 opening, const QString& folder, const QString& runName);
    void forgetAfter(qint64 step);
    void keep(const TrainingMoment& moment, const MomentSettings& settings);
    void load(qint64 step);

Q_SIGNALS:
    void momentsChanged(quint64 opening, const std::vector<tempera::Moment>& moments);
    /// Or given up: the next one may come.
    void kept();
    /// Null where it could not be loaded, for the reason `problem`.
    void loaded(quint64 opening, const tempera::ModelHandle& model, qint64 step,
                const QString& problem);
    void failed(const QString& message);

private:
    ModelHandle modelAt(qint64 step);
    void tell();

    MomentLimits limits_;
    MomentWriter writer_;
    quint64 opening_ = 0;
    QString runName_;
    std::unique_ptr<MomentStore> store_;
    std::list<ModelHandle> models_; ///< the one that was shown last in front
};

} // namespace tempera::studio

Q_DECLARE_METATYPE(std::vector<tempera::Moment>)
