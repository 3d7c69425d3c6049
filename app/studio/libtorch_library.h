// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/libtorch_functions.h"

#include <filesystem>
#include <span>

namespace tempera::studio {

using tempera::LibtorchFunctions;

/// LibTorch, loaded at the first call (0.5 to 0.7 s) from the training module beside the program or
/// in ../lib/tempera/modules: a window that only generates text starts without it. From any thread;
/// the first call belongs on the one that trains. Throws Error that says what is missing and what
/// to do; the next call tries again. What core throws inside is caught outside as it is.
///
/// How OpenMP's threads wait is decided before that: Qt links libb2 and so libgomp, which reads
/// OMP_WAIT_POLICY when the program starts. See restartWithSleepingThreads().
const LibtorchFunctions& libtorchFunctions();

/// The same from the first of `folders` that has the module, every time.
const LibtorchFunctions& loadLibtorch(std::span<const std::filesystem::path> folders);

} // namespace tempera::studio
