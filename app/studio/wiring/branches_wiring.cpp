// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "ui/branches/branch_panel.h"
#include "ui/compare/compare_panel.h"

#include <algorithm>
#include <set>
#include <span>

namespace tempera::studio {

namespace {

constexpr std::size_t detailWords = 8;

/// The last words of what a person chose, as in "… is a wonderful".
QString detailOf(const Branch& branch, const LoadedModel& model) {
    if (branch.forced.empty())
        return Studio::tr("the text without a choice of yours");
    const std::size_t shown = std::min(detailWords, branch.forced.size());
    QStringList words;
    for (const std::string& word : std::span(branch.forced).last(shown))
        words.append(QString::fromStdString(word));
    const QString text = words.join(tokenSeparatorOf(model));
    const QString front = shown < branch.forced.size() ? QStringLiteral("… ") : QString();
    return Studio::tr("token %1: %2").arg(branch.forced.size()).arg(front + text);
}

void show(Studio& studio) {
    const ExplorationState& state = studio.exploration().state();
    if (!studio.model().handle())
        return;
    std::vector<ui::BranchItem> items;
    for (const Branch& branch : state.branches)
        items.push_back(
            {branch.id, branch.parent,
             branch.parent < 0 ? Studio::tr("Trunk") : QString::fromStdString(branch.name),
             detailOf(branch, *studio.model().handle())});
    studio.window().branches().setBranches(items, state.branch().id);
}

void select(Exploration& exploration, int id) {
    ExplorationState next = exploration.state();
    next.currentBranch = id;
    exploration.change(next, Studio::tr("go to another branch"));
}

void rename(Exploration& exploration, int id, const QString& name) {
    ExplorationState next = exploration.state();
    const auto found = std::ranges::find(next.branches, id, &Branch::id);
    if (found == next.branches.end())
        return;
    found->name = name.toStdString();
    exploration.change(next, Studio::tr("rename a branch"));
}

/// With everything that grew from it. The trunk stays.
void remove(Exploration& exploration, int id) {
    ExplorationState next = exploration.state();
    const auto found = std::ranges::find(next.branches, id, &Branch::id);
    if (found == next.branches.end() || found->parent < 0)
        return;
    const int parent = found->parent;
    std::set<int> gone = {id};
    for (const Branch& branch : next.branches) // parents stand before their children
        if (gone.contains(branch.parent))
            gone.insert(branch.id);
    std::erase_if(next.branches,
                  [&gone](const Branch& branch) { return gone.contains(branch.id); });
    if (gone.contains(next.currentBranch))
        next.currentBranch = parent;
    exploration.change(next, Studio::tr("delete a branch"));
}

} // namespace

void wireBranches(Studio& studio) {
    ui::BranchPanel& panel = studio.window().branches();
    Exploration& exploration = studio.exploration();
    QObject::connect(&exploration, &Exploration::changed, &panel,
                     [&studio](const ExplorationState& before, const ExplorationState& after) {
                         if (before.branches != after.branches ||
                             before.currentBranch != after.currentBranch)
                             show(studio);
                     });
    QObject::connect(&studio.model(), &CurrentModel::changed, &panel, [&studio] { show(studio); });
    QObject::connect(&panel, &ui::BranchPanel::branchSelected, &exploration,
                     [&exploration](int id) { select(exploration, id); });
    QObject::connect(
        &panel, &ui::BranchPanel::renameRequested, &exploration,
        [&exploration](int id, const QString& name) { rename(exploration, id, name); });
    QObject::connect(&panel, &ui::BranchPanel::deleteRequested, &exploration,
                     [&exploration](int id) { remove(exploration, id); });
    QObject::connect(&panel, &ui::BranchPanel::compareRequested, &studio,
                     [&studio](const std::vector<int>& ids) {
                         studio.window().raisePanel(studio.window().compare());
                         studio.compare().compareBranches(ids);
                     });
}

} // namespace tempera::studio
