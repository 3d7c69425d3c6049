// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus_reader.h"

#include "core/system/error.h"
#include "core/text/corpus/archive_corpus.h"
#include "core/text/corpus/byte_progress.h"
#include "core/text/corpus/corpus_files.h"
#include "core/text/corpus/file_names.h"
#include "core/text/corpus/file_stream.h"
#include "core/text/corpus/folder_corpus.h"

#include <algorithm>
#include <array>
#include <system_error>

namespace tempera {

namespace {

namespace fs = std::filesystem;

struct UnitName {
    std::string_view name;
    DocumentUnit unit;
};
constexpr std::array unitNames{
    UnitName{"auto", DocumentUnit::automatic},
    UnitName{"file", DocumentUnit::file},
    UnitName{"line", DocumentUnit::line},
    UnitName{"paragraph", DocumentUnit::paragraph},
};

fs::file_status statusOf(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
        throw Error(path.string() + ": there is no such file or folder");
    if (error)
        throw Error(path.string() + ": cannot be read: " + error.message());
    return status;
}

std::string fileKind(FileFormat format) {
    switch (format) {
    case FileFormat::csv:
        return "CSV file";
    case FileFormat::tsv:
        return "TSV file";
    case FileFormat::jsonl:
        return "JSONL file";
    default:
        return "text file";
    }
}

void readFile(const fs::path& path, const CorpusOptions& options,
              const std::function<void(const Document&)>& receive, CorpusReadingSummary& summary,
              ByteProgress& progress) {
    summary.kind = fileKind(fileFormat(path.filename().native()));
    progress.expect(fileBytes(path));
    FileStream stream(path, progress);
    CorpusFiles documents(options, DocumentUnit::line, receive, summary);
    documents.read(stream, {path.filename().string(), path.string()});
}

void requireDocuments(const fs::path& path, const CorpusReadingSummary& summary) {
    if (summary.documents > 0)
        return;
    std::string message = path.string() + ": there is no text in this " + summary.kind;
    if (summary.kind.starts_with("aclImdb"))
        message += "; unlabelled reviews (unsup) are read only if asked for";
    if (!summary.skippedBinaryFiles.empty())
        message += "; " + std::to_string(summary.skippedBinaryFiles.size()) +
                   " files were skipped because they are not text, the first is " +
                   summary.skippedBinaryFiles.front();
    throw Error(message);
}

} // namespace

DocumentUnit parseDocumentUnit(std::string_view name) {
    const auto found = std::ranges::find(unitNames, name, &UnitName::name);
    if (found == unitNames.end())
        throw SettingError("'" + std::string(name) +
                           "' is not a document unit; choose auto, file, line or paragraph");
    return found->unit;
}

CorpusReadingSummary readCorpus(const fs::path& path, const CorpusOptions& options,
                                const std::function<void(const Document&)>& sink,
                                const Progress& progress) {
    const fs::file_status status = statusOf(path);
    CorpusReadingSummary summary;
    ByteProgress byteProgress(progress);
    if (fs::is_directory(status))
        readFolder(path, options, sink, summary, byteProgress);
    else if (!fs::is_regular_file(status))
        throw Error(path.string() + ": is neither a file nor a folder");
    else if (fileFormat(path.filename().native()) == FileFormat::archive)
        readArchive(path, options, sink, summary, byteProgress);
    else
        readFile(path, options, sink, summary, byteProgress);
    requireDocuments(path, summary);
    byteProgress.finish();
    return summary;
}

} // namespace tempera
