// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target over its seeds and the files of an archive: replay_NAME ARCHIVE.
// replay_NAME --write-seeds FOLDER writes the seeds there, for libFuzzer.
#include "core/text/corpus/archive_reader.h"
#include "fuzz/fuzz_target.h"

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

void run(const std::string& input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

/// A seed that is refused would lead nowhere.
void runSeeds() {
    for (const std::string& seed : tempera::fuzz::seeds())
        tempera::fuzz::fuzz(seed);
}

std::size_t runArchive(const fs::path& path) {
    const tempera::Progress nobody;
    tempera::ByteProgress progress(nobody);
    tempera::ArchiveReader archive(path, {}, progress);
    std::size_t count = 0;
    for (; archive.nextFile(); ++count) {
        std::string input;
        for (auto block = archive.next(); !block.empty(); block = archive.next())
            input += block;
        run(input);
    }
    return count;
}

void writeSeeds(const fs::path& folder) {
    fs::create_directories(folder);
    std::size_t number = 0;
    for (const std::string& seed : tempera::fuzz::seeds())
        std::ofstream(folder / ("seed-" + std::to_string(number++)), std::ios::binary) << seed;
}

} // namespace

int main(int argumentCount, char** arguments) {
    const std::vector<std::string> words(arguments + 1, arguments + argumentCount);
    if (words.size() == 2 && words[0] == "--write-seeds") {
        writeSeeds(words[1]);
        return 0;
    }
    runSeeds();
    std::size_t files = 0;
    for (const std::string& archive : words)
        files += runArchive(archive);
    std::printf("%zu seeds, %zu files\n", tempera::fuzz::seeds().size(), files);
    return 0;
}
