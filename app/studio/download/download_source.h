// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>
#include <chrono>

namespace tempera::studio {

/// A file on a server, with what it must turn out to be.
struct DownloadSource {
    QUrl url;
    QString fileName; ///< its name on the disk
    qint64 size = 0;
    QByteArray sha256; ///< 64 lower-case hexadecimal digits
};

/// The Large Movie Review Dataset (Maas et al., 2011): 50,000 labelled film reviews.
DownloadSource imdbReviews();

struct DownloadOptions {
    QString folder;
    /// Without a byte for this long the download fails (and can be resumed).
    std::chrono::milliseconds stallTimeout = std::chrono::seconds(30);
    /// Admits http://127.0.0.1 beside HTTPS: for tests against a server of their own.
    bool allowLoopbackHttp = false;
};

/// Whether a URL, the first one or one that a server redirects to, may be asked.
bool isAllowed(const QUrl& url, const DownloadOptions& options);

struct DownloadProgress {
    qint64 received = 0; ///< bytes on the disk, those of earlier tries included
    qint64 total = 0;
    double bytesPerSecond = 0.0; ///< over the last seconds, 0 at the beginning

    bool operator==(const DownloadProgress&) const = default;
};

} // namespace tempera::studio
