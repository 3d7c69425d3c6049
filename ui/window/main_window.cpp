// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "ui/branches/branch_panel.h"
#include "ui/compare/compare_panel.h"
#include "ui/compare/temperature_ladder.h"
#include "ui/corpus/corpus_panel.h"
#include "ui/lens/lens_panel.h"
#include "ui/moments/moments_panel.h"
#include "ui/results/results_panel.h"
#include "ui/samplers/sampler_panel.h"
#include "ui/setup/model_panel.h"
#include "ui/text/writing_panel.h"
#include "ui/training/training_panel.h"
#include "ui/training/training_strip.h"
#include "ui/welcome/welcome_panel.h"
#include "ui/window/welcome_overlay.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QVBoxLayout>
#include <algorithm>
#include <chrono>

namespace tempera::ui {

namespace {

constexpr int layoutVersion = 2;
/// Of the window's height, for the panels below: as high as the sampler cards need and no higher,
/// so that the Lens keeps its bars; or most of it, for charts and forms.
constexpr double lowPanels = 0.27;
constexpr double tallPanels = 0.6;
using namespace std::chrono_literals;
constexpr auto noticeTime = 8s;

QStringList localFiles(const QMimeData& data) {
    QStringList paths;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    return paths;
}

/// As in the design's sketch, or what the screen has to give.
QSize preferredSize() {
    return QSize(1440, 900).boundedTo(QGuiApplication::primaryScreen()->availableSize());
}

} // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent),
      actions_(*this),
      strip_(new TrainingStrip(this)),
      writing_(new WritingPanel(this)),
      lens_(new LensPanel(this)),
      compare_(new ComparePanel(this)),
      ladder_(new TemperatureLadder(this)),
      samplers_(new SamplerPanel(this)),
      results_(new ResultsPanel(this)),
      branches_(new BranchPanel(this)),
      corpus_(new CorpusPanel(this)),
      model_(new ModelPanel(this)),
      training_(new TrainingPanel(this)),
      moments_(new MomentsPanel(this)),
      welcome_(new WelcomePanel(this)) {
    setWindowTitle(QStringLiteral("Tempera"));
    setWindowIcon(QIcon(QStringLiteral(":/tempera/tempera.svg")));
    setAcceptDrops(true);
    resize(preferredSize());
    setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
    setTabPosition(Qt::BottomDockWidgetArea, QTabWidget::North);
    buildCentre();
    buildDocks();
    buildStatusLine();
    welcome_->hide();
    new WelcomeOverlay(*this, *welcome_);
    for (QDockWidget* dock : docks_)
        actions_.panelsMenu()->addAction(dock->toggleViewAction());
    actions_.addToText({writing_->generateAction(), writing_->stopAction(), lens_->findAction()});
    connect(actions_.tallPanels, &QAction::triggered, this, &MainWindow::toggleTallPanels);
    connect(actions_.resetLayout, &QAction::triggered, this, &MainWindow::resetLayout);
    resetLayout();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCentre() {
    auto* const centre = new QWidget(this);
    auto* const column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    splitter_ = new QSplitter(Qt::Horizontal, centre);
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(writing_);
    splitter_->addWidget(lens_);
    problem_ = new ProblemBanner(centre);
    column->addWidget(strip_);
    column->addWidget(problem_);
    column->addWidget(splitter_, 1);
    setCentralWidget(centre);
}

void MainWindow::buildDocks() {
    addPanel(compare_, tr("Compare"), "compare");
    addPanel(ladder_, tr("Temperature Ladder"), "ladder");
    addPanel(samplers_, tr("Sampler Chain"), "samplers");
    addPanel(results_, tr("Results"), "results");
    addPanel(branches_, tr("Branches"), "branches");
    addPanel(corpus_, tr("Corpus"), "corpus");
    addPanel(model_, tr("Model"), "model");
    addPanel(training_, tr("Training"), "training");
    addPanel(moments_, tr("Time Machine"), "moments");
}

QDockWidget* MainWindow::addPanel(QWidget* panel, const QString& title, const char* name) {
    auto* const dock = new QDockWidget(title, this);
    dock->setObjectName(QString::fromLatin1(name)); // restoreState() finds docks by name
    dock->setWidget(panel);
    docks_.append(dock);
    return dock;
}

void MainWindow::buildStatusLine() {
    explorationStatus_ = new QLabel(this);
    explorationStatus_->setTextFormat(Qt::PlainText);
    noticeEnd_.setSingleShot(true);
    noticeEnd_.setInterval(noticeTime);
    connect(&noticeEnd_, &QTimer::timeout, this,
            [this] { explorationStatus_->setText(explorationText_); });
    machineStatus_ = new QLabel(this);
    explorationStatus_->setAccessibleName(tr("Seed and sampler chain"));
    machineStatus_->setAccessibleName(tr("Device, threads and last checkpoint"));
    const int margin = fontMetrics().height() / 2;
    explorationStatus_->setContentsMargins(margin, 0, 0, 0);
    machineStatus_->setContentsMargins(0, 0, margin, 0);
    statusBar()->addWidget(explorationStatus_, 1);
    statusBar()->addPermanentWidget(machineStatus_);
    statusBar()->setSizeGripEnabled(false);
}

QDockWidget& MainWindow::dockOf(const QWidget& panel) const {
    for (QDockWidget* dock : docks_)
        if (dock->isAncestorOf(&panel))
            return *dock;
    qFatal("the panel is in no dock");
}

void MainWindow::raisePanel(const QWidget& panel) {
    QDockWidget& dock = dockOf(panel);
    dock.show();
    dock.raise();
}

void MainWindow::raiseTall(const QWidget& panel) {
    raisePanel(panel);
    if (!dockOf(panel).isFloating() && dockOf(panel).height() < height() * tallPanels)
        setPanelHeight(tallPanels);
}

void MainWindow::setPanelHeight(double share) {
    QList<QDockWidget*> docked;
    for (QDockWidget* dock : docks_)
        if (!dock->isFloating() && !dock->isHidden())
            docked.append(dock);
    if (!docked.isEmpty())
        resizeDocks({docked.first()}, {static_cast<int>(height() * share)}, Qt::Vertical);
}

void MainWindow::toggleTallPanels() {
    const int middle = static_cast<int>(height() * (lowPanels + tallPanels) / 2.0);
    const bool areTall = std::ranges::any_of(docks_, [&](const QDockWidget* dock) {
        return dock->isVisible() && !dock->isFloating() && dock->height() > middle;
    });
    setPanelHeight(areTall ? lowPanels : tallPanels);
}

void MainWindow::setStatus(const QString& exploration, const QString& machine) {
    explorationText_ = exploration;
    if (!noticeEnd_.isActive())
        explorationStatus_->setText(exploration);
    machineStatus_->setText(machine);
}

void MainWindow::notify(const QString& message) {
    explorationStatus_->setText(message);
    noticeEnd_.start();
}

QString MainWindow::notice() const {
    return noticeEnd_.isActive() ? explorationStatus_->text() : QString();
}

void MainWindow::showProblem(const QString& message, const std::vector<WayOut>& waysOut) {
    problem_->showMessage(message, waysOut);
}

void MainWindow::closeProblem() {
    problem_->hide();
}

QString MainWindow::problem() const {
    return problem_->message();
}

void MainWindow::resetLayout() {
    for (QDockWidget* dock : docks_) {
        dock->hide(); // side by side, until they are tabs, they would make the window grow
        dock->setFloating(false);
        addDockWidget(Qt::BottomDockWidgetArea, dock);
    }
    for (qsizetype i = 1; i < docks_.size(); ++i)
        tabifyDockWidget(docks_[i - 1], docks_[i]);
    for (QDockWidget* dock : docks_)
        dock->show();
    docks_.first()->raise();
    // The Lens a little wider than the text.
    splitter_->setSizes({width() * 9 / 20, width() * 11 / 20});
    splitter_->setStretchFactor(0, 9);
    splitter_->setStretchFactor(1, 11);
    setPanelHeight(lowPanels);
}

void MainWindow::saveLayout() const {
    QSettings settings;
    settings.setValue("window/geometry", saveGeometry());
    settings.setValue("window/state", saveState(layoutVersion));
    settings.setValue("window/splitter", splitter_->saveState());
}

void MainWindow::restoreLayout() {
    const QSettings settings;
    restoreGeometry(settings.value("window/geometry").toByteArray());
    restoreState(settings.value("window/state").toByteArray(), layoutVersion);
    splitter_->restoreState(settings.value("window/splitter").toByteArray());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    bool allowed = true;
    Q_EMIT closing(allowed);
    event->setAccepted(allowed);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!localFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QStringList paths = localFiles(*event->mimeData());
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    Q_EMIT filesDropped(paths);
}

} // namespace tempera::ui
