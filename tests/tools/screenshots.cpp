// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the real window without a screen: screenshots FOLDER. With QT_SCALE_FACTOR=2 they are
// those of a display at 200 %; the program starts itself so for one of them.
#include "app/studio/studio.h"
#include "support/studio_fixture.h"
#include "ui/branches/branch_panel.h"
#include "ui/compare/compare_panel.h"
#include "ui/compare/temperature_ladder.h"
#include "ui/export/export_dialog.h"
#include "ui/results/results_panel.h"
#include "ui/samplers/sampler_panel.h"
#include "ui/training/training_panel.h"
#include "ui/welcome/welcome_panel.h"

#include <QActionGroup>
#include <QDir>
#include <QProcess>
#include <QTextStream>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::test;

namespace {

constexpr auto scaleVariable = "QT_SCALE_FACTOR";

/// Takes the pictures, each of one state of the same window.
class Photographer {
public:
    explicit Photographer(const QString& folder) : folder_(folder) {}

    void takeAll();
    /// The one at 200 %.
    void takeScaled();
    bool hasFailed() const { return failed_; }

private:
    void arrange();
    int tellingToken();
    void setTheme(const char* choice);
    void settle();
    void takeWindow(const QString& name, QSize size = {1440, 900});
    void takePanel(const QString& name, const QWidget& panel);
    void takePanels();
    void takeWelcome();
    void takeExportDialog();
    void takeTraining();
    void save(QWidget& widget, const QString& name);

    StudioFixture fixture_;
    QDir folder_;
    bool failed_ = false;
};

/// T = 0.7 and a token in the middle of the text, as a person would leave it.
void Photographer::arrange() {
    fixture_.window().welcome().hide();
    static_cast<void>(fixture_.awaitText());
    fixture_.studio().exploration().change(
        [this] {
            studio::ExplorationState state = fixture_.state();
            state.samplers = withTemperature(state.samplers, 0.7);
            return state;
        }(),
        QStringLiteral("choose a temperature"));
    settle();
    fixture_.clickToken(tellingToken());
    fixture_.window().setFocus(); // no field is being typed in
    settle();
}

/// One from the middle of the text on where the model was in doubt.
int Photographer::tellingToken() {
    const ui::TextTokens tokens = fixture_.tokens();
    for (std::size_t i = tokens.size() / 3; i < tokens.size(); ++i)
        if (tokens[i].figures.entropyBits > 2.0 && tokens[i].figures.rank > 1)
            return static_cast<int>(i);
    return static_cast<int>(tokens.size() / 2);
}

void Photographer::setTheme(const char* choice) {
    for (QAction* action : fixture_.window().actions().theme->actions())
        if (action->data().toString() == QLatin1String(choice))
            action->trigger();
}

/// Until text, columns and ladder are written and painted.
void Photographer::settle() {
    static_cast<void>(fixture_.awaitText());
    static_cast<void>(QTest::qWaitFor(
        [this] {
            const studio::Generator& generator = fixture_.studio().generator();
            return !generator.isBusy(studio::Lane::compare) &&
                   !generator.isBusy(studio::Lane::results) &&
                   !generator.isBusy(studio::Lane::ladder);
        },
        60'000));
    QTest::qWait(500); // pauses before columns are restarted, plots that are drawn behind
}

void Photographer::save(QWidget& widget, const QString& name) {
    const QString path = folder_.filePath(name + QStringLiteral(".png"));
    const bool saved = widget.grab().save(path);
    failed_ = failed_ || !saved;
    QTextStream(stdout) << (saved ? "wrote " : "could not write ") << path << Qt::endl;
}

void Photographer::takePanel(const QString& name, const QWidget& panel) {
    fixture_.window().raisePanel(panel);
    for (const char* const theme : {"light", "dark"}) {
        setTheme(theme);
        settle();
        save(fixture_.window(), name + QLatin1Char('-') + QLatin1String(theme));
    }
}

void Photographer::takeWindow(const QString& name, QSize size) {
    fixture_.window().resize(size);
    fixture_.window().resetLayout(); // as a window of that size comes up
    settle();
    save(fixture_.window(), name);
}

void Photographer::takePanels() {
    ui::MainWindow& window = fixture_.window();
    studio::ExplorationState state = fixture_.state();
    for (SamplerSlot& slot : state.samplers)
        slot.enabled = slot.enabled || slot.sampler.kind == SamplerKind::topP;
    fixture_.studio().exploration().change(state, QStringLiteral("switch top-p on"));
    takePanel("samplers", window.samplers());
    fixture_.undoAction().trigger();
    takePanel("ladder", window.ladder());
    fixture_.studio().results().generate(20);
    takePanel("results", window.results());
    takeWelcome();
}

void Photographer::takeWelcome() {
    setTheme("light");
    fixture_.window().welcome().show();
    settle();
    save(fixture_.window(), QStringLiteral("welcome-light"));
    fixture_.window().welcome().hide();
}

void Photographer::takeExportDialog() {
    QTimer::singleShot(500, &fixture_.window(), [this] {
        QWidget* const dialog = QApplication::activeModalWidget();
        if (dialog != nullptr) {
            save(*dialog, "export-light");
            dialog->close();
        }
    });
    fixture_.window().actions().exportTexts->trigger();
}

void Photographer::takeTraining() {
    fixture_.studio().training().start(endlessTraining());
    static_cast<void>(QTest::qWaitFor(
        [this] { return fixture_.studio().training().losses().size() > 60; }, 60'000));
    fixture_.studio().training().pause();
    takePanel("training", fixture_.window().training());
    fixture_.studio().training().stop();
    static_cast<void>(
        QTest::qWaitFor([this] { return !fixture_.studio().training().isRunning(); }, 60'000));
}

void Photographer::takeAll() {
    arrange();
    setTheme("light");
    takeWindow("light-1440x900");
    takeWindow("light-1280x720", {1280, 720});
    setTheme("dark");
    takeWindow("dark-1280x720", {1280, 720});
    takeWindow("dark-1440x900");
    takePanels();
    setTheme("light");
    takeExportDialog();
    takeTraining();
}

void Photographer::takeScaled() {
    arrange();
    setTheme("light");
    takeWindow("light-200-percent", {1440, 900});
}

/// The picture at 200 % needs a program of its own: the scale is fixed when it starts.
bool takeScaledElsewhere(const QString& folder) {
    QProcess other;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QLatin1String(scaleVariable), QStringLiteral("2"));
    other.setProcessEnvironment(environment);
    other.setProcessChannelMode(QProcess::ForwardedChannels);
    other.start(QCoreApplication::applicationFilePath(), {folder});
    return other.waitForFinished(120'000) && other.exitCode() == 0;
}

} // namespace

int main(int argumentCount, char** arguments) {
    const StudioHome home;
    QApplication application(argumentCount, arguments);
    nameApplication();
    const QString folder = application.arguments().value(1);
    if (folder.isEmpty() || !QDir().mkpath(folder)) {
        QTextStream(stderr) << "usage: screenshots FOLDER\n";
        return 2;
    }
    const bool scaled = !qEnvironmentVariableIsEmpty(scaleVariable);
    bool done = true;
    {
        Photographer photographer(folder);
        scaled ? photographer.takeScaled() : photographer.takeAll();
        done = !photographer.hasFailed();
    }
    return done && (scaled || takeScaledElsewhere(folder)) ? 0 : 1;
}
