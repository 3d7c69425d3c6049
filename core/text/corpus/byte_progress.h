// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/progress.h"

#include <cstdint>

namespace tempera {

/// Turns bytes read into the fraction of them all, and a stop request into Cancelled.
class ByteProgress {
public:
    /// `progress` must outlive this.
    explicit ByteProgress(const Progress& progress);

    /// From here on this many bytes are to be read, whatever was expected before. Must not exceed
    /// what was left, or the fraction stands still until it has caught up.
    void expect(std::uint64_t remainingBytes);
    /// Reports at every per mille. Throws Cancelled.
    void advance(std::uint64_t bytes);
    /// Reports that all is done.
    void finish();

private:
    void report(double fraction);

    const Progress& progress_;
    std::uint64_t done_ = 0;
    std::uint64_t total_ = 0;
    double reported_ = 0.0;
};

} // namespace tempera
