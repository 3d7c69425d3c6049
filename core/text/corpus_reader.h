// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/error.h"
#include "core/system/progress.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tempera {

/// What one document of a plain-text file is. Ignored for .csv, .tsv and .jsonl, where it is a row.
enum class DocumentUnit {
    automatic, ///< a file of a folder or an archive is one document, a lone file one per line
    file,      ///< the whole file is one document
    line,      ///< every line with something other than white space on it
    paragraph, ///< lines up to the next blank one
};

/// Names used on the command line: "auto", "file", "line", "paragraph". Throws SettingError.
DocumentUnit parseDocumentUnit(std::string_view name);

/// A table has no column (a JSON Lines file no key) of the name that CorpusOptions::textColumn asks
/// for.
class MissingColumnError : public Error {
public:
    MissingColumnError(const std::string& message, std::vector<std::string> columns)
        : Error(message), columns_(std::move(columns)) {}
    /// Those there are.
    const std::vector<std::string>& columns() const { return columns_; }

private:
    std::vector<std::string> columns_;
};

/// Bounds against archives that unpack to far more than they weigh.
struct ArchiveLimits {
    std::uint64_t entries = 5'000'000;
    std::uint64_t entryBytes = std::uint64_t{4} << 30;
    std::uint64_t totalBytes = std::uint64_t{64} << 30;
    /// Unpacked to packed bytes; checked once 16 MiB have been unpacked. Text compresses 3 to 10
    /// times, the classic bombs 1,000 times and more.
    double ratio = 200.0;
};

struct CorpusOptions {
    /// Column that holds the text, for .csv, .tsv (a name of the header row) and .jsonl (a key).
    std::string textColumn = "text";
    DocumentUnit unit = DocumentUnit::automatic;
    /// Also read aclImdb's `train/unsup` reviews. Only where aclImdb is recognised.
    bool includeUnsupervised = false;
    ArchiveLimits archiveLimits;
};

/// One document as it stands in the corpus: not cleaned, but valid UTF-8.
struct Document {
    /// Orders documents independently of the file system: the path inside the folder or archive,
    /// or the lone file's name. Rows and lines of one file share it.
    std::string_view source;
    std::string_view text;
};

/// What was met while reading, for the report and the notices.
struct CorpusReadingSummary {
    std::string kind; ///< "aclImdb archive", "folder", "CSV file"...: what PATH was taken for
    std::uint64_t documents = 0;
    std::uint64_t files = 0;                ///< files or archive entries that held documents
    std::uint64_t bytes = 0;                ///< of text read, after unpacking
    std::uint64_t invalidUtf8Sequences = 0; ///< each replaced by U+FFFD
    std::vector<std::string> skippedBinaryFiles;
};

/// Reads the corpus at `path`: one text file, .csv, .tsv or .jsonl, a folder of such files
/// (recursively, by path in byte order), or an archive of them (.tar, .tar.gz, .tgz, .zip ..., read
/// without unpacking to disk; links in it are ignored). Hidden files in it and white-space-only
/// documents are left out. A tree or archive that holds `aclImdb/{train,test}/{pos,neg,unsup}`, or
/// that folder's content, is recognised as the Large Movie Review Dataset: only the review files
/// are read, `unsup` on request. Memory is bounded by the largest document.
///
/// `sink` gets every document; an archive's come in the archive's order (TokenizedCorpus sorts).
/// Throws Cancelled, and Error: path missing or unreadable, no text, a lone binary file, a
/// malformed row (with its line number), MissingColumnError, an archive that
/// is damaged, encrypted or exceeds a limit.
CorpusReadingSummary readCorpus(const std::filesystem::path& path, const CorpusOptions& options,
                                const std::function<void(const Document&)>& sink,
                                const Progress& progress = {});

} // namespace tempera
