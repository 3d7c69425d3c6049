// SPDX-License-Identifier: GPL-3.0-or-later
// A run in the window, by mouse and keyboard: its pedals, the pin, closing while it goes on.
#include "app/studio/studio.h"

#include "core/system/openmp_waiting.h"
#include "core/training/checkpoint_file.h"
#include "support/studio_training.h"
#include "support/temporary_folder.h"
#include "ui/training/training_panel.h"
#include "ui/training/training_strip.h"
#include "ui/training/weights_box.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::test;
using Phase = ui::TrainingStatus::Phase;

namespace {

void press(QAbstractButton& pedal, bool byKeyboard) {
    QVERIFY(pedal.isEnabled());
    if (!byKeyboard)
        return QTest::mouseClick(&pedal, Qt::LeftButton);
    pedal.setFocus();
    QTest::keyClick(&pedal, Qt::Key_Space);
}

QAbstractButton& pin(StudioFixture& fixture) {
    return button(fixture.window().strip(), "Pin the weights");
}

QString weightsText(StudioFixture& fixture) {
    return fixture.child<ui::WeightsBox>(&fixture.window().strip()).text();
}

} // namespace

class StudioTrainingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
    void pedalsDriveTheRun_data();
    void pedalsDriveTheRun();
    void windowFollowsTheRun();
    void pinKeepsTheWeights();
    void anotherModelEndsTheFollowing();
    void stoppingIsNotTakenBack();
    void plannedStandardizationIsTrained();
    void closingCanBeTakenBack();
    void closingSavesTheRun();
};

void StudioTrainingTest::pedalsDriveTheRun_data() {
    QTest::addColumn<bool>("onPanel");
    QTest::addColumn<bool>("byKeyboard");
    QTest::newRow("strip, mouse") << false << false;
    QTest::newRow("strip, keyboard") << false << true;
    QTest::newRow("panel, mouse") << true << false;
    QTest::newRow("panel, keyboard") << true << true;
}

void StudioTrainingTest::pedalsDriveTheRun() {
    QFETCH(bool, onPanel);
    QFETCH(bool, byKeyboard);
    StudioFixture fixture;
    ui::MainWindow& window = fixture.window();
    const studio::TrainingController& training = fixture.studio().training();
    if (onPanel)
        window.raisePanel(window.training());
    ui::TrainingPedals& pedal = onPanel ? pedals(window.training()) : pedals(window.strip());
    const auto pressed = [&](const char* name) { press(button(pedal, name), byKeyboard); };

    pressed("Train");
    QVERIFY(training.isRunning());
    QVERIFY(!window.training().visibleRegion().isEmpty());
    QVERIFY(training.request().corpus.path.isEmpty()); // the built-in reviews
    QTRY_VERIFY_WITH_TIMEOUT(training.status().step >= 2, trainingPatience);
    TrainingSettings actual = training.runStart().settings;
    const TrainingSettings& planned = fixture.studio().setup().plan().settings;
    QVERIFY(actual.model.vocabularySize <= planned.data.vocabularySize);
    actual.model.vocabularySize = planned.model.vocabularySize; // of the words that there are
    actual.data.vocabularySize = planned.data.vocabularySize;
    actual.model.contextLength = planned.model.contextLength;
    QCOMPARE(QString::fromStdString(toJson(actual)), QString::fromStdString(toJson(planned)));

    pressed("Pause");
    QCOMPARE(training.status().phase, Phase::paused);
    pressed("Single step"); // which ends with the step that was under way, where there was one
    QVERIFY(awaitRest(fixture));
    const qint64 rested = training.status().step;
    for (qint64 more = 1; more <= 3; ++more) {
        pressed("Single step");
        QVERIFY(awaitRest(fixture));
        QCOMPARE(training.status().step, rested + more);
    }
    pressed("Resume");
    QTRY_VERIFY_WITH_TIMEOUT(training.status().step > rested + 5, trainingPatience);
    QCOMPARE(training.status().phase, Phase::running);
    pressed("Stop training");
    QVERIFY(awaitEnd(fixture));
    QCOMPARE(training.status().message, QString());
    QCOMPARE(window.training().records().stepsDone(), training.status().step);
    QCOMPARE(button(pedal, "Train").isEnabled(), true);
}

void StudioTrainingTest::windowFollowsTheRun() {
    StudioFixture fixture;
    const ModelHandle before = fixture.studio().model().handle();
    for (const qint64 step : {1, 2, 3}) {
        QVERIFY(stepTo(fixture, step));
        QVERIFY(fixture.studio().model().handle() != before);
        QCOMPARE(fixture.model().step(), std::int64_t{step});
        QVERIFY(fixture.awaitText());
        QCOMPARE(disagreement(fixture), QString());
        QVERIFY2(weightsText(fixture).startsWith("weights of step " + QString::number(step)),
                 qPrintable(weightsText(fixture)));
    }
}

void StudioTrainingTest::pinKeepsTheWeights() {
    StudioFixture fixture;
    QVERIFY(stepTo(fixture, 1));
    const ModelHandle first = fixture.studio().model().handle();
    press(pin(fixture), /*byKeyboard=*/false);
    QVERIFY(stepTo(fixture, 3));
    QCOMPARE(fixture.studio().model().handle(), first);
    QCOMPARE(weightsText(fixture), QString("pinned at step 1, training is at 3"));
    fixture.drag({0.4});
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
    press(pin(fixture), /*byKeyboard=*/true);
    QCOMPARE(fixture.model().step(), std::int64_t{3});
    QVERIFY(stepTo(fixture, 4));
    QCOMPARE(fixture.model().step(), std::int64_t{4});
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
}

