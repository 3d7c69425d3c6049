// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/compute.h"
#include "core/model/language_model.h"

#include <cstdint>
#include <memory>

namespace tempera {

/// What LibTorch is needed for, as a table: a program that starts without LibTorch takes it from
/// the training module (`trainingModuleFile`), a shared object that links LibTorch. The functions
/// are those of the same names, see there.
struct LibtorchFunctions {
    std::unique_ptr<LanguageModel> (*createLanguageModel)(const ModelConfiguration&,
                                                          const OptimizerSettings&,
                                                          std::uint64_t seed);
    void (*prepareComputeThreads)(int threads);
    BlasLibrary (*loadedBlasLibrary)();
};

inline constexpr const char* trainingModuleFile = "tempera_training_module.so";
/// The one function that the module exports. It takes the caller's TEMPERA_VERSION and returns the
/// table, which lives as long as the module, or null where the module is of another version: its
/// classes might be laid out differently.
inline constexpr const char* trainingModuleEntry = "temperaTrainingModule";
using TrainingModuleEntry = const LibtorchFunctions*(const char* version);

} // namespace tempera
