// SPDX-License-Identifier: GPL-3.0-or-later
// Thousands of random actions over the whole window, a run's among them: whatever was done, text
// and Lens are what core computes from state and model.
#include "app/studio/studio.h"

#include "core/training/moment_store.h"
#include "support/fake_language_model.h"
#include "support/moments.h"
#include "support/small_checkpoint.h"
#include "support/studio_expectation.h"
#include "support/studio_fixture.h"
#include "support/studio_training.h"
#include "support/temporary_folder.h"
#include "ui/branches/branch_panel.h"
#include "ui/compare/compare_card.h"
#include "ui/compare/compare_panel.h"
#include "ui/compare/ladder_chart.h"
#include "ui/compare/temperature_ladder.h"
#include "ui/corpus/corpus_controls.h"
#include "ui/corpus/corpus_panel.h"
#include "ui/lens/distribution_view.h"
#include "ui/moments/moment_timeline.h"
#include "ui/moments/moments_panel.h"
#include "ui/results/results_panel.h"
#include "ui/samplers/sampler_panel.h"
#include "ui/samplers/switch_box.h"
#include "ui/setup/model_panel.h"
#include "ui/setup/setting_editor.h"
#include "ui/setup/setting_row.h"
#include "ui/text/prompt_edit.h"
#include "ui/training/earlier_runs_panel.h"
#include "ui/training/training_panel.h"
#include "ui/training/training_strip.h"

#include <QActionGroup>
#include <QtTest>
#include <QtWidgets>
#include <random>

using namespace tempera;
using namespace tempera::test;

namespace {

constexpr int actionCount = 2'400;
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

/// A person who does anything.
class RandomPerson {
public:
    RandomPerson(StudioFixture& fixture, QStringList corpora, std::uint64_t seed)
        : fixture_(fixture), corpora_(std::move(corpora)), random_(seed) {}

    /// Does something and returns what it was.
    QString act();

private:
    int below(int bound) { return std::uniform_int_distribution(0, bound - 1)(random_); }
    double temperature() {
        return std::exp(std::uniform_real_distribution(std::log(0.05), std::log(5.0))(random_));
    }
    ui::MainWindow& window() { return fixture_.window(); }

    void moveTheSlider();
    void pressASliderKey();
    void clickAToken();
    void walkInTheText();
    void chooseACandidate();
    void type();
    void editSamplers();
    void reorderSamplers();
    void undoOrRedo();
    void changeTheSeed();
    void changeTheLength();
    void handleBranches();
    void activateAColumn();
    void climbTheLadder();
    void switchTheTheme();
    void resize();
    void openACorpus();
    void planInTheCorpusTab();
    void planInTheModelTab();
    void pressAPedal();
    void train();
    void pinTheWeights();
    void chooseAModel();
    void goThroughMoments();
    void handleEarlierRuns();
    void takeAWayOut();
    void generate();
    void showAPanel();
    void clickSomewhere();

    StudioFixture& fixture_;
    QStringList corpora_;
    std::mt19937_64 random_;
};

void RandomPerson::moveTheSlider() {
    std::vector<double> moves;
    for (int i = below(4); i >= 0; --i)
        moves.push_back(temperature());
    fixture_.drag(moves);
}

void RandomPerson::pressASliderKey() {
    constexpr std::array keys{Qt::Key_Left, Qt::Key_Right,    Qt::Key_Home,
                              Qt::Key_End,  Qt::Key_PageDown, Qt::Key_PageUp};
    QTest::keyClick(&fixture_.slider(), keys.at(static_cast<std::size_t>(below(keys.size()))));
}

void RandomPerson::clickAToken() {
    const auto count = static_cast<int>(fixture_.tokenView().tokens().size());
    if (count > 0)
        fixture_.clickToken(below(std::min(count, 60)));
}

void RandomPerson::walkInTheText() {
    constexpr std::array keys{Qt::Key_Left, Qt::Key_Right, Qt::Key_Home,
                              Qt::Key_End,  Qt::Key_Up,    Qt::Key_Down};
    fixture_.tokenView().setFocus();
    QTest::keyClick(&fixture_.tokenView(), keys.at(static_cast<std::size_t>(below(keys.size()))));
}

void RandomPerson::chooseACandidate() {
    if (fixture_.state().branches.size() > 12)
        return;
    auto& view = fixture_.child<ui::DistributionView>();
    if (!view.isVisible() || view.model()->rowCount() == 0)
        return;
    const QModelIndex row = view.model()->index(below(view.model()->rowCount()), 0);
    const QPoint place = view.visualRect(row).center();
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, place);
}

