// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/studio_random_person.h"

#include "ui/branches/branch_panel.h"
#include "ui/compare/compare_card.h"
#include "ui/compare/compare_panel.h"
#include "ui/compare/ladder_chart.h"
#include "ui/compare/temperature_ladder.h"
#include "ui/lens/distribution_view.h"
#include "ui/results/results_panel.h"
#include "ui/samplers/sampler_panel.h"
#include "ui/samplers/switch_box.h"
#include "ui/text/prompt_edit.h"
#include "ui/training/training_panel.h"

#include <QActionGroup>
#include <QtTest>
#include <QtWidgets>

namespace tempera::test {

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
        {"export the texts", &RandomPerson::exportTexts},
        {"save the model", &RandomPerson::saveTheModel},
        {"save a checkpoint", &RandomPerson::saveACheckpoint},
        {"show a panel", &RandomPerson::showAPanel},
        {"click somewhere", &RandomPerson::clickSomewhere},
    };
    const auto& [name, action] =
        actions[static_cast<std::size_t>(below(static_cast<int>(actions.size())))];
    (this->*action)();
    return QLatin1String(name);
}

} // namespace tempera::test
