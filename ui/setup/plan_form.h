// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/setup/plan_presets.h"
#include "ui/setup/run_plan.h"

#include <QTimer>
#include <QWidget>
#include <vector>

QT_BEGIN_NAMESPACE
class QLabel;
class QScrollArea;
QT_END_NAMESPACE

namespace tempera::ui {

class PresetBar;
class SettingRow;
enum class SettingGroup;

/// Every setting of a plan, in groups, each checked where it is typed.
class PlanForm final : public QWidget {
    Q_OBJECT
public:
    explicit PlanForm(QWidget* parent = nullptr);

    /// Emits nothing. Replaces what is being typed, unless it is the plan already.
    void setPlan(const RunPlan& plan);
    /// The last valid one.
    const RunPlan& plan() const { return plan_; }
    /// Names of the settings whose text can't be used now.
    QStringList problems() const;

Q_SIGNALS:
    void planEdited(const tempera::ui::RunPlan& plan);
    void problemsChanged();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeGroups();
    QWidget* makeGroup(SettingGroup group);
    void connectRow(SettingRow& row);
    void alignColumns();
    /// Checks what is typed now; it becomes the plan when the typing pauses or ends.
    void check();
    void commit();
    /// Puts what is typed into `draft`, each problem at its field; true where there is none.
    bool readInto(RunPlan& draft);
    bool checkTogether(const RunPlan& draft);
    void showPresets();
    RunPlan presetPlan(PlanPreset preset) const;
    int differences(PlanPreset preset) const;
    void choose(PlanPreset preset);
    void explain(const SettingRow& row);
    void explainPreset();
    SettingRow* rowOf(std::string_view path) const;

    RunPlan plan_;
    PlanPreset preset_ = PlanPreset::book; ///< the one that was begun with
    PresetBar* presets_;
    std::vector<SettingRow*> rows_;
    QTimer pause_; ///< runs while something is being typed
    QScrollArea* scroller_;
    QLabel* explanation_;
};

} // namespace tempera::ui
