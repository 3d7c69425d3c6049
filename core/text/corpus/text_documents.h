// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus/byte_stream.h"
#include "core/text/corpus/document_sink.h"

namespace tempera {

/// Reads plain text into documents. `unit` must not be automatic. By line and by paragraph only one
/// document is held at a time. A paragraph's lines are joined by LF; a whole file is left as it is.
void readTextDocuments(ByteStream& text, DocumentUnit unit, DocumentSink& sink);

} // namespace tempera
