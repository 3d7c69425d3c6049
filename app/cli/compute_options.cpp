// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/compute_options.h"

#include "app/cli/console.h"
#include "core/model/compute.h"
#include "core/system/available_processors.h"
#include "core/system/error.h"

#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

void addThreadsOption(CLI::App& command, int& threads) {
    command.add_option("--threads", threads, "Processor threads to compute with; 0 takes all")
        ->capture_default_str();
}

int prepareCompute(int threads) {
    if (threads < 0)
        throw SettingError(
            fmt::format("--threads is {}; it must be 0 (all processors) or more", threads));
    const int used = threads == 0 ? availableProcessors() : threads;
    prepareComputeThreads(used);
    const BlasLibrary blas = loadedBlasLibrary();
    if (blas.slow)
        notice(fmt::format("the {} is loaded ({}), which is tens of times slower than OpenBLAS: "
                           "apt install libopenblas0-openmp",
                           blas.name, blas.path));
    else if (blas.ignoresThreadCount)
        notice(fmt::format("{} is loaded, whose threads compete with LibTorch's: "
                           "libopenblas0-openmp is faster here (where both are installed: "
                           "update-alternatives --config libblas.so.3-x86_64-linux-gnu)",
                           blas.name));
    return used;
}

} // namespace tempera::cli
