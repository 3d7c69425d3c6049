// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/studio_training.h"

#include "core/training/checkpoint_file.h"
#include "support/studio_expectation.h"
#include "ui/export/export_dialog.h"

#include <QComboBox>
#include <QDirIterator>
#include <QFileDialog>
#include <QLineEdit>
#include <QTimer>
#include <QtTest>

namespace tempera::test {

using Phase = ui::TrainingStatus::Phase;

TrainingSettings tinyTraining(std::int64_t steps) {
    TrainingSettings settings = smallTrainingSettings();
    settings.schedule.kind = ScheduleKind::constant;
    settings.schedule.warmupSteps = 0;
    settings.model.embeddingWidth = 16;
    settings.model.headCount = 1;
    settings.model.headWidth = 16;
    settings.model.hiddenWidth = 32;
    settings.model.layerCount = 1;
    settings.data.vocabularySize = settings.model.vocabularySize = 200;
    settings.model.contextLength = settings.data.sequenceLength = 16;
    settings.validateEvery = 4;
    settings.limits = {};
    settings.limits.steps = steps;
    return settings;
}

void plan(StudioFixture& fixture, const TrainingSettings& settings) {
    ui::RunPlan plan = fixture.studio().setup().plan();
    plan.settings = settings;
    plan.threads = 1;
    fixture.studio().setup().change(plan);
}

std::vector<double> lossesWithoutWindow(studio::TrainingRequest request) {
    studio::TrainingController controller;
    std::vector<double> losses;
    QObject::connect(&controller, &studio::TrainingController::reported,
                     [&](const studio::TrainingReport& report) {
                         for (const StepRecord& step : report.steps)
                             losses.push_back(step.loss);
                     });
    request.threads = 1;
    controller.start(request);
    if (!QTest::qWaitFor([&] { return !controller.isRunning(); }, trainingPatience))
        qFatal("the run did not end");
    return losses;
}

std::string smallCorpus() {
    const QStringList films{"movie", "film", "story", "plot", "ending"};
    const QStringList verdicts{"good", "bad", "long", "short", "great", "dull", "odd", "warm"};
    std::string text;
    for (const QString& film : films)
        for (const QString& verdict : verdicts)
            text += QStringLiteral("this %1 was %2 and the %1 is %2 again\n")
                        .arg(film, verdict)
                        .toStdString();
    return text;
}

QAbstractButton& button(const QWidget& parent, const QString& name) {
    for (QAbstractButton* each : parent.findChildren<QAbstractButton*>())
        if (!each->isHidden() &&
            (each->accessibleName() == name || each->text().remove('&') == name))
            return *each;
    qFatal("there is no button %s", qPrintable(name));
}

ui::TrainingPedals& pedals(QWidget& parent) {
    auto* const found = parent.findChild<ui::TrainingPedals*>();
    if (found == nullptr)
        qFatal("there are no pedals");
    return *found;
}

namespace {

/// The newest ones: those of the message before go with the next turn of the event loop.
QList<QPushButton*> offered(StudioFixture& fixture) {
    if (fixture.window().problem().isEmpty())
        return {};
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return fixture.child<ui::ProblemBanner>().findChildren<QPushButton*>();
}

/// Calls `act` with the next dialog of that kind.
template <typename Dialog, typename Act>
void withNext(Act act) {
    auto* const timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, act] {
        auto* const dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
        if (dialog == nullptr)
            return;
        timer->deleteLater();
        timer->stop();
        act(*dialog);
    });
    timer->start(20);
}

} // namespace

QAbstractButton* wayOut(StudioFixture& fixture, const QString& text) {
    for (QPushButton* each : offered(fixture))
        if (each->text().remove('&') == text)
            return each;
    return nullptr;
}

QStringList waysOut(StudioFixture& fixture) {
    QStringList texts;
    for (const QPushButton* each : offered(fixture))
        texts.append(each->text().remove('&'));
    return texts;
}

void answerBox(QMessageBox::StandardButton choice, int* asked) {
    withNext<QMessageBox>([choice, asked](QMessageBox& box) {
        ++*asked;
        QTest::mouseClick(box.button(choice), Qt::LeftButton);
    });
}

void answerExportDialog(int format, const QString& path) {
    withNext<ui::ExportDialog>([format, path](ui::ExportDialog& dialog) {
        auto& formats = *dialog.findChild<QComboBox*>("format");
        formats.setCurrentIndex(format % formats.count());
        dialog.findChild<QLineEdit*>("path")->setText(path);
        QTest::mouseClick(&button(dialog, "Save"), Qt::LeftButton);
    });
}

void answerFileDialog(const QString& path) {
    withNext<QFileDialog>([path](QFileDialog& dialog) {
        auto* const name = dialog.findChild<QLineEdit*>();
        name->setText(path);
        QTest::keyClick(name, Qt::Key_Return);
    });
}

bool awaitRest(StudioFixture& fixture) {
    const studio::TrainingController& training = fixture.studio().training();
    const auto rests = [&] { return training.status().phase == Phase::paused; };
    return QTest::qWaitFor([&] { return rests() || !training.isRunning(); }, trainingPatience) &&
           rests();
}

bool stepTo(StudioFixture& fixture, qint64 step) {
    const studio::TrainingController& training = fixture.studio().training();
    while (!training.isRunning() || training.status().step < step) {
        QTest::mouseClick(&button(pedals(fixture.window().strip()), "Single step"), Qt::LeftButton);
        if (!awaitRest(fixture))
            return false;
    }
    return training.status().step == step;
}

bool awaitEnd(StudioFixture& fixture) {
    return QTest::qWaitFor([&] { return !fixture.studio().training().isRunning(); },
                           trainingPatience);
}

QString disagreement(StudioFixture& fixture) {
    const StudioExpectation expected(fixture.state(), fixture.model());
    if (fixture.writtenIds() != expected.text())
        return QStringLiteral("another text");
    return expected.disagreement(fixture.lensReadouts(),
                                 static_cast<std::size_t>(fixture.studio().text().selected()));
}

std::vector<double> lossesIn(const QString& checkpoint) {
    std::vector<double> losses;
    for (const StepRecord& step : loadCheckpoint(checkpoint.toStdString()).progress.steps)
        losses.push_back(step.loss);
    return losses;
}

QStringList halfWrittenFiles(const QString& folder) {
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        if (file.endsWith(".tmp") || file.endsWith(".lock") || file.contains(".part"))
            found.append(file);
    }
    return found;
}

} // namespace tempera::test
