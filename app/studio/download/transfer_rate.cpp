// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/download/transfer_rate.h"

namespace tempera::studio {

namespace {

constexpr qint64 windowMilliseconds = 5'000;
constexpr qint64 shortestMilliseconds = 500;
constexpr qint64 betweenSamples = 50;

} // namespace

void TransferRate::add(qint64 milliseconds, qint64 bytes) {
    // The last sample moves on until it is far enough from the one before: bounded memory.
    if (samples_.size() > 1 &&
        milliseconds - samples_[samples_.size() - 2].milliseconds < betweenSamples)
        samples_.pop_back();
    samples_.push_back({milliseconds, bytes});
    while (samples_.size() > 2 && milliseconds - samples_[1].milliseconds >= windowMilliseconds)
        samples_.pop_front();
}

double TransferRate::bytesPerSecond() const {
    if (samples_.empty())
        return 0.0;
    const qint64 time = samples_.back().milliseconds - samples_.front().milliseconds;
    if (time < shortestMilliseconds)
        return 0.0;
    const qint64 bytes = samples_.back().bytes - samples_.front().bytes;
    return 1'000.0 * static_cast<double>(bytes) / static_cast<double>(time);
}

} // namespace tempera::studio
