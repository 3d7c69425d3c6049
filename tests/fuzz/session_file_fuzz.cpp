// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/session/session_file.h"
#include "fuzz/fuzz_target.h"
#include "fuzz/memory_file.h"

namespace tempera::fuzz {

void fuzz(std::string_view input) {
    const auto session = studio::loadSession(MemoryFile(input).path());
    require(session.has_value(), "a file that is there is a session or refused");
    require(session->state.length >= 1 && session->state.length <= studio::largestLength,
            "a text's length is in range");
    require(session->state.branch().id == session->state.currentBranch, "there is a branch");
}

std::vector<std::string> seeds() {
    studio::Session steered;
    steered.modelPath = "/models/a.tempera";
    steered.state.prompt = "this \"movie\"\n";
    steered.state.branches.push_back({3, 0, "happy", {"is", "great"}});
    steered.state.branches.push_back({4, 3, "", {}});
    steered.state.currentBranch = 4;
    std::vector<std::string> files;
    for (const studio::Session& session : {studio::Session(), steered})
        files.push_back(bytesSavedBy(
            [&session](const std::filesystem::path& path) { studio::saveSession(path, session); }));
    return files;
}

} // namespace tempera::fuzz
