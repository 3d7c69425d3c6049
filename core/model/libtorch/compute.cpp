// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/compute.h"

#include "core/system/error.h"

#include <ATen/Parallel.h>
#include <dlfcn.h>
#include <filesystem>
#include <omp.h>
#include <torch/torch.h>

namespace tempera {

namespace {

/// The program or shared object that this code is part of; null where the loader has no name for
/// it.
void* thisLibrary() {
    static const char address = 0;
    Dl_info info{};
    if (dladdr(&address, &info) == 0)
        return nullptr;
    return dlopen(info.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
}

/// In the program or, where LibTorch was loaded by dlopen for this library alone, behind it.
void* findAddress(const char* name) {
    if (void* const symbol = dlsym(RTLD_DEFAULT, name))
        return symbol;
    static void* const library = thisLibrary();
    return library == nullptr ? nullptr : dlsym(library, name);
}

template <typename Function>
Function* findSymbol(const char* name) {
    return reinterpret_cast<Function*>(findAddress(name));
}

std::string pathOfSymbol(const char* name) {
    Dl_info info{};
    void* const symbol = findAddress(name);
    if (symbol == nullptr || dladdr(symbol, &info) == 0 || info.dli_fname == nullptr)
        return {};
    std::error_code ignored;
    const auto resolved = std::filesystem::canonical(info.dli_fname, ignored);
    return ignored ? info.dli_fname : resolved.string();
}

/// OpenBLAS's own numbers for how it was built (openblas_get_parallel).
std::string threadingName(int parallel) {
    switch (parallel) {
    case 0:
        return "single-threaded";
    case 1:
        return "pthreads";
    default:
        return "OpenMP";
    }
}

BlasLibrary openblasLibrary(int parallel) {
    BlasLibrary library;
    library.name = "OpenBLAS (" + threadingName(parallel) + ")";
    library.ignoresThreadCount = parallel == 1;
    library.path = pathOfSymbol("openblas_get_parallel");
    return library;
}

} // namespace

void prepareComputeThreads(int threads) {
    if (threads < 1 || threads > 1024)
        throw SettingError("the number of threads is " + std::to_string(threads) +
                           "; it must be between 1 and 1,024");
    at::set_num_threads(threads);
    if (auto* const setOpenblasThreads = findSymbol<void(int)>("openblas_set_num_threads"))
        setOpenblasThreads(loadedBlasLibrary().ignoresThreadCount ? 1 : threads);
    at::globalContext().setFlushDenormal(true);
    // The setting is each thread's own: the workers of this thread's pool need it too.
#pragma omp parallel num_threads(threads)
    at::globalContext().setFlushDenormal(true);
}

BlasLibrary loadedBlasLibrary() {
    if (auto* const parallel = findSymbol<int()>("openblas_get_parallel"))
        return openblasLibrary(parallel());
    BlasLibrary library;
    library.path = pathOfSymbol("sgemm_");
    library.slow = library.path.find("/blas/libblas.so") != std::string::npos;
    library.name = library.slow ? "reference BLAS" : "BLAS at " + library.path;
    return library;
}

} // namespace tempera
