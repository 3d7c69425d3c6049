// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace tempera {

/// What is wrong with one setting: its path in toJson(TrainingSettings), a literal, and a message
/// for people.
struct SettingProblem {
    std::string_view field;
    std::string message;
};

/// For the functions that accept or throw: does nothing where there is no problem.
inline void throwFirst(const std::vector<SettingProblem>& problems) {
    if (!problems.empty())
        throw SettingError(problems.front().message, problems.front().field);
}

} // namespace tempera