void RandomPerson::type() {
    static const QStringList words{"the ", "film ", "was ", "good ", "xyzzy ", "ü ", "  "};
    auto& edit = fixture_.child<ui::PromptEdit>();
    if (below(4) == 0)
        edit.selectAll();
    if (below(4) == 0)
        QTest::keyClick(&edit, Qt::Key_Backspace);
    const QString text = words.at(below(static_cast<int>(words.size())));
    for (const QChar letter : text)
        QTest::sendKeyEvent(QTest::Click, &edit, Qt::Key_unknown, QString(letter), {});
}

void RandomPerson::editSamplers() {
    const auto switches = window().samplers().findChildren<ui::SwitchBox*>();
    const auto spins = window().samplers().findChildren<QAbstractSpinBox*>();
    if (below(2) == 0 || spins.isEmpty())
        QTest::keyClick(switches.at(below(static_cast<int>(switches.size()))), Qt::Key_Space);
    else
        spins.at(below(static_cast<int>(spins.size())))->stepBy(below(21) - 10);
}

void RandomPerson::reorderSamplers() {
    const auto buttons = window().samplers().findChildren<QAbstractButton*>();
    QAbstractButton* const button = buttons.at(below(static_cast<int>(buttons.size())));
    if (button->isEnabled())
        button->click();
}

void RandomPerson::undoOrRedo() {
    QAction& action = below(3) == 0 ? fixture_.redoAction() : fixture_.undoAction();
    for (int i = below(4); i >= 0; --i)
        action.trigger();
}

void RandomPerson::changeTheSeed() {
    (below(3) == 0 ? window().actions().lockSeed : window().actions().rerollSeed)->trigger();
}

void RandomPerson::changeTheLength() {
    studio::ExplorationState state = fixture_.state();
    state.length = static_cast<std::size_t>(1 + below(60));
    fixture_.studio().exploration().change(state, "change the length",
                                           studio::Exploration::Change::length);
}

void RandomPerson::handleBranches() {
    ui::BranchPanel& panel = window().branches();
    const auto& branches = fixture_.state().branches;
    const int id =
        branches.at(static_cast<std::size_t>(below(static_cast<int>(branches.size())))).id;
    switch (below(4)) {
    case 0:
        Q_EMIT panel.renameRequested(id, QString::number(below(100)));
        break;
    case 1:
        Q_EMIT panel.deleteRequested(id);
        break;
    case 2:
        if (branches.size() > 1)
            Q_EMIT panel.compareRequested({branches[0].id, branches[1].id});
        break;
    default:
        Q_EMIT panel.branchSelected(id);
    }
}

void RandomPerson::activateAColumn() {
    window().raisePanel(window().compare());
    const auto cards = window().compare().findChildren<ui::CompareCard*>();
    if (!cards.isEmpty())
        QTest::keyClick(cards.at(below(static_cast<int>(cards.size()))), Qt::Key_Return);
}

void RandomPerson::climbTheLadder() {
    window().raisePanel(window().ladder());
    auto& chart = fixture_.child<ui::LadderChart>();
    constexpr std::array keys{Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down,
                              Qt::Key_Return};
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(&chart, keys.at(static_cast<std::size_t>(below(keys.size()))));
}

void RandomPerson::switchTheTheme() {
    const QList<QAction*> themes = window().actions().theme->actions();
    themes.at(below(static_cast<int>(themes.size())))->trigger();
}

