// SPDX-License-Identifier: GPL-3.0-or-later
// Archives as corpora, with limits that a small input can reach.
#include "core/text/corpus/archive_corpus.h"
#include "core/text/utf8.h"
#include "fuzz/fuzz_target.h"
#include "fuzz/memory_file.h"
#include "support/archive_writer.h"

namespace tempera::fuzz {

void fuzz(std::string_view input) {
    const MemoryFile file(input);
    CorpusOptions options;
    options.archiveLimits = {.entries = 1'000, .entryBytes = 1 << 18, .totalBytes = 1 << 20};
    CorpusReadingSummary summary;
    const Progress progress;
    ByteProgress bytes(progress);
    readArchive(
        file.path(), options,
        [](const Document& document) {
            require(isValidUtf8(document.text), "documents are UTF-8");
        },
        summary, bytes);
}

std::vector<std::string> seeds() {
    using test::EntryKind;
    const std::vector<test::ArchiveEntry> entries = {
        {"folder/", "", EntryKind::folder},
        {"folder/a.txt", "this movie\nis great\n"},
        {"b.csv", "text,label\r\n\"a, b\",1\r\n"},
        {"../c.jsonl", "{\"text\":\"outside\"}\n"},
        {"link", "folder/a.txt", EntryKind::symbolicLink},
    };
    const std::vector<test::ArchiveEntry> reviews = {{"aclImdb/train/pos/0_9.txt", "great"},
                                                     {"aclImdb/train/neg/1_1.txt", "bad"},
                                                     {"aclImdb/train/unsup/2_0.txt", "odd"}};
    std::vector<std::string> archives;
    for (const char* const name : {"a.tar", "a.tar.gz", "a.zip", "a.tar.xz"})
        for (const auto& content : {entries, reviews})
            archives.push_back(bytesSavedBy([&](const std::filesystem::path& path) {
                const std::filesystem::path named = path.parent_path() / name;
                test::writeArchive(named, content);
                std::filesystem::rename(named, path);
            }));
    return archives;
}

} // namespace tempera::fuzz
