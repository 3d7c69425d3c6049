// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/loaded_model.h"

namespace tempera {

/// The small model that ships inside the program, trained on the built-in corpus
/// (resources/model/README.md). Checked like any file; takes some milliseconds.
ModelHandle loadBuiltinModel();

} // namespace tempera