void RandomPerson::resize() {
    window().resize(1'024 + below(600), 700 + below(300));
}

void RandomPerson::openACorpus() {
    fixture_.studio().open(corpora_.at(below(static_cast<int>(corpora_.size()))));
}

void RandomPerson::planInTheCorpusTab() {
    ui::CorpusControls& controls = fixture_.child<ui::CorpusControls>(&window().corpus());
    const auto spins = controls.findChildren<QSpinBox*>();
    const auto boxes = controls.findChildren<QComboBox*>();
    if (below(2) == 0)
        spins.at(below(static_cast<int>(spins.size())))->stepBy(below(11) - 5);
    else
        QTest::keyClick(boxes.at(below(static_cast<int>(boxes.size()))),
                        below(2) == 0 ? Qt::Key_Down : Qt::Key_Up);
}

void RandomPerson::planInTheModelTab() {
    static const QStringList values{"1", "2", "8", "16", "80", "300", "0.01", "-1", "many", ""};
    const auto rows = window().model().findChildren<ui::SettingRow*>();
    const ui::SettingRow& row = *rows.at(below(static_cast<int>(rows.size())));
    auto* const line = qobject_cast<QLineEdit*>(row.editor().control());
    if (line == nullptr || row.field().editor != ui::SettingField::Editor::number)
        return;
    line->selectAll();
    QTest::keyClicks(line, values.at(below(static_cast<int>(values.size()))));
    QTest::keyClick(line, Qt::Key_Return);
}

void RandomPerson::pressAPedal() {
    QWidget& place = below(2) == 0 ? static_cast<QWidget&>(window().strip())
                                   : static_cast<QWidget&>(window().training());
    const auto buttons = pedals(place).findChildren<QPushButton*>();
    QPushButton* const pedal = buttons.at(below(static_cast<int>(buttons.size())));
    if (!pedal->isHidden() && pedal->isEnabled())
        QTest::mouseClick(pedal, Qt::LeftButton);
}

/// A run that trains, whatever was planned.
void RandomPerson::train() {
    studio::TrainingController& training = fixture_.studio().training();
    if (!training.isRunning())
        fixture_.studio().runKeeper().begin(endlessTraining());
    else if (below(3) == 0)
        window().actions().stopTraining->trigger();
    else
        window().actions().pauseTraining->trigger();
}

void RandomPerson::pinTheWeights() {
    for (auto* each : window().strip().findChildren<QToolButton*>())
        if (each->accessibleName() == "Pin the weights" && each->isVisible())
            QTest::mouseClick(each, Qt::LeftButton);
}

void RandomPerson::chooseAModel() {
    (below(3) == 0 ? window().actions().openBuiltin : window().actions().useTrained)->trigger();
}

void RandomPerson::goThroughMoments() {
    window().raisePanel(window().moments());
    constexpr std::array keys{Qt::Key_Home, Qt::Key_End,    Qt::Key_Left,
                              Qt::Key_Left, Qt::Key_PageUp, Qt::Key_Right};
    auto& timeline = fixture_.child<ui::MomentTimeline>(&window().moments());
    for (int i = below(3); i >= 0; --i)
        QTest::keyClick(&timeline, keys.at(static_cast<std::size_t>(below(keys.size()))));
}

void RandomPerson::handleEarlierRuns() {
    auto& list = fixture_.child<QListWidget>(&window().training());
    if (list.count() == 0)
        return;
    const int row = below(list.count());
    list.setCurrentRow(row);
    switch (below(5)) {
    case 0:
        QTest::mouseClick(&button(window().training(), "Resume the selected run"), Qt::LeftButton);
        break;
    case 1:
        // The old ones, which have moments, stay.
        if (list.count() > 4 && row < list.count() - 2) {
            int asked = 0;
            answerBox(below(3) == 0 ? QMessageBox::No : QMessageBox::Yes, &asked);
            QTest::mouseClick(&button(window().training(), "Remove the selected run"),
                              Qt::LeftButton);
        }
        break;
    case 2:
        QTest::keyClick(&list, Qt::Key_Space);
        break;
    default:
        QTest::mouseClick(&button(window().training(), "Open the selected run"), Qt::LeftButton);
    }
}

/// But for those that ask for a file.
void RandomPerson::takeAWayOut() {
    QStringList texts = waysOut(fixture_);
    texts.removeIf([](const QString& text) { return text.endsWith("..."); });
    if (!texts.isEmpty())
        QTest::mouseClick(wayOut(fixture_, texts.at(below(static_cast<int>(texts.size())))),
                          Qt::LeftButton);
}

void RandomPerson::generate() {
    if (below(3) == 0)
        fixture_.studio().results().generate(1 + below(5));
    else
        QTest::keyClick(&window(), Qt::Key_Return, Qt::ControlModifier);
}

void RandomPerson::showAPanel() {
    const auto docks = window().findChildren<QDockWidget*>();
    QDockWidget* const dock = docks.at(below(static_cast<int>(docks.size())));
    dock->setVisible(below(4) != 0);
    dock->raise();
}

void RandomPerson::clickSomewhere() {
    QWidget& panel = below(2) == 0 ? static_cast<QWidget&>(window().compare())
                                   : static_cast<QWidget&>(window().training());
    const QPoint place(below(panel.width()), below(panel.height()));
    QWidget* const target = panel.childAt(place);
    const bool opensADialog = qobject_cast<QAbstractButton*>(target) != nullptr;
    if (target != nullptr && panel.isVisible() && !opensADialog)
        QTest::mouseClick(target, Qt::LeftButton, {}, target->mapFrom(&panel, place));
}

QString RandomPerson::act() {
    using Action = void (RandomPerson::*)();
    static const std::vector<std::pair<const char*, Action>> actions{
        {"move the slider", &RandomPerson::moveTheSlider},
        {"press a slider key", &RandomPerson::pressASliderKey},
        {"click a token", &RandomPerson::clickAToken},
        {"walk in the text", &RandomPerson::walkInTheText},
        {"choose a candidate", &RandomPerson::chooseACandidate},
        {"type", &RandomPerson::type},
        {"edit samplers", &RandomPerson::editSamplers},
        {"reorder samplers", &RandomPerson::reorderSamplers},
        {"undo or redo", &RandomPerson::undoOrRedo},
        {"change the seed", &RandomPerson::changeTheSeed},
        {"change the length", &RandomPerson::changeTheLength},
        {"handle branches", &RandomPerson::handleBranches},
        {"activate a column", &RandomPerson::activateAColumn},
        {"climb the ladder", &RandomPerson::climbTheLadder},
        {"switch the theme", &RandomPerson::switchTheTheme},
        {"resize", &RandomPerson::resize},
        {"open a corpus", &RandomPerson::openACorpus},
        {"plan in the Corpus tab", &RandomPerson::planInTheCorpusTab},
        {"plan in the Model tab", &RandomPerson::planInTheModelTab},
        {"press a pedal", &RandomPerson::pressAPedal},
        {"train", &RandomPerson::train},
        {"pin the weights", &RandomPerson::pinTheWeights},
        {"choose a model", &RandomPerson::chooseAModel},
        {"go through moments", &RandomPerson::goThroughMoments},
        {"handle earlier runs", &RandomPerson::handleEarlierRuns},
        {"take a way out", &RandomPerson::takeAWayOut},
        {"generate", &RandomPerson::generate},
        {"show a panel", &RandomPerson::showAPanel},
        {"click somewhere", &RandomPerson::clickSomewhere},
    };
    const auto& [name, action] =
        actions[static_cast<std::size_t>(below(static_cast<int>(actions.size())))];
    (this->*action)();
    return QLatin1String(name);
}

/// Nothing changes any more: a run is paused, so that it publishes nothing.
bool awaitQuiet(StudioFixture& fixture) {
    studio::TrainingController& training = fixture.studio().training();
    if (training.isRunning() && training.status().phase != ui::TrainingStatus::Phase::stopping)
        training.pause();
    QTest::qWait(1);
    if (training.status().phase == ui::TrainingStatus::Phase::stopping &&
        !QTest::qWaitFor([&] { return !training.isRunning(); }, patience))
        return false;
    return fixture.awaitText();
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

} // namespace

class StudioRandomActionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithCoreWhateverIsDone();
};

