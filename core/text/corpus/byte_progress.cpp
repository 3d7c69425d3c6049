// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/byte_progress.h"

#include "core/system/error.h"

#include <algorithm>

namespace tempera {

namespace {
constexpr double reportingStep = 0.001;
}

ByteProgress::ByteProgress(const Progress& progress) : progress_(progress) {}

void ByteProgress::expect(std::uint64_t remainingBytes) {
    total_ = done_ + remainingBytes;
}

void ByteProgress::advance(std::uint64_t bytes) {
    if (progress_.stop.stop_requested())
        throw Cancelled();
    done_ += bytes;
    if (total_ == 0)
        return;
    // A file may have grown since it was measured.
    const double fraction = std::min(1.0, static_cast<double>(done_) / static_cast<double>(total_));
    if (fraction >= reported_ + reportingStep)
        report(fraction);
}

void ByteProgress::finish() {
    if (reported_ < 1.0)
        report(1.0);
}

void ByteProgress::report(double fraction) {
    reported_ = fraction;
    if (progress_.report)
        progress_.report(fraction);
}

} // namespace tempera
