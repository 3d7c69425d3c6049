// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/exploration/exploration_state.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

namespace tempera::studio {

/// The one place where the state of the exploration is changed, each change undoable. Everything
/// else listens to changed().
class Exploration final : public QObject {
    Q_OBJECT
public:
    /// Changes that follow each other directly and have the same kind are undone as one: the moves
    /// of a drag, the letters of a word. Those of the kind `single` never.
    enum class Change { single, temperature, prompt, samplers, seed, length };

    explicit Exploration(QObject* parent = nullptr);

    const ExplorationState& state() const { return state_; }
    QUndoStack& undoStack() { return undoStack_; }

    /// Nothing happens where the state stays the same. `label` names the change in the menu.
    void change(ExplorationState next, const QString& label, Change kind = Change::single);
    /// Ends a drag: the next change of the same kind is undone by itself.
    void endMerge();
    /// Takes a state over without a way back (a session that is restored).
    void restore(ExplorationState state);

Q_SIGNALS:
    void changed(const tempera::studio::ExplorationState& before,
                 const tempera::studio::ExplorationState& after);

private:
    friend class ExplorationCommand;
    void apply(const ExplorationState& state);

    ExplorationState state_;
    QUndoStack undoStack_;
    int series_ = 0; ///< counts drags: commands of different ones don't merge
};

} // namespace tempera::studio
