// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus_reader.h"

#include <functional>
#include <string>
#include <string_view>

namespace tempera {

/// Where every format puts its documents: drops blank ones, repairs ill-formed UTF-8, counts.
class DocumentSink {
public:
    /// All must outlive this.
    DocumentSink(std::string_view source, const std::function<void(const Document&)>& receive,
                 CorpusReadingSummary& summary);

    void add(std::string_view text);
    /// `text` made well-formed; the replacements are counted.
    std::string repaired(std::string_view text);

private:
    std::string_view source_;
    const std::function<void(const Document&)>& receive_;
    CorpusReadingSummary& summary_;
};

} // namespace tempera
