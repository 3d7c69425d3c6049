// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/exploration/exploration_state.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tempera::studio {

/// What is restored at the next start.
struct Session {
    ExplorationState state;
    std::string modelPath; ///< empty: the built-in model

    bool operator==(const Session&) const = default;
};

/// As JSON, written safely (AtomicFile). Throws Error.
void saveSession(const std::filesystem::path& path, const Session& session);

/// Nothing where there is no file. Throws Error where it can't be read, is damaged, larger than
/// 16 MiB or holds anything out of range: a session is restored as a whole or not at all.
std::optional<Session> loadSession(const std::filesystem::path& path);

} // namespace tempera::studio
