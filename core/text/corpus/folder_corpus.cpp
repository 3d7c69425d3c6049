// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/folder_corpus.h"

#include "core/system/error.h"
#include "core/text/corpus/acl_imdb.h"
#include "core/text/corpus/corpus_files.h"
#include "core/text/corpus/file_names.h"
#include "core/text/corpus/file_stream.h"

#include <algorithm>
#include <optional>
#include <system_error>
#include <vector>

namespace tempera {

namespace {

namespace fs = std::filesystem;

struct FolderFile {
    std::string relativePath;
    std::uint64_t bytes = 0;
};

void requireListed(const fs::path& path, const std::error_code& status) {
    if (status)
        throw Error(path.string() + ": cannot be listed: " + status.message());
}

/// A file's size, or nothing for what isn't a regular file (a folder, a pipe, a dangling link).
std::optional<std::uint64_t> regularFileBytes(const fs::directory_entry& entry) {
    std::error_code status;
    if (!entry.is_regular_file(status))
        return std::nullopt;
    const std::uint64_t bytes = entry.file_size(status);
    return status ? std::nullopt : std::optional(bytes);
}

std::vector<FolderFile> listFiles(const fs::path& root, ByteProgress& progress) {
    std::vector<FolderFile> files;
    std::error_code status;
    fs::recursive_directory_iterator entries(root, status);
    requireListed(root, status);
    while (entries != fs::recursive_directory_iterator()) {
        progress.advance(0);
        const fs::path path = entries->path();
        if (isHidden(path.filename().native()))
            entries.disable_recursion_pending();
        else if (const auto bytes = regularFileBytes(*entries))
            files.push_back({path.lexically_relative(root).generic_string(), *bytes});
        entries.increment(status);
        requireListed(path, status);
    }
    std::ranges::sort(files, {}, &FolderFile::relativePath);
    return files;
}

/// Keeps the reviews alone if `files` are aclImdb's, and says whether they are. The full path
/// counts as well as the relative one, so that aclImdb/train can be opened by itself, too.
bool keepReviews(std::vector<FolderFile>& files, const fs::path& root, bool includeUnsupervised) {
    std::error_code unresolved; // leaves the path empty, and the relative one to decide alone
    const std::string folder = fs::canonical(root, unresolved).generic_string() + "/";
    const auto kindOf = [&](const FolderFile& file) {
        const AclImdbFile kind = aclImdbFile(file.relativePath);
        return kind == AclImdbFile::other ? aclImdbFile(folder + file.relativePath) : kind;
    };
    const auto isOther = [&](const FolderFile& file) { return kindOf(file) == AclImdbFile::other; };
    if (std::ranges::all_of(files, isOther))
        return false;
    std::erase_if(files, [&](const FolderFile& file) {
        return !isWantedReview(kindOf(file), includeUnsupervised);
    });
    return true;
}

} // namespace

void readFolder(const fs::path& root, const CorpusOptions& options,
                const std::function<void(const Document&)>& receive, CorpusReadingSummary& summary,
                ByteProgress& progress) {
    std::vector<FolderFile> files = listFiles(root, progress);
    if (files.empty())
        throw Error(root.string() + ": there are no files in this folder");
    const bool isAclImdb = keepReviews(files, root, options.includeUnsupervised);
    summary.kind = isAclImdb ? "aclImdb folder" : "folder";
    std::uint64_t bytes = 0;
    for (const FolderFile& file : files)
        bytes += file.bytes;
    progress.expect(bytes);
    CorpusFiles documents(options, DocumentUnit::file, receive, summary);
    for (const FolderFile& file : files) {
        const fs::path path = root / file.relativePath;
        FileStream stream(path, progress);
        documents.readUnlessBinary(stream, {file.relativePath, path.string()});
    }
}

} // namespace tempera
