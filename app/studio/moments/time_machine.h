// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/moments/moment_worker.h"
#include "app/studio/moments/training_moment.h"

#include <QObject>
#include <QThread>
#include <deque>
#include <optional>
#include <vector>

namespace tempera::studio {

/// The moments of a run as the window sees them: keeps them while it trains, brings back a model as
/// it was. All files are written and read on a thread of its own.
class TimeMachine final : public QObject {
    Q_OBJECT
public:
    explicit TimeMachine(QObject* parent = nullptr, MomentLimits limits = {},
                         MomentWriter writer = writeMoment);
    /// Finishes what is to be kept, a handful of moments at most, and waits for it.
    ~TimeMachine() override;

    /// The moments of a run that begins, goes on, or ended earlier; empty: nothing is kept.
    /// `runName`, as in "run.tempera", is what the models are called by; empty: the folder's name.
    /// moments() is empty until momentsChanged(). What was to be kept in the folder before it,
    /// still is.
    void open(const QString& folder, const QString& runName = {});
    /// A run goes on from the checkpoint of that step: later moments are another future's. -1: a
    /// run begins anew.
    void forgetAfter(qint64 step);
    /// For moments that are kept from now on.
    void setPrompt(const QString& prompt, quint64 seed);
    /// Returns at once. Where the disk is slower than the run, the oldest of those that wait is
    /// given up, and failed() says so.
    void keep(const TrainingMoment& moment);
    /// Asks for the model of that step: shown() or failed() follows, unless another one is asked
    /// for meanwhile.
    void show(qint64 step);
    /// Nobody wants the model any more that was asked for.
    void cancelShow();

    const std::vector<Moment>& moments() const { return moments_; }
    /// While a model that was asked for is being read.
    bool isBusy() const { return wanted_.has_value(); }

Q_SIGNALS:
    void momentsChanged();
    void shown(const tempera::ModelHandle& model, qint64 step);
    void busyChanged(bool busy);
    void failed(const QString& message);

private:
    struct Waiting {
        TrainingMoment moment;
        MomentSettings settings;
    };

    void connectWorker();
    void sendNext();
    void sendAll();
    void sendFirst();
    void sendWish();
    void setWanted(std::optional<qint64> step);
    void receiveModel(quint64 opening, const ModelHandle& model, qint64 step,
                      const QString& problem);

    QThread thread_;
    MomentWorker* worker_; ///< lives in thread_, which deletes it
    quint64 opening_ = 0;  ///< counts open(), to drop answers of an earlier folder
    bool keeping_ = false; ///< a folder is open
    MomentSettings settings_;
    std::vector<Moment> moments_;
    std::deque<Waiting> waiting_;
    int writing_ = 0;              ///< moments that the worker has
    std::optional<qint64> wanted_; ///< the step that was asked for last
    bool reading_ = false;         ///< the worker is asked for a model
};

} // namespace tempera::studio
