// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/setting_field.h"

#include "ui/setup/setting_text.h"

#include <algorithm>

namespace tempera::ui {

QString SettingField::displayText(const RunPlan& plan) const {
    const QString value = text(plan);
    if (editor == Editor::toggle)
        return value == u"true" ? settingText("on") : settingText("off");
    const auto choice = std::ranges::find(choices, value, &SettingChoice::name);
    if (choice != choices.end())
        return choice->label;
    return value.isEmpty() ? settingText("none") : value;
}

std::vector<SettingField> settingFields() {
    std::vector<SettingField> fields;
    for (const auto& part : {dataFields, networkFields, optimizerFields, scheduleFields, runFields,
                             limitFields, machineFields})
        for (SettingField& field : part())
            fields.push_back(std::move(field));
    return fields;
}

QString groupTitle(SettingGroup group) {
    switch (group) {
    case SettingGroup::data:
        return settingText("Data");
    case SettingGroup::network:
        return settingText("Network");
    case SettingGroup::optimizer:
        return settingText("Optimizer");
    case SettingGroup::schedule:
        return settingText("Schedule");
    case SettingGroup::run:
        return settingText("Run");
    case SettingGroup::limits:
        return settingText("Limits");
    case SettingGroup::machine:
        break;
    }
    return settingText("Machine and file");
}

} // namespace tempera::ui
