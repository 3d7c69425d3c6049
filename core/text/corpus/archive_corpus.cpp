// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/archive_corpus.h"

#include "core/text/corpus/acl_imdb.h"
#include "core/text/corpus/archive_reader.h"
#include "core/text/corpus/corpus_files.h"
#include "core/text/corpus/file_names.h"
#include "core/text/corpus/file_stream.h"

namespace tempera {

namespace {

/// Looks at the names alone, up to the first review. aclImdb's README and vocabulary may come
/// before any review, so that no entry can be called a document until then. To hold them back would
/// take memory without bound in an archive that isn't aclImdb; to read the names first costs such
/// an archive a second pass (0.4 s per 100 MB unpacked), and aclImdb itself next to nothing.
bool holdsReviews(ArchiveReader&& archive) {
    while (archive.nextFile())
        if (aclImdbFile(archive.fileName()) != AclImdbFile::other)
            return true;
    return false;
}

bool isWanted(const std::string& name, bool isAclImdb, bool includeUnsupervised) {
    return isAclImdb ? isWantedReview(aclImdbFile(name), includeUnsupervised) : !isHidden(name);
}

} // namespace

void readArchive(const std::filesystem::path& path, const CorpusOptions& options,
                 const std::function<void(const Document&)>& receive, CorpusReadingSummary& summary,
                 ByteProgress& progress) {
    const std::uint64_t packedBytes = fileBytes(path);
    progress.expect(2 * packedBytes);
    const bool isAclImdb = holdsReviews(ArchiveReader(path, options.archiveLimits, progress));
    progress.expect(packedBytes);
    summary.kind = isAclImdb ? "aclImdb archive" : "archive";

    CorpusFiles documents(options, DocumentUnit::file, receive, summary);
    ArchiveReader archive(path, options.archiveLimits, progress);
    while (archive.nextFile()) {
        const std::string& name = archive.fileName();
        if (isWanted(name, isAclImdb, options.includeUnsupervised))
            documents.readUnlessBinary(archive, {name, path.string() + ": " + name});
    }
}

} // namespace tempera
