// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/exploration/exploration.h"

#include <QUndoCommand>
#include <utility>

namespace tempera::studio {

namespace {

constexpr int undoLimit = 500;
constexpr int neverMerged = -1;

} // namespace

/// The states before and after: small values, so that no change needs an inverse of its own.
class ExplorationCommand final : public QUndoCommand {
public:
    ExplorationCommand(Exploration& exploration, ExplorationState next, const QString& label,
                       int mergeId, int series)
        : QUndoCommand(label),
          exploration_(exploration),
          before_(exploration.state()),
          after_(std::move(next)),
          mergeId_(mergeId),
          series_(series) {}

    int id() const override { return mergeId_; }
    void undo() override { exploration_.apply(before_); }
    void redo() override { exploration_.apply(after_); }
    bool mergeWith(const QUndoCommand* other) override {
        const auto* later = static_cast<const ExplorationCommand*>(other); // the ids are equal
        if (later->series_ != series_)
            return false;
        after_ = later->after_;
        setObsolete(after_ == before_); // dragged back to where it began
        return true;
    }

private:
    Exploration& exploration_;
    ExplorationState before_;
    ExplorationState after_;
    int mergeId_;
    int series_;
};

Exploration::Exploration(QObject* parent) : QObject(parent) {
    undoStack_.setUndoLimit(undoLimit);
}

void Exploration::change(ExplorationState next, const QString& label, Change kind) {
    if (next == state_)
        return;
    const int mergeId = kind == Change::single ? neverMerged : static_cast<int>(kind);
    undoStack_.push(new ExplorationCommand(*this, std::move(next), label, mergeId, series_));
}

void Exploration::endMerge() {
    ++series_;
}

void Exploration::restore(ExplorationState state) {
    undoStack_.clear();
    apply(state);
}

void Exploration::apply(const ExplorationState& state) {
    const ExplorationState before = std::exchange(state_, state);
    if (before != state_)
        Q_EMIT changed(before, state_);
}

} // namespace tempera::studio
