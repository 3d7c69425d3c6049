// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/download/download_source.h"

#include <QObject>
#include <QString>
#include <QThread>
#include <stop_token>

namespace tempera::studio {

class DownloadWorker;

/// Fetches a file over HTTPS into a folder. What has come so far is kept as NAME.part, so that a
/// later start goes on where it stopped; the file gets its name when size and SHA-256 are right.
/// Network, disk and checksum work on a thread of their own.
class CorpusDownload final : public QObject {
    Q_OBJECT
public:
    /// The folder need not exist.
    CorpusDownload(DownloadSource source, DownloadOptions options, QObject* parent = nullptr);
    /// Ends a download under way as cancel() does, and waits for its thread.
    ~CorpusDownload() override;

    /// Where downloads go: the application's data folder.
    static QString defaultFolder();

    const DownloadSource& source() const { return source_; }
    /// Where the file is when it is finished.
    QString path() const;
    /// The whole file is there, judged by its size alone.
    bool isPresent() const;
    /// Bytes of an unfinished download that are on the disk.
    qint64 partialSize() const;
    bool isRunning() const { return running_; }

    /// Begins, or goes on. Does nothing while running. Ends with one of finished, failed,
    /// cancelled.
    void start();
    /// Stops and keeps what has come so far.
    void cancel();

Q_SIGNALS:
    /// At most ten times a second.
    void progressed(const tempera::studio::DownloadProgress& progress);
    /// All bytes have come and are being written to the disk.
    void verifying();
    void finished(const QString& path);
    /// `message` says what is wrong and what to do.
    void failed(const QString& message);
    void cancelled();

private:
    DownloadSource source_;
    DownloadOptions options_;
    bool running_ = false;
    std::stop_source stop_;
    QThread thread_;
    DownloadWorker* worker_; ///< lives on thread_
};

} // namespace tempera::studio
