// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/compute.h"
#include "core/model/language_model.h"

#include <cstdint>
#include <memory>

namespace tempera::studio {

/// The part of core that needs LibTorch, as a table: the module app/libtorch_module fills it.
struct LibtorchFunctions {
    std::unique_ptr<LanguageModel> (*createLanguageModel)(const ModelConfiguration& configuration,
                                                          const OptimizerSettings& optimizer,
                                                          std::uint64_t seed) = nullptr;
    void (*prepareComputeThreads)(int threads) = nullptr;
    BlasLibrary (*loadedBlasLibrary)() = nullptr;
};

/// Loads the module, and with it LibTorch, at the first call: half a second that only training
/// needs. From any thread. Throws Error where it is missing, saying what to do.
const LibtorchFunctions& libtorchFunctions();

} // namespace tempera::studio
