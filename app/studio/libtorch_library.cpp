// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/libtorch_library.h"

#include "core/system/error.h"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <spdlog/fmt/fmt.h>
#include <string>
#include <system_error>

namespace tempera::studio {

namespace {

constexpr const char* moduleName = "tempera-libtorch.so";

/// Beside the program where it was built, in ../lib/tempera where it is installed.
std::filesystem::path modulePath() {
    std::error_code unknown;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
    const auto beside = program.parent_path() / moduleName;
    if (std::filesystem::exists(beside, unknown))
        return beside;
    return program.parent_path().parent_path() / "lib" / "tempera" / moduleName;
}

std::string loaderMessage() {
    const char* const message = dlerror();
    return message != nullptr ? message : "unknown reason";
}

LibtorchFunctions load() {
    // libgomp reads it when it is loaded. Waiting threads that spin take the processor from the
    // window and from each other.
    constexpr int keepExisting = 0;
    ::setenv("OMP_WAIT_POLICY", "passive", keepExisting);
    const std::filesystem::path path = modulePath();
    // Global: OpenBLAS is looked for among the symbols of the whole program (core/model/compute.h).
    void* const module = dlopen(path.c_str(), RTLD_NOW | RTLD_GLOBAL);
    if (module == nullptr)
        throw Error(fmt::format("training needs the module {}, which can't be loaded ({}): install "
                                "Tempera again",
                                path.string(), loaderMessage()));
    using Fill = void(LibtorchFunctions*);
    auto* const fill = reinterpret_cast<Fill*>(dlsym(module, "tempera_fill_libtorch_functions"));
    if (fill == nullptr)
        throw Error(fmt::format("{} is not Tempera's training module: install Tempera again",
                                path.string()));
    LibtorchFunctions functions;
    fill(&functions);
    return functions;
}

} // namespace

const LibtorchFunctions& libtorchFunctions() {
    static const LibtorchFunctions functions = load(); // tried again where it threw
    return functions;
}

} // namespace tempera::studio
