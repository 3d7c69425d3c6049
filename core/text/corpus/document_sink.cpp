// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/document_sink.h"

#include "core/text/corpus/blank_text.h"
#include "core/text/utf8.h"

namespace tempera {

DocumentSink::DocumentSink(std::string_view source,
                           const std::function<void(const Document&)>& receive,
                           CorpusReadingSummary& summary)
    : source_(source), receive_(receive), summary_(summary) {}

void DocumentSink::add(std::string_view text) {
    if (isBlank(text))
        return;
    ++summary_.documents;
    if (isValidUtf8(text))
        receive_({source_, text});
    else
        receive_({source_, repaired(text)});
}

std::string DocumentSink::repaired(std::string_view text) {
    std::string result(text);
    summary_.invalidUtf8Sequences += repairUtf8(result);
    return result;
}

} // namespace tempera
