// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus/byte_stream.h"
#include "core/text/corpus/document_sink.h"

#include <string>

namespace tempera {

/// Reads JSON Lines into documents, one per line: the string that each line's object holds under
/// `textKey`. Blank lines are ignored. Only one line is held at a time.
/// Throws Error with the line number: invalid JSON, not an object, key missing (with those there
/// are), value not a string.
void readJsonlDocuments(ByteStream& text, const std::string& fileName, const std::string& textKey,
                        DocumentSink& sink);

} // namespace tempera
