// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/setting_labels.h"

#include "ui/setup/setting_field.h"
#include "ui/setup/setting_text.h"

#include <algorithm>

namespace tempera::ui {

QString settingLabel(std::string_view jsonPath) {
    // These two have no field: they follow the data's.
    if (jsonPath == "model.vocabulary_size")
        return settingText("Vocabulary size of the network");
    if (jsonPath == "model.context_length")
        return settingText("Context length");
    const std::vector<SettingField> fields = settingFields();
    const auto field = std::ranges::find(fields, jsonPath, &SettingField::path);
    return field == fields.end() ? fromName(jsonPath) : field->label;
}

} // namespace tempera::ui
