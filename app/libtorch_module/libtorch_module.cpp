// SPDX-License-Identifier: GPL-3.0-or-later
// The shared object that carries LibTorch into the studio when training first asks for it.
#include "app/studio/libtorch_library.h"

extern "C" __attribute__((visibility("default"))) void
tempera_fill_libtorch_functions(tempera::studio::LibtorchFunctions* functions) {
    functions->createLanguageModel = &tempera::createLanguageModel;
    functions->prepareComputeThreads = &tempera::prepareComputeThreads;
    functions->loadedBlasLibrary = &tempera::loadedBlasLibrary;
}
