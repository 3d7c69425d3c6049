// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of a real run in the real window without a screen:
// training_screenshots CORPUS FOLDER [MINUTES]. The corpus is read, its words and the planned
// network are looked at, the network is trained with LibTorch, its past is brought back.
#include "app/studio/studio.h"
#include "core/system/available_processors.h"
#include "core/system/openmp_waiting.h"
#include "support/studio_fixture.h"
#include "ui/corpus/corpus_panel.h"
#include "ui/moments/moments_panel.h"
#include "ui/setup/model_panel.h"
#include "ui/training/training_panel.h"
#include "ui/training/training_strip.h"
#include "ui/welcome/welcome_panel.h"

#include <QActionGroup>
#include <QDir>
#include <QTextStream>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::test;

namespace {

constexpr int patience = 600'000;

class Photographer {
public:
    Photographer(const QString& folder, const QString& runs)
        : fixture_({}, studio::libtorchLanguageModel, runs), folder_(folder) {
        window().welcome().hide();
    }

    void takeCorpus(const QString& corpus);
    void takeModel();
    void takeRun(double minutes);
    void takePast();

private:
    ui::MainWindow& window() { return fixture_.window(); }
    void await(const std::function<bool()>& condition);
    void setTheme(const char* choice);
    void take(const QString& name, const QWidget& panel);
    void save(const QString& name);

    StudioFixture fixture_;
    QDir folder_;
};

void Photographer::await(const std::function<bool()>& condition) {
    if (!QTest::qWaitFor(condition, patience))
        qFatal("nothing happened any more");
    QTest::qWait(700); // plots that are drawn behind, pauses before columns are written
}

void Photographer::setTheme(const char* choice) {
    for (QAction* action : window().actions().theme->actions())
        if (action->data().toString() == QLatin1String(choice))
            action->trigger();
}

void Photographer::save(const QString& name) {
    QTest::qWait(700);
    const QString path = folder_.filePath(name + QStringLiteral(".png"));
    const bool saved = window().grab().save(path);
    QTextStream(stdout) << (saved ? "wrote " : "could not write ") << path << Qt::endl;
}

void Photographer::take(const QString& name, const QWidget& panel) {
    for (const char* const theme : {"dark", "light"}) {
        setTheme(theme);
        for (const QSize size : {QSize(1280, 720), QSize(1440, 900)}) {
            window().resize(size);
            window().raiseTall(panel);
            save(QStringLiteral("%1-%2-%3x%4")
                     .arg(name, theme)
                     .arg(size.width())
                     .arg(size.height()));
        }
    }
}

void Photographer::takeCorpus(const QString& corpus) {
    fixture_.studio().open(corpus);
    await([this] { return !fixture_.studio().corpus().isReading(); });
    take("corpus", window().corpus());
}

void Photographer::takeModel() {
    ui::RunPlan plan = fixture_.studio().setup().plan();
    plan.settings.batchSize = 64;
    plan.settings.validateEvery = 50;
    fixture_.studio().setup().change(plan);
    window().raiseTall(window().model());
    await([this] { return fixture_.studio().estimator().estimate().secondsPerStep.has_value(); });
    take("model", window().model());
}

void Photographer::takeRun(double minutes) {
    window().moments().setInterval(40);
    window().moments().intervalChanged(40);
    window().actions().stepTraining->trigger();
    studio::TrainingController& training = fixture_.studio().training();
    await([&] { return training.status().phase == ui::TrainingStatus::Phase::paused; });
    training.resume();
    QTest::qWait(static_cast<int>(minutes * 60'000.0));
    take("training", window().training());
    window().resetLayout();
    window().raisePanel(window().training());
    save("training-low");
}

void Photographer::takePast() {
    const auto& moments = fixture_.studio().timeMachine().moments();
    await([&] { return moments.size() >= 2; });
    window().raiseTall(window().moments());
    window().moments().momentChosen(moments[moments.size() / 2].step);
    await([this] { return window().moments().shownStep().has_value(); });
    static_cast<void>(fixture_.awaitText());
    take("moments", window().moments());
    window().resetLayout();
    window().raisePanel(window().moments());
    save("moments-low");
    fixture_.studio().training().stop();
    await([this] { return !fixture_.studio().training().isRunning(); });
}

} // namespace

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the program does
    const StudioHome home;
    QApplication application(argumentCount, arguments);
    nameApplication();
    const QStringList given = application.arguments();
    if (given.size() < 3 || !QDir().mkpath(given[2])) {
        QTextStream(stderr) << "usage: training_screenshots CORPUS FOLDER [MINUTES]\n";
        return 2;
    }
    Photographer photographer(given[2], home.path() + "/runs");
    photographer.takeCorpus(given[1]);
    photographer.takeModel();
    photographer.takeRun(given.value(3, "2").toDouble());
    photographer.takePast();
    return 0;
}
