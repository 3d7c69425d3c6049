// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace tempera::cli {

/// Refuses, before any work is done, an --out that a model can't be written to: throws SettingError
/// where the extension is not a model's, Error where the place can't be written.
void requireModelOutput(const std::filesystem::path& path);

} // namespace tempera::cli
