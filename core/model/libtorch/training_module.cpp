// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/libtorch_functions.h"

#include <string_view>

extern "C" __attribute__((visibility("default"))) const tempera::LibtorchFunctions*
temperaTrainingModule(const char* version) {
    static constexpr tempera::LibtorchFunctions functions{
        tempera::createLanguageModel, tempera::prepareComputeThreads, tempera::loadedBlasLibrary};
    return std::string_view(version) == TEMPERA_VERSION ? &functions : nullptr;
}
