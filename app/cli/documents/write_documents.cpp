// SPDX-License-Identifier: GPL-3.0-or-later
// Writes tempera-cli's manual page and shell completions into a folder, for the package.
#include "app/cli/documents/documents.h"
#include "app/cli/program.h"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace {

namespace fs = std::filesystem;

std::string readWhole(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw std::runtime_error(path.string() + " cannot be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

void writeWhole(const fs::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    if (!file.write(text.data(), static_cast<std::streamsize>(text.size())).flush())
        throw std::runtime_error(path.string() + " cannot be written");
}

} // namespace

int main(int argumentCount, char** arguments) {
    if (argumentCount != 3) {
        std::fputs("usage: tempera-cli-documents END-OF-MANUAL-PAGE FOLDER\n", stderr);
        return 2;
    }
    try {
        const auto descriptions = tempera::cli::describe(*tempera::cli::makeProgram());
        const fs::path folder = arguments[2];
        fs::create_directories(folder);
        writeWhole(folder / "tempera-cli.1",
                   tempera::cli::manualPage(descriptions, readWhole(arguments[1])));
        writeWhole(folder / "tempera-cli.bash", tempera::cli::bashCompletion(descriptions));
        writeWhole(folder / "_tempera-cli", tempera::cli::zshCompletion(descriptions));
        writeWhole(folder / "tempera-cli.fish", tempera::cli::fishCompletion(descriptions));
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "tempera-cli-documents: %s\n", error.what());
        return 1;
    }
}
