// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/libtorch_library.h"

#include "core/system/error.h"

#include <array>
#include <dlfcn.h>
#include <string>
#include <system_error>

namespace tempera::studio {

namespace {

using std::filesystem::path;

std::string lastLoaderError() {
    const char* const message = dlerror();
    return message == nullptr ? "no reason was given" : message;
}

path moduleIn(std::span<const path> folders) {
    std::string searched;
    for (const path& folder : folders) {
        std::error_code unknown;
        if (std::filesystem::exists(folder / trainingModuleFile, unknown))
            return folder / trainingModuleFile;
        searched += (searched.empty() ? "" : " and ") + folder.string();
    }
    throw Error(std::string("training needs the file ") + trainingModuleFile +
                ", which is part of Tempera but not in " + searched +
                ": install or build Tempera again");
}

TrainingModuleEntry* entryOf(const path& module) {
    // Local, so that nothing that is loaded later binds to the many libraries behind LibTorch;
    // never unloaded, since models and errors of it can live as long as the program.
    void* const library = dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr)
        throw Error("LibTorch can't be loaded (" + lastLoaderError() +
                    "): training needs the packages libtorch1.13 and libopenblas0-openmp");
    void* const entry = dlsym(library, trainingModuleEntry);
    if (entry == nullptr)
        throw Error(module.string() + " is not Tempera's training module: install or build "
                                      "Tempera again");
    return reinterpret_cast<TrainingModuleEntry*>(entry);
}

std::array<path, 2> moduleFolders() {
    std::error_code unknown;
    const path program = std::filesystem::read_symlink("/proc/self/exe", unknown);
    const path folder = program.parent_path();
    return {folder, (folder / "../lib/tempera/modules").lexically_normal()};
}

} // namespace

const LibtorchFunctions& loadLibtorch(std::span<const path> folders) {
    const path module = moduleIn(folders);
    const LibtorchFunctions* const functions = entryOf(module)(TEMPERA_VERSION);
    if (functions == nullptr)
        throw Error(module.string() + " belongs to another version of Tempera than this one, " +
                    TEMPERA_VERSION + ": install or build both together");
    return *functions;
}

const LibtorchFunctions& libtorchFunctions() {
    static const LibtorchFunctions& functions = loadLibtorch(moduleFolders());
    return functions;
}

} // namespace tempera::studio
