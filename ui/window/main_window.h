// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/problem_banner.h"
#include "ui/window/window_actions.h"

#include <QList>
#include <QMainWindow>
#include <QStringList>
#include <QTimer>
#include <vector>

QT_BEGIN_NAMESPACE
class QDockWidget;
class QLabel;
class QSplitter;
QT_END_NAMESPACE

namespace tempera::ui {

class BranchPanel;
class ComparePanel;
class CorpusPanel;
class LensPanel;
class ModelPanel;
class MomentsPanel;
class ResultsPanel;
class SamplerPanel;
class TemperatureLadder;
class TrainingPanel;
class TrainingStrip;
class WelcomePanel;
class WritingPanel;

/// The studio's window: the strip above, prompt and text on the left, the Lens on the right, panels
/// in docks below, a status line. It arranges the panels and knows nothing of what they show.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    WindowActions& actions() { return actions_; }
    TrainingStrip& strip() { return *strip_; }
    WritingPanel& writing() { return *writing_; }
    LensPanel& lens() { return *lens_; }
    ComparePanel& compare() { return *compare_; }
    TemperatureLadder& ladder() { return *ladder_; }
    SamplerPanel& samplers() { return *samplers_; }
    ResultsPanel& results() { return *results_; }
    BranchPanel& branches() { return *branches_; }
    CorpusPanel& corpus() { return *corpus_; }
    ModelPanel& model() { return *model_; }
    TrainingPanel& training() { return *training_; }
    MomentsPanel& moments() { return *moments_; }
    WelcomePanel& welcome() { return *welcome_; }

    /// The dock that holds a panel.
    QDockWidget& dockOf(const QWidget& panel) const;
    /// Shows the panel's dock and brings it to the front of its tabs.
    void raisePanel(const QWidget& panel);
    /// The same, and gives the panels most of the window where they have less.
    void raiseTall(const QWidget& panel);

    /// What the status line says on its left and right side.
    void setStatus(const QString& exploration, const QString& machine);
    /// A short notice in the status line that goes away by itself.
    void notify(const QString& message);
    /// What notify() shows now; empty where there is none.
    QString notice() const;
    /// Something went wrong: stays until it is closed.
    void showProblem(const QString& message, const std::vector<WayOut>& waysOut = {});
    void closeProblem();
    /// What showProblem() shows now; empty where nothing is wrong.
    QString problem() const;

    void resetLayout();
    void saveLayout() const;
    /// Where none was saved, the window stays as resetLayout() makes it.
    void restoreLayout();

Q_SIGNALS:
    /// The window wants to close; whoever listens may refuse.
    void closing(bool& allowed);
    void filesDropped(const QStringList& paths);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildCentre();
    void buildDocks();
    void buildStatusLine();
    void setPanelHeight(double share);
    void toggleTallPanels();
    QDockWidget* addPanel(QWidget* panel, const QString& title, const char* name);

    WindowActions actions_;
    TrainingStrip* strip_;
    WritingPanel* writing_;
    LensPanel* lens_;
    ComparePanel* compare_;
    TemperatureLadder* ladder_;
    SamplerPanel* samplers_;
    ResultsPanel* results_;
    BranchPanel* branches_;
    CorpusPanel* corpus_;
    ModelPanel* model_;
    TrainingPanel* training_;
    MomentsPanel* moments_;
    WelcomePanel* welcome_;
    ProblemBanner* problem_ = nullptr;
    QSplitter* splitter_ = nullptr;
    QList<QDockWidget*> docks_;
    QLabel* explorationStatus_ = nullptr;
    QString explorationText_;
    QTimer noticeEnd_; ///< runs while a notice stands in place of explorationText_
    QLabel* machineStatus_ = nullptr;
};

} // namespace tempera::ui
