// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus/byte_progress.h"
#include "core/text/corpus_reader.h"

#include <filesystem>
#include <functional>

namespace tempera {

/// Reads the text files of an archive, in its order. Hidden files are left out. If aclImdb is
/// recognised only its reviews are read. Throws Error.
void readArchive(const std::filesystem::path& path, const CorpusOptions& options,
                 const std::function<void(const Document&)>& receive, CorpusReadingSummary& summary,
                 ByteProgress& progress);

} // namespace tempera
