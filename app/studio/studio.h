// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/compare/compare_controller.h"
#include "app/studio/compare/ladder_controller.h"
#include "app/studio/corpus/corpus_controller.h"
#include "app/studio/desktop/desktop_color_scheme.h"
#include "app/studio/desktop/theme_controller.h"
#include "app/studio/exploration/exploration.h"
#include "app/studio/exploration/exploration_context.h"
#include "app/studio/exploration/text_controller.h"
#include "app/studio/generation/generator.h"
#include "app/studio/model/current_model.h"
#include "app/studio/moments/time_machine.h"
#include "app/studio/results/results_controller.h"
#include "app/studio/runs/run_keeper.h"
#include "app/studio/runs/run_library.h"
#include "app/studio/session/session_keeper.h"
#include "app/studio/training/run_estimator.h"
#include "app/studio/training/training_controller.h"
#include "app/studio/training/training_setup.h"
#include "app/studio/training/weights_follower.h"
#include "ui/window/main_window.h"

#include <QObject>
#include <QSettings>

namespace tempera::studio {

/// What tests replace.
struct StudioOptions {
    PredictionSourceFactory predictions = cachedPredictionSource;
    LanguageModelFactory training = libtorchLanguageModel;
    QString sessionPath; ///< where the session is kept; empty: nowhere
    QString runsFolder;  ///< where runs are kept; empty: nowhere
};

/// The program: the window, the controllers behind it, and the wires between them (wiring/).
class Studio final : public QObject {
    Q_OBJECT
public:
    explicit Studio(StudioOptions options = {});
    ~Studio() override;

    /// Restores the last session, loads its model and shows the window.
    void start();
    /// Opens a model, or offers to train on what is no model.
    void open(const QString& path);

    ui::MainWindow& window() { return window_; }
    const ui::MainWindow& window() const { return window_; }
    ThemeController& theme() { return theme_; }
    Exploration& exploration() { return exploration_; }
    CurrentModel& model() { return model_; }
    const CurrentModel& model() const { return model_; }
    Generator& generator() { return generator_; }
    ExplorationContext& context() { return context_; }
    const ExplorationContext& context() const { return context_; }
    TextController& text() { return text_; }
    const TextController& text() const { return text_; }
    CompareController& compare() { return compare_; }
    const CompareController& compare() const { return compare_; }
    LadderController& ladder() { return ladder_; }
    ResultsController& results() { return results_; }
    const ResultsController& results() const { return results_; }
    CorpusController& corpus() { return corpus_; }
    TrainingSetup& setup() { return setup_; }
    RunEstimator& estimator() { return estimator_; }
    TrainingController& training() { return training_; }
    WeightsFollower& weights() { return weights_; }
    TimeMachine& timeMachine() { return timeMachine_; }
    RunLibrary& runs() { return runs_; }
    RunKeeper& runKeeper() { return runKeeper_; }
    SessionKeeper& session() { return session_; }

private:
    QSettings settings_;
    DesktopColorScheme desktop_;
    ThemeController theme_;
    Exploration exploration_;
    CurrentModel model_;
    Generator generator_;
    ExplorationContext context_;
    TextController text_;
    CompareController compare_;
    LadderController ladder_;
    ResultsController results_;
    CorpusController corpus_;
    TrainingSetup setup_;
    TimeMachine timeMachine_;
    RunLibrary runs_;
    TrainingController training_;
    RunEstimator estimator_;
    WeightsFollower weights_;
    RunKeeper runKeeper_;
    SessionKeeper session_;
    ui::MainWindow window_;
};

} // namespace tempera::studio
