// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus/byte_progress.h"
#include "core/text/corpus_reader.h"

#include <filesystem>
#include <functional>

namespace tempera {

/// Reads the text files in `root` and the folders below it, by relative path in byte order. Hidden
/// files and folders are left out; links to files are followed, links to folders aren't, so that
/// there are no cycles. If aclImdb is recognised only its reviews are read. Throws Error.
void readFolder(const std::filesystem::path& root, const CorpusOptions& options,
                const std::function<void(const Document&)>& receive, CorpusReadingSummary& summary,
                ByteProgress& progress);

} // namespace tempera
