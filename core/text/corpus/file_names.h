// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace tempera {

enum class FileFormat { text, csv, tsv, jsonl, archive };

/// By the name's extension, whatever its case: .csv, .tsv, .jsonl (.ndjson); .tar, .zip and .tar or
/// .t* compressed by gzip, bzip2, xz or Zstandard. Everything else is taken for text.
FileFormat fileFormat(std::string_view name);

/// True if the file or one of the folders it lies in is hidden: its name begins with a dot.
bool isHidden(std::string_view path);

} // namespace tempera
