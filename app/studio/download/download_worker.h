// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/download/download_source.h"
#include "app/studio/download/partial_file.h"
#include "app/studio/download/transfer_rate.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QObject>
#include <optional>
#include <stop_token>

QT_BEGIN_NAMESPACE
class QNetworkReply;
QT_END_NAMESPACE

namespace tempera::studio {

/// The work behind CorpusDownload, on a thread with an event loop. It may block there: hashing what
/// is on the disk already, writing, syncing.
class DownloadWorker final : public QObject {
    Q_OBJECT
public:
    DownloadWorker(DownloadSource source, DownloadOptions options);
    ~DownloadWorker() override;

    /// Ends with one of finished, failed, cancelled.
    void run(const std::stop_token& stop);
    /// Ends a run that waits for the network; `stop` ends one that reads the disk.
    void cancel();

Q_SIGNALS:
    void progressed(const tempera::studio::DownloadProgress& progress);
    void verifying();
    void finished();
    void failed(const QString& message);
    void cancelled();

private:
    bool alreadyPresent(const std::stop_token& stop) const;
    void prepare(const std::stop_token& stop);
    void checkRoom() const;
    void request(const QUrl& url);
    void followRedirect(const QUrl& url);
    void takeBytes();
    void acceptAnswer();
    bool continuesPart() const;
    void beginAnew();
    void startOver();
    void concludeAnswer();
    void verify();
    void reportProgress(bool always);
    void release();
    void dropReply();
    template <typename Step>
    void attempt(Step step);

    DownloadSource source_;
    DownloadOptions options_;
    QNetworkAccessManager network_;
    std::optional<PartialFile> part_;
    QNetworkReply* reply_ = nullptr;
    bool accepted_ = false;    ///< the answer's header was found to fit
    bool startedOver_ = false; ///< once is enough
    int redirects_ = 0;        ///< from the source's address to the present one
    QElapsedTimer clock_;
    qint64 lastReport_ = 0;
    TransferRate rate_;
};

} // namespace tempera::studio
