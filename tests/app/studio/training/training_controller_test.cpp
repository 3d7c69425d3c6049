// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/training_controller.h"

#include "app/studio/training/loss_outline.h"
#include "core/training/training_run.h"
#include "support/fake_language_model.h"
#include "support/temporary_folder.h"

#include <QFile>
#include <QSignalSpy>
#include <QtTest>
#include <cmath>

using namespace tempera;
using namespace tempera::studio;
using namespace tempera::test;

namespace {

std::unique_ptr<LanguageModel> fakeModel(const TrainingRequest& request) {
    return std::make_unique<FakeLanguageModel>(request.settings.model.vocabularySize, 8);
}

QString writeCorpus(const TemporaryFolder& folder) {
    const QString path = QString::fromStdString((folder.path() / "corpus.txt").string());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("the corpus can't be written");
    for (int line = 0; line < 200; ++line)
        file.write(
            QStringLiteral("this film %1 is %2 and long\n").arg(line % 7).arg(line % 5).toUtf8());
    return path;
}

TrainingRequest requestFor(const QString& corpus, std::int64_t steps) {
    TrainingRequest request;
    request.corpus = corpus;
    request.settings = smallTrainingSettings();
    request.settings.data.sequenceLength = request.settings.model.contextLength = 8;
    request.settings.schedule.learningRate = 0.5;
    request.settings.limits = {};
    request.settings.limits.steps = steps;
    return request;
}

/// The losses of the same run without a thread.
std::vector<double> expectedLosses(const TrainingRequest& request) {
    const auto corpus =
        TokenizedCorpus::read(request.corpus.toStdString(), {}, request.settings.standardization);
    const TrainingData data = prepareTrainingData(corpus, request.settings.data);
    TrainingRequest actual = request;
    actual.settings.model.vocabularySize = static_cast<std::int64_t>(data.vocabulary.size());
    Trainer trainer(fakeModel(actual), data, actual.settings);
    runTraining(trainer, data, {}, {}, {});
    std::vector<double> losses;
    for (const StepRecord& step : trainer.progress().steps)
        losses.push_back(step.loss);
    return losses;
}

/// Collects the steps that are reported.
class Reports : public QObject {
public:
    explicit Reports(TrainingController& training) {
        connect(&training, &TrainingController::reported, this,
                [this](const TrainingReport& report) {
                    for (const StepRecord& step : report.steps) {
                        steps.push_back(step.step);
                        losses.push_back(step.loss);
                    }
                });
    }
    std::vector<std::int64_t> steps;
    std::vector<double> losses;
};

} // namespace

class TrainingControllerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void trainsAsTheCommandLineDoes() {
        const TemporaryFolder folder;
        const TrainingRequest request = requestFor(writeCorpus(folder), 300);
        TrainingController training(nullptr, fakeModel);
        Reports reports(training);
        QSignalSpy ended(&training, &TrainingController::ended);
        training.start(request);
        QVERIFY(ended.wait(60'000));
        QVERIFY(ended.front().front().value<TrainingOutcome>().completed);
        QVERIFY(reports.losses == expectedLosses(request));
        for (std::size_t i = 0; i < reports.steps.size(); ++i)
            QCOMPARE(reports.steps[i], static_cast<std::int64_t>(i + 1));
        QVERIFY(training.trainedModel());
        QCOMPARE(training.trainedModel()->step(), std::int64_t(300));
        QVERIFY(!training.isRunning());
    }

    void pauseAndResumeChangeNothing() {
        const TemporaryFolder folder;
        const TrainingRequest request = requestFor(writeCorpus(folder), 3'000);
        TrainingController training(nullptr, fakeModel);
        Reports reports(training);
        QSignalSpy reported(&training, &TrainingController::reported);
        QSignalSpy ended(&training, &TrainingController::ended);
        training.start(request);
        QVERIFY(reported.wait(60'000));
        training.pause();
        QTest::qWait(100); // what was under way is reported
        const std::size_t before = reports.steps.size();
        QVERIFY(!reported.wait(100));
        QCOMPARE(reports.steps.size(), before);
        QVERIFY(training.isRunning());
        training.resume();
        QVERIFY(ended.wait(60'000));
        QVERIFY(reports.losses == expectedLosses(request));
    }

    void stopEndsIt_data() {
        QTest::addColumn<bool>("paused");
        QTest::newRow("running") << false;
        QTest::newRow("paused") << true;
    }
    void stopEndsIt() {
        QFETCH(bool, paused);
        const TemporaryFolder folder;
        TrainingController training(nullptr, fakeModel);
        QSignalSpy reported(&training, &TrainingController::reported);
        QSignalSpy ended(&training, &TrainingController::ended);
        training.start(requestFor(writeCorpus(folder), 1'000'000'000));
        QVERIFY(reported.wait(60'000));
        if (paused)
            training.pause();
        training.stop();
        QVERIFY(ended.wait(60'000));
        const auto outcome = ended.front().front().value<TrainingOutcome>();
        QVERIFY(!outcome.completed);
        QCOMPARE(outcome.problem, QString());
    }

    void tellsWhatIsWrong_data() {
        QTest::addColumn<QString>("corpus");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("named");
        QTest::newRow("no corpus") << "/nowhere/corpus.txt" << QString() << "corpus.txt";
        QTest::newRow("no folder to write to") << QString() << "/nowhere/x.tempera"
                                               << "x.tempera";
    }
    void tellsWhatIsWrong() {
        QFETCH(QString, corpus);
        QFETCH(QString, output);
        QFETCH(QString, named);
        const TemporaryFolder folder;
        TrainingRequest request = requestFor(corpus.isEmpty() ? writeCorpus(folder) : corpus, 100);
        request.output = output;
        TrainingController training(nullptr, fakeModel);
        QSignalSpy ended(&training, &TrainingController::ended);
        training.start(request);
        QVERIFY(ended.wait(60'000));
        const QString problem = ended.front().front().value<TrainingOutcome>().problem;
        QVERIFY2(problem.contains(named), qPrintable(problem));
        QCOMPARE(training.status().phase, ui::TrainingStatus::Phase::failed);
    }

    void endsWithTheWindow() {
        const TemporaryFolder folder;
        auto training = std::make_unique<TrainingController>(nullptr, fakeModel);
        QSignalSpy reported(training.get(), &TrainingController::reported);
        training->start(requestFor(writeCorpus(folder), 1'000'000'000));
        QVERIFY(reported.wait(60'000));
        training.reset(); // a hang would be ended by ctest
    }

    void anOutlineKeepsTheMeans() {
        LossOutline outline;
        double sum = 0.0;
        constexpr int steps = 64'000;
        for (int step = 0; step < steps; ++step) {
            const double loss = 5.0 + std::sin(step / 1'000.0);
            sum += loss;
            outline.append(loss);
        }
        QVERIFY(outline.values().size() < 1'000 && outline.values().size() >= 500);
        double outlineSum = 0.0;
        for (const double value : outline.values())
            outlineSum += value;
        const double mean = outlineSum / static_cast<double>(outline.values().size());
        QVERIFY(std::abs(mean - sum / steps) < 1e-2);
    }
};

QTEST_MAIN(TrainingControllerTest)
#include "training_controller_test.moc"