void StudioTrainingTest::anotherModelEndsTheFollowing() {
    StudioFixture fixture;
    QAction& useTrained = *fixture.window().actions().useTrained;
    QVERIFY(!useTrained.isEnabled());
    QVERIFY(stepTo(fixture, 1));
    QVERIFY(!useTrained.isEnabled());
    fixture.window().actions().openBuiltin->trigger();
    const ModelHandle builtin = fixture.studio().model().handle();
    QVERIFY(stepTo(fixture, 2));
    QCOMPARE(fixture.studio().model().handle(), builtin);
    QVERIFY(useTrained.isEnabled());
    useTrained.trigger();
    QCOMPARE(fixture.model().step(), std::int64_t{2});
    QVERIFY(stepTo(fixture, 3)); // and is followed again
    QCOMPARE(fixture.model().step(), std::int64_t{3});
    press(pin(fixture), /*byKeyboard=*/false);
    QVERIFY(stepTo(fixture, 4));
    press(button(pedals(fixture.window().strip()), "Stop training"), /*byKeyboard=*/false);
    QVERIFY(awaitEnd(fixture));
    QCOMPARE(fixture.model().step(), std::int64_t{3}); // pinned, also at the end
    QVERIFY(useTrained.isEnabled());
    useTrained.trigger();
    QCOMPARE(fixture.model().step(), std::int64_t{4});
    QVERIFY(fixture.awaitText());
    QCOMPARE(disagreement(fixture), QString());
}

/// Whatever is pressed while a run ends, it ends and says so.
void StudioTrainingTest::stoppingIsNotTakenBack() {
    StudioFixture fixture;
    QVERIFY(stepTo(fixture, 1));
    studio::TrainingController& training = fixture.studio().training();
    training.stop();
    fixture.window().actions().pauseTraining->trigger();
    QCOMPARE(training.status().phase, Phase::stopping);
    Q_EMIT fixture.window().training().playRequested();
    QCOMPARE(training.status().phase, Phase::stopping);
    training.step();
    QCOMPARE(training.status().phase, Phase::stopping);
    QVERIFY(awaitEnd(fixture));
    QCOMPARE(training.status().phase, Phase::finished);
    QCOMPARE(training.status().step, qint64{1});
}

/// Also where no corpus was looked at before.
void StudioTrainingTest::plannedStandardizationIsTrained() {
    StudioFixture fixture;
    TrainingSettings settings = fixture.studio().setup().plan().settings;
    settings.standardization = Standardization::characters;
    plan(fixture, settings);
    QVERIFY(stepTo(fixture, 1));
    for (const std::string& word : fixture.model().vocabulary().words())
        QVERIFY2(QString::fromStdString(word).size() <= 1 || word == "[UNK]" || word == "\\n",
                 word.c_str());
}

void StudioTrainingTest::closingCanBeTakenBack() {
    StudioFixture fixture;
    QVERIFY(stepTo(fixture, 1));
    int asked = 0;
    answerBox(QMessageBox::Cancel, &asked);
    QVERIFY(!fixture.window().close());
    QCOMPARE(asked, 1);
    QVERIFY(fixture.window().isVisible());
    QVERIFY(stepTo(fixture, 2));
}

void StudioTrainingTest::closingSavesTheRun() {
    const TemporaryFolder folder;
    const QString runs = QString::fromStdString((folder / "runs").string());
    QString checkpoint;
    {
        StudioFixture fixture({}, studio::libtorchLanguageModel, runs);
        plan(fixture, tinyTraining(1'000'000));
        const studio::TrainingController& training = fixture.studio().training();
        press(button(pedals(fixture.window().strip()), "Train"), /*byKeyboard=*/false);
        QTRY_VERIFY_WITH_TIMEOUT(training.status().step >= 6, trainingPatience);
        checkpoint = training.request().output;
        int asked = 0;
        answerBox(QMessageBox::Close, &asked);
        QVERIFY(fixture.window().close());
        QCOMPARE(asked, 1);
    }
    QCOMPARE(halfWrittenFiles(runs), QStringList());
    const auto losses = lossesIn(checkpoint); // complete: it is checked while it is read
    QVERIFY(losses.size() >= 6);
    StudioFixture next({}, studio::libtorchLanguageModel, runs);
    const auto listed = next.studio().runs().runs();
    QCOMPARE(listed.size(), std::size_t{1});
    QCOMPARE(listed[0].checkpoint, checkpoint);
    QCOMPARE(listed[0].step, static_cast<qint64>(losses.size()));
    QVERIFY2(next.window().problem().contains(
                 "step " + QLocale().toString(static_cast<qlonglong>(losses.size()))),
             qPrintable(next.window().problem()));
    QVERIFY(wayOut(next, "Go On with It") != nullptr);
    QTest::mouseClick(wayOut(next, "Go On with It"), Qt::LeftButton);
    const studio::TrainingController& training = next.studio().training();
    QTRY_VERIFY_WITH_TIMEOUT(training.status().step > static_cast<qint64>(losses.size()),
                             trainingPatience);
    press(button(pedals(next.window().strip()), "Stop training"), /*byKeyboard=*/false);
    QVERIFY(awaitEnd(next));
    auto gone = lossesIn(checkpoint);
    QVERIFY(gone.size() > losses.size());
    gone.resize(losses.size());
    QCOMPARE(gone, losses);
}

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the program does
    return runStudioTest<StudioTrainingTest>(argumentCount, arguments);
}
#include "studio_training_test.moc"
