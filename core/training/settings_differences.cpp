// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/settings_differences.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

using Json = nlohmann::ordered_json;

/// Numbers in their shortest form that tells them from every other: 10, not 10.0.
std::string valueText(const Json& value) {
    if (value.is_null())
        return "none";
    if (value.is_boolean())
        return value.get<bool>() ? "yes" : "no";
    if (value.is_number_float())
        return fmt::format("{}", value.get<double>());
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// Both come from the same writer, so they have the same keys.
void compare(const Json& here, const Json& there, const std::string& path,
             std::vector<SettingDifference>& differences) {
    if (here == there)
        return;
    if (!here.is_object()) {
        differences.push_back({path, valueText(here), valueText(there)});
        return;
    }
    for (const auto& [key, value] : here.items())
        compare(value, there.at(key), path.empty() ? key : path + "." + key, differences);
}

} // namespace

std::vector<SettingDifference> settingsDifferences(const TrainingSettings& here,
                                                   const TrainingSettings& there) {
    std::vector<SettingDifference> differences;
    compare(Json::parse(toJson(here)), Json::parse(toJson(there)), {}, differences);
    return differences;
}

} // namespace tempera