void StudioRandomActionsTest::agreesWithCoreWhateverIsDone() {
    bool given = false;
    const quint64 wanted = qEnvironmentVariable("TEMPERA_TEST_SEED").toULongLong(&given);
    const std::uint64_t seed = given ? wanted : std::random_device()();
    const Belongings belongings;
    StudioFixture fixture({}, unevenModel, belongings.runs());
    QVERIFY(fixture.awaitText());
    RandomPerson person(fixture, belongings.corpora, seed);
    QStringList recent;
    for (int i = 1; i <= actionCount; ++i) {
        recent.append(person.act());
        recent = recent.mid(std::max<qsizetype>(0, recent.size() - 3 * actionsPerCheck));
        if (i % 3 != 0)
            QApplication::processEvents();
        if (i % actionsPerCheck != 0)
            continue;
        const QString problem = awaitQuiet(fixture) ? problemOf(fixture) : "it hangs";
        if (!problem.isEmpty())
            QFAIL(qPrintable(QStringLiteral("TEMPERA_TEST_SEED=%1, action %2: %3 after %4")
                                 .arg(seed)
                                 .arg(i)
                                 .arg(problem, recent.join(", "))));
    }
}

int main(int argumentCount, char** arguments) {
    return runStudioTest<StudioRandomActionsTest>(argumentCount, arguments);
}
#include "studio_random_actions_test.moc"
