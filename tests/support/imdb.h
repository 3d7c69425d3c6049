// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <filesystem>

namespace tempera::test {

/// The IMDB archive: where TEMPERA_IMDB points (the file or its folder), or ../shared/data beside
/// the sources. An empty path if there is none; a test skips then.
inline std::filesystem::path imdbArchive() {
    namespace fs = std::filesystem;
    const char* variable = std::getenv("TEMPERA_IMDB");
    fs::path path = variable != nullptr ? fs::path(variable)
                                        : fs::path(TEMPERA_SOURCE_DIR) / ".." / "shared" / "data";
    if (fs::is_directory(path))
        path /= "aclImdb_labelled.tar.gz";
    return fs::is_regular_file(path) ? path : fs::path();
}

} // namespace tempera::test
