// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

namespace tempera::ui {

/// How the download of a corpus stands.
struct DownloadStatus {
    enum class State {
        absent,    ///< not there, or in part (`received` > 0)
        running,   ///< bytes are coming
        verifying, ///< all bytes are there; the checksum is being computed
        failed,    ///< `message` says why; what was received is kept where it can be
        done
    };

    State state = State::absent;
    qint64 received = 0; ///< bytes that are on the disk
    qint64 total = 0;    ///< bytes of the whole file, 0 where unknown
    double bytesPerSecond = 0.0;
    QString message;

    bool operator==(const DownloadStatus&) const = default;
};

} // namespace tempera::ui
