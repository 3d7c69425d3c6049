// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus/byte_stream.h"
#include "core/text/corpus/document_sink.h"

#include <string>

namespace tempera {

/// What a table's file is called in messages, and how it is to be read.
struct CsvFormat {
    std::string fileName;
    char delimiter = ',';
    std::string textColumn;
};

/// Reads a table (RFC 4180, any line ends) into documents, one per row: the fields of the column
/// that the header row calls `textColumn`. Spaces around a field are dropped unless it is quoted;
/// blank lines are ignored. Only one row is held at a time.
/// Throws Error with the line number: stray or unclosed quotation mark, a row with more or fewer
/// fields than the header; and, with the names there are, if the column is missing.
void readCsvDocuments(ByteStream& text, const CsvFormat& format, DocumentSink& sink);

} // namespace tempera
