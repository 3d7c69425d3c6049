// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/exploration/exploration_context.h"
#include "ui/compare/temperature_ladder.h"

#include <QObject>
#include <QTimer>
#include <vector>

namespace tempera::studio {

/// The text at many temperatures from 0.05 to 5 at once. Written only while somebody looks, and
/// behind everything else.
class LadderController final : public QObject {
    Q_OBJECT
public:
    explicit LadderController(ExplorationContext& context, QObject* parent = nullptr);

    void setActive(bool active);
    /// The rows, from low to high.
    const std::vector<double>& temperatures() const { return temperatures_; }

Q_SIGNALS:
    /// A new ladder begins.
    void restarted(const std::vector<double>& temperatures);
    void rowChanged(int row, const std::vector<tempera::ui::LadderCell>& cells);
    void progressChanged(int done, int total);

private:
    void restart();
    void receive(const WrittenTokens& tokens);
    std::vector<GenerationSettings> plannedTexts() const;

    ExplorationContext& context_;
    std::vector<double> temperatures_;
    bool active_ = false;
    std::vector<GenerationSettings> texts_; ///< of the ladder that is shown
    std::string prompt_;
    ModelHandle model_;
    std::vector<std::vector<ui::LadderCell>> rows_; ///< as far as they are written
    QTimer restartPause_;
};

} // namespace tempera::studio
