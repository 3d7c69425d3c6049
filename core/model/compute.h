// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace tempera {

/// Prepares the calling thread and those that work for it: `threads` of them for LibTorch and the
/// BLAS library (whose pthread build gets one: the threads that share a slice call it themselves),
/// and denormal numbers flushed to zero on each (peaky softmaxes make denormals, and
/// those make a step tens of times slower). To be called by every thread that trains, before its
/// first use of a model. Throws SettingError unless 1 <= threads <= 1024.
void prepareComputeThreads(int threads);

/// The matrix library that is loaded, as a person is told.
struct BlasLibrary {
    std::string name;  ///< "OpenBLAS (OpenMP)", "reference BLAS", ...
    std::string path;  ///< of the shared library, empty if unknown
    bool slow = false; ///< the reference BLAS: tens of times slower than need be
    /// More than one thread can't be governed: OpenBLAS's pthread build beside OpenMP.
    bool ignoresThreadCount = false;
};
BlasLibrary loadedBlasLibrary();

} // namespace tempera
