// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/corpus_files.h"

#include "core/text/corpus/csv_documents.h"
#include "core/text/corpus/file_names.h"
#include "core/text/corpus/jsonl_documents.h"
#include "core/text/corpus/text_documents.h"
#include "core/text/corpus/text_stream.h"

namespace tempera {

CorpusFiles::CorpusFiles(const CorpusOptions& options, DocumentUnit automaticUnit,
                         const std::function<void(const Document&)>& receive,
                         CorpusReadingSummary& summary)
    : options_(options),
      textUnit_(options.unit == DocumentUnit::automatic ? automaticUnit : options.unit),
      receive_(receive),
      summary_(summary) {}

void CorpusFiles::read(ByteStream& bytes, const CorpusFileName& name) {
    TextStream text(bytes, name.full);
    DocumentSink sink(name.source, receive_, summary_);
    const std::uint64_t documentsBefore = summary_.documents;
    const FileFormat format = fileFormat(name.source);
    if (format == FileFormat::csv)
        readCsvDocuments(text, {name.full, ',', options_.textColumn}, sink);
    else if (format == FileFormat::tsv)
        readCsvDocuments(text, {name.full, '\t', options_.textColumn}, sink);
    else if (format == FileFormat::jsonl)
        readJsonlDocuments(text, name.full, options_.textColumn, sink);
    else
        readTextDocuments(text, textUnit_, sink);
    summary_.bytes += text.bytesRead();
    if (summary_.documents > documentsBefore)
        ++summary_.files;
}

void CorpusFiles::readUnlessBinary(ByteStream& bytes, const CorpusFileName& name) {
    const std::uint64_t documentsBefore = summary_.documents;
    try {
        if (fileFormat(name.source) != FileFormat::archive)
            return read(bytes, name);
    } catch (const BinaryFile&) {
        // A zero byte deep in a file may come after documents that can't be called back.
        if (summary_.documents > documentsBefore)
            throw;
    }
    summary_.skippedBinaryFiles.push_back(name.source);
}

} // namespace tempera
