// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tempera {

/// The processors that this process may use, at least 1.
int availableProcessors();

} // namespace tempera
