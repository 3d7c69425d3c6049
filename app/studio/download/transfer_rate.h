// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <deque>

namespace tempera::studio {

/// Bytes per second over the last few seconds.
class TransferRate {
public:
    /// `bytes`: how many have come in all by `milliseconds`; neither goes down.
    void add(qint64 milliseconds, qint64 bytes);
    /// 0 until half a second has been seen, since a shorter time says little.
    double bytesPerSecond() const;

private:
    struct Sample {
        qint64 milliseconds;
        qint64 bytes;
    };
    std::deque<Sample> samples_;
};

} // namespace tempera::studio
