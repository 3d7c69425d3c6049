// SPDX-License-Identifier: GPL-3.0-or-later
// Thousands of random actions over the whole window, a run's among them: whatever was done, text
// and Lens are what core computes from state and model, and files hold what they should.
// TEMPERA_TEST_ACTIONS says how many, where it is run by hand.
#include "app/studio/studio.h"

#include "core/training/moment_store.h"
#include "support/fake_language_model.h"
#include "support/long_form.h"
#include "support/moments.h"
#include "support/small_checkpoint.h"
#include "support/studio_expectation.h"
#include "support/studio_fixture.h"
#include "support/studio_random_person.h"
#include "support/studio_training.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <QtWidgets>
#include <random>

using namespace tempera;
using namespace tempera::test;

namespace {

/// Actions between two looks at text and Lens; one in three of them is followed by the next without
/// a turn of the event loop.
constexpr int actionsPerCheck = 8;
constexpr int patience = 60'000;

/// A fake model whose table is never the same number throughout: equal probabilities would add up
/// to a top-p now and then, where rounding decides which of them are kept.
std::unique_ptr<LanguageModel> unevenModel(const studio::TrainingRequest& request) {
    auto model = std::make_unique<FakeLanguageModel>(request.settings.model.vocabularySize,
                                                     request.settings.data.sequenceLength);
    ModelWeights weights = *model->snapshot();
    std::mt19937 random(1);
    std::normal_distribution<float> uneven(0.0F, 0.1F);
    for (float& logit : weights.tensors.front().values)
        logit = uneven(random);
    model->load(weights);
    return model;
}

/// Two corpora, and a library with two runs that ended long ago, whose corpora are gone.
struct Belongings {
    Belongings() {
        std::string text;
        for (int i = 0; i < 30; ++i)
            text += "Ein Film, ein Ende: überall öde! a movie is odd\n";
        corpora = {"", path(folder.write("small.txt", smallCorpus())),
                   path(folder.write("other.txt", text)), path(folder / "absent.txt")};
        studio::RunLibrary library(runs());
        for (const std::int64_t steps : {8, 12})
            addRun(library, steps);
    }

    QString runs() const { return path(folder / "runs"); }

    TemporaryFolder folder;
    QStringList corpora; ///< empty: the built-in one

private:
    static QString path(const std::filesystem::path& file) {
        return QString::fromStdString(file.string());
    }

    static void addRun(studio::RunLibrary& library, std::int64_t steps) {
        studio::RunRecord run;
        run.corpus = QStringLiteral("/gone/reviews.txt");
        run.settings = smallCheckpoint(steps).settings;
        run = library.begin(run);
        saveCheckpoint(run.checkpoint.toStdString(), smallCheckpoint(steps));
        MomentStore moments(library.momentsFolder(run).toStdString());
        for (std::int64_t step = 4; step <= steps; step += 4)
            moments.add(momentAt(step, step / 4, /*atEpochEnd=*/true), randomModelAt(step)->file());
        run.state = studio::RunRecord::State::finished;
        run.step = steps;
        library.update(run);
    }
};

/// Until nothing changes any more: a run is paused, so that it publishes nothing. Returns what is
/// still going on after a minute.
QString awaitQuiet(StudioFixture& fixture) {
    studio::TrainingController& training = fixture.studio().training();
    if (training.isRunning() && training.status().phase != ui::TrainingStatus::Phase::stopping)
        training.pause();
    QTest::qWait(1);
    if (training.status().phase == ui::TrainingStatus::Phase::stopping &&
        !QTest::qWaitFor([&] { return !training.isRunning(); }, patience))
        return "a run that was stopped goes on";
    if (fixture.awaitText())
        return {};
    const studio::Generator& generator = fixture.studio().generator();
    return QStringLiteral("no quiet: typing %1, text %2, position %3, phase of training %4")
        .arg(fixture.studio().text().awaitsEndOfTyping())
        .arg(generator.isBusy(studio::Lane::text))
        .arg(generator.isBusy(studio::Lane::position))
        .arg(static_cast<int>(training.status().phase));
}

/// As test::disagreement(), also where nothing is written, and in more words.
QString problemOf(StudioFixture& fixture) {
    const StudioExpectation expected(fixture.state(), fixture.model());
    const std::vector<TokenId> written = fixture.writtenIds();
    if (written != expected.text())
        return QStringLiteral("%1 tokens are written, %2 expected, the first %3 agree")
            .arg(written.size())
            .arg(expected.text().size())
            .arg(std::ranges::mismatch(written, expected.text()).in1 - written.begin());
    const int selected = fixture.studio().text().selected();
    if (expected.text().empty())
        return fixture.lensReadouts() == ui::LensReadouts{} ? "" : "readouts of nothing";
    return expected.disagreement(fixture.lensReadouts(), static_cast<std::size_t>(selected));
}

QString samplersOf(StudioFixture& fixture) {
    return QString::fromStdString(describe(activeChain(fixture.state().samplers)));
}

} // namespace

class StudioRandomActionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithCoreWhateverIsDone();
};

void StudioRandomActionsTest::agreesWithCoreWhateverIsDone() {
    const std::uint64_t seed = randomSeed();
    const int actionCount = repetitions("TEMPERA_TEST_ACTIONS", 2'400);
    const Belongings belongings;
    StudioFixture fixture({}, unevenModel, belongings.runs());
    plan(fixture, endlessTraining().settings);
    QVERIFY(fixture.awaitText());
    RandomPerson person(fixture, belongings.corpora, seed);
    QStringList recent;
    int checks = 0;
    for (int i = 1; i <= actionCount; ++i) {
        recent.append(person.act());
        recent = recent.mid(std::max<qsizetype>(0, recent.size() - 3 * actionsPerCheck));
        if (i % 3 != 0)
            QApplication::processEvents();
        if (i % actionsPerCheck != 0)
            continue;
        QString problem = awaitQuiet(fixture);
        if (problem.isEmpty())
            problem = problemOf(fixture);
        if (problem.isEmpty())
            problem = person.problem();
        ++checks;
        if (!problem.isEmpty())
            QFAIL(qPrintable(QStringLiteral("TEMPERA_TEST_SEED=%1, action %2: %3 by %4 after %5")
                                 .arg(seed)
                                 .arg(i)
                                 .arg(problem, samplersOf(fixture), recent.join(", "))));
    }
    qInfo("%d actions, %d looks at text and Lens, %d files", actionCount, checks,
          person.filesWritten());
    QVERIFY(person.filesWritten() > 0);
}

int main(int argumentCount, char** arguments) {
    return runStudioTest<StudioRandomActionsTest>(argumentCount, arguments);
}
#include "studio_random_actions_test.moc"
