// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/runs/run_keeper.h"

#include <algorithm>

namespace tempera::studio {

namespace {

RunRecord::State stateOf(const TrainingOutcome& outcome) {
    if (!outcome.problem.isEmpty())
        return RunRecord::State::failed;
    return outcome.completed ? RunRecord::State::finished : RunRecord::State::stopped;
}

} // namespace

RunKeeper::RunKeeper(TrainingController& training, RunLibrary& library, TimeMachine& moments,
                     QObject* parent)
    : QObject(parent), training_(training), library_(library), moments_(moments) {
    connect(&training, &TrainingController::prepared, this, [this](const TrainingStart& start) {
        record_.settings = start.settings;
        moments_.forgetAfter(start.progress.stepsDone());
        note(RunRecord::State::running);
    });
    connect(&training, &TrainingController::saved, this,
            [this] { note(RunRecord::State::running); });
    connect(&training, &TrainingController::ended, this, &RunKeeper::noteEnd);
}

void RunKeeper::begin(TrainingRequest request) {
    asked_ = request;
    RunRecord wanted;
    wanted.corpus = request.corpus.path;
    wanted.corpusOptions = request.corpus.options;
    wanted.settings = request.settings;
    wanted.threads = request.threads;
    wanted.checkpoint = request.output;
    record_ = library_.begin(wanted);
    request.output = record_.checkpoint;
    start(request);
}

bool RunKeeper::resume(const RunRecord& record, const ResumeChanges& changes,
                       const QString& checkpoint) {
    TrainingRequest request;
    request.corpus = {record.corpus, record.corpusOptions, nullptr};
    request.settings = record.settings;
    request.threads = record.threads;
    request.output = record.checkpoint;
    request.resumeFrom = checkpoint.isEmpty() ? record.checkpoint : checkpoint;
    request.changes = changes;
    if (!library_.resume(record.id))
        return false;
    record_ = record;
    start(request);
    return true;
}

bool RunKeeper::resumeFile(const QString& checkpoint, const TrainingCorpus& corpus, int threads) {
    const auto runs = library_.runs();
    const auto known = std::ranges::find(runs, checkpoint, &RunRecord::checkpoint);
    if (known != runs.end() && known->id != checkpoint)
        return resume(*known);
    TrainingRequest request; // of a file from elsewhere, whose corpus nobody knows
    request.corpus = corpus;
    request.threads = threads;
    request.output = request.resumeFrom = checkpoint;
    begin(request);
    return true;
}

void RunKeeper::open(const RunRecord& record) {
    if (training_.isRunning())
        return;
    opened_ = record;
    moments_.open(library_.momentsFolder(record), record.name);
}

void RunKeeper::start(TrainingRequest request) {
    opened_.reset();
    request.name = record_.name;
    moments_.open(library_.momentsFolder(record_), record_.name);
    training_.start(request);
}

bool RunKeeper::suspend() {
    suspending_ = true;
    training_.stopAndWait();
    suspending_ = false;
    return record_.state != RunRecord::State::failed;
}

void RunKeeper::noteEnd(const TrainingOutcome& outcome) {
    const RunRecord::State state = stateOf(outcome);
    const bool suspended = suspending_ && state == RunRecord::State::stopped;
    note(suspended ? RunRecord::State::paused : state, outcome.problem);
}

void RunKeeper::note(RunRecord::State state, const QString& problem) {
    const ui::TrainingStatus& status = training_.status();
    record_.state = state;
    record_.problem = problem;
    record_.checkpoint = training_.request().output;
    record_.step = status.step;
    record_.trainLoss = status.trainLoss;
    record_.validationLoss = status.validationLoss;
    library_.update(record_);
}

} // namespace tempera::studio
