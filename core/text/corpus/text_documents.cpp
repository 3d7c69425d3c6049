// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/text_documents.h"

#include "core/text/corpus/blank_text.h"
#include "core/text/corpus/line_reader.h"

#include <string>

namespace tempera {

namespace {

void readWholeFile(ByteStream& text, DocumentSink& sink) {
    std::string document;
    for (std::string_view block = text.next(); !block.empty(); block = text.next())
        document += block;
    sink.add(document);
}

void readLines(ByteStream& text, DocumentSink& sink) {
    LineReader lines(text);
    while (const auto line = lines.next())
        sink.add(withoutLineEnd(*line));
}

void readParagraphs(ByteStream& text, DocumentSink& sink) {
    LineReader lines(text);
    std::string paragraph;
    while (const auto line = lines.next()) {
        if (isBlank(*line)) {
            sink.add(paragraph);
            paragraph.clear();
            continue;
        }
        if (!paragraph.empty())
            paragraph += '\n';
        paragraph += withoutLineEnd(*line);
    }
    sink.add(paragraph);
}

} // namespace

void readTextDocuments(ByteStream& text, DocumentUnit unit, DocumentSink& sink) {
    if (unit == DocumentUnit::line)
        readLines(text, sink);
    else if (unit == DocumentUnit::paragraph)
        readParagraphs(text, sink);
    else
        readWholeFile(text, sink);
}

} // namespace tempera
