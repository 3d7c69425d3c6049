// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/setup/run_plan.h"

#include <QString>
#include <functional>
#include <string_view>
#include <vector>

namespace tempera::ui {

enum class SettingGroup { data, network, optimizer, schedule, run, limits, machine };

/// A value that is chosen by name: the name in files, and the one for people.
struct SettingChoice {
    QString name;
    QString label;
};

/// One setting of a plan as a form shows it. Every value goes through text, which holds it exactly.
struct SettingField {
    enum class Editor { number, choice, toggle, file };

    std::string_view path; ///< in toJson(TrainingSettings); the machine's have names of their own
    SettingGroup group = SettingGroup::data;
    Editor editor = Editor::number;
    QString label;
    QString unit;        ///< behind the value; may be empty
    QString explanation; ///< one sentence
    QString range;       ///< what is allowed, in words; empty for choices
    QString placeholder; ///< what an empty editor stands for
    std::vector<SettingChoice> choices;
    /// The value as text: a number, a choice's name, "true" or "false", a path.
    std::function<QString(const RunPlan&)> text;
    /// Puts the text's value into the plan; returns what is wrong with it, empty where nothing is.
    std::function<QString(const QString&, RunPlan&)> apply;
    /// False where the plan's other settings leave this one without a meaning.
    std::function<bool(const RunPlan&)> applies = [](const RunPlan&) { return true; };

    /// The value for people: the choice's label, "on" or "off", "none" for a missing limit.
    QString displayText(const RunPlan& plan) const;
};

/// Every setting, in the form's order.
std::vector<SettingField> settingFields();

/// Its parts.
std::vector<SettingField> dataFields();
std::vector<SettingField> networkFields();
std::vector<SettingField> optimizerFields();
std::vector<SettingField> scheduleFields();
std::vector<SettingField> runFields();
std::vector<SettingField> limitFields();
std::vector<SettingField> machineFields();

QString groupTitle(SettingGroup group);

} // namespace tempera::ui
