// SPDX-License-Identifier: GPL-3.0-or-later
// The window closed in the middle of work, with the book's network and LibTorch: everything is
// saved, and the program is gone soon. How soon is printed, the longest of TEMPERA_TEST_CLOSINGS
// closings of each kind; no time is asserted.
#include "app/studio/session/session_file.h"
#include "app/studio/trouble_fixture.h"
#include "core/system/openmp_waiting.h"
#include "core/training/checkpoint_file.h"
#include "support/imdb.h"
#include "support/long_form.h"
#include "ui/results/results_panel.h"

#include <QElapsedTimer>
#include <QtTest>
#include <QtWidgets>
#include <functional>
#include <optional>
#include <random>

using namespace tempera;
using namespace tempera::test;

namespace {

/// A studio in a folder of its own, as a person has it.
class Desk {
public:
    Desk() : fixture_(std::in_place, sessionPath(), studio::libtorchLanguageModel, runsPath()) {}

    StudioFixture& fixture() { return *fixture_; }
    /// Seconds from the click to the end of everything.
    double close() {
        QElapsedTimer timer;
        timer.start();
        int asked = 0;
        if (fixture_->studio().training().isRunning())
            answerBox(QMessageBox::Close, &asked);
        if (!fixture_->window().close())
            qFatal("the window stays: %s", qPrintable(fixture_->window().problem()));
        fixture_.reset();
        return static_cast<double>(timer.elapsed()) / 1e3;
    }
    QString sessionPath() const { return fileName(folder_ / "session.json"); }
    QString runsPath() const { return fileName(folder_ / "runs"); }

private:
    TemporaryFolder folder_;
    std::optional<StudioFixture> fixture_;
};

/// Until its overview is there; the built-in reviews where the path is empty.
void openCorpus(StudioFixture& fixture, const QString& path) {
    studio::CorpusController& corpus = fixture.studio().corpus();
    corpus.open(path);
    QVERIFY(QTest::qWaitFor([&] { return corpus.overview() && !corpus.isReading(); },
                            trainingPatience));
}

TrainingSettings bookWithoutEnd() {
    TrainingSettings settings = bookTrainingSettings();
    settings.limits = {};
    settings.limits.steps = endless;
    return settings;
}

} // namespace

class StudioClosingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QSettings().clear(); }
    void whileTheBooksNetworkTrains();
    void whileTextsAreWritten();
    void whileACorpusIsRead();
    void whileTheSpeedIsMeasured();
    void whileTheSliderIsDragged();

private:
    void repeat(const std::function<void(Desk&)>& begin, int mostMilliseconds,
                const std::function<void(const Desk&)>& check = {});

    int closings_ = 1;
    std::mt19937_64 random_;
};

void StudioClosingTest::initTestCase() {
    closings_ = repetitions("TEMPERA_TEST_CLOSINGS", 1);
    random_.seed(randomSeed());
}

/// Begins, closes at a random moment, looks at what is left.
void StudioClosingTest::repeat(const std::function<void(Desk&)>& begin, int mostMilliseconds,
                               const std::function<void(const Desk&)>& check) {
    double longest = 0.0;
    for (int closing = 0; closing < closings_; ++closing) {
        Desk desk;
        QVERIFY(desk.fixture().awaitText());
        studio::ExplorationState state = desk.fixture().state();
        state.prompt = "closing number " + std::to_string(closing);
        desk.fixture().studio().exploration().change(state, "prompt");
        begin(desk);
        QTest::qWait(std::uniform_int_distribution<int>(0, mostMilliseconds)(random_));
        const studio::ExplorationState last = desk.fixture().state();
        longest = std::max(longest, desk.close());
        const auto session = studio::loadSession(desk.sessionPath().toStdString());
        QVERIFY(session.has_value());
        QVERIFY(session->state == last);
        QCOMPARE(halfWrittenFiles(desk.runsPath()), QStringList());
        if (check)
            check(desk);
    }
    qInfo("%d closings, the longest took %.2f s", closings_, longest);
}

void StudioClosingTest::whileTheBooksNetworkTrains() {
    const auto begin = [](Desk& desk) {
        openCorpus(desk.fixture(), fileName(imdbArchive())); // a checkpoint of 118 MB
        plan(desk.fixture(), bookWithoutEnd());
        QTest::mouseClick(&button(pedals(desk.fixture().window().strip()), "Train"),
                          Qt::LeftButton);
        const auto& training = desk.fixture().studio().training();
        QVERIFY(QTest::qWaitFor([&] { return training.status().step >= 1; }, trainingPatience));
    };
    const auto check = [](const Desk& desk) {
        StudioFixture next({}, studio::libtorchLanguageModel, desk.runsPath());
        QCOMPARE(next.studio().runs().runs().size(), std::size_t{1});
        const studio::RunRecord run = next.studio().runs().runs().front();
        const auto checkpoint = loadCheckpoint(run.checkpoint.toStdString());
        QVERIFY(checkpoint.progress.stepsDone() >= 1);
        QCOMPARE(checkpoint.progress.stepsDone(), run.step); // all that was shown is kept
        QVERIFY(!run.hasEnded());                            // it can be gone on with
    };
    repeat(begin, 3'000, check);
}

void StudioClosingTest::whileTextsAreWritten() {
    repeat(
        [](Desk& desk) {
            desk.fixture().window().raisePanel(desk.fixture().window().results());
            desk.fixture().studio().results().generate(200);
        },
        300);
}

void StudioClosingTest::whileACorpusIsRead() {
    const auto archive = imdbArchive();
    if (archive.empty())
        QSKIP("the IMDB reviews are not there");
    repeat([&](Desk& desk) { desk.fixture().studio().corpus().open(fileName(archive)); }, 500);
}

void StudioClosingTest::whileTheSpeedIsMeasured() {
    repeat(
        [](Desk& desk) {
            plan(desk.fixture(), bookWithoutEnd());
            openCorpus(desk.fixture(), {});
            desk.fixture().studio().estimator().setActive(true);
            desk.fixture().studio().estimator().measure();
        },
        2'000);
}

void StudioClosingTest::whileTheSliderIsDragged() {
    repeat([](Desk& desk) { desk.fixture().drag({0.3, 0.9, 1.4, 0.2}); }, 30);
}

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the program does
    return runStudioTest<StudioClosingTest>(argumentCount, arguments);
}
#include "studio_closing_test.moc"
