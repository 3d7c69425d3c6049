// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus/byte_stream.h"
#include "core/text/corpus/document_sink.h"
#include "core/text/corpus_reader.h"

#include <functional>
#include <string>

namespace tempera {

/// A file by its two names: inside the corpus (what documents are ordered by), and in messages.
struct CorpusFileName {
    std::string source;
    std::string full;
};

/// Reads the files of one corpus into documents, each in its extension's format.
class CorpusFiles {
public:
    /// `automaticUnit` is what DocumentUnit::automatic means here. All must outlive this.
    CorpusFiles(const CorpusOptions& options, DocumentUnit automaticUnit,
                const std::function<void(const Document&)>& receive, CorpusReadingSummary& summary);

    /// Throws BinaryFile, and Error for a malformed row or a missing column.
    void read(ByteStream& bytes, const CorpusFileName& name);
    /// The same, but a binary file (or an archive: they aren't read inside other corpora) is listed
    /// in the summary instead.
    void readUnlessBinary(ByteStream& bytes, const CorpusFileName& name);

private:
    const CorpusOptions& options_;
    DocumentUnit textUnit_;
    const std::function<void(const Document&)>& receive_;
    CorpusReadingSummary& summary_;
};

} // namespace tempera
