// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenized_corpus.h"

namespace tempera {

/// The synthetic reviews that ship inside the program (resources/corpus/README.md).
TokenizedCorpus readBuiltinCorpus(Standardization standardization = Standardization::book);

} // namespace tempera
