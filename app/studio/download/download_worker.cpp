// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/download/download_worker.h"

#include "app/studio/download/content_range.h"
#include "app/studio/download/download_messages.h"
#include "core/system/error.h"
#include "core/system/progress.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QNetworkReply>
#include <QStorageInfo>
#include <utility>

namespace tempera::studio {

namespace {

constexpr qint64 readBufferBytes = 1 << 20;
constexpr qint64 reportMilliseconds = 100;
constexpr int maximumRedirects = 3;

enum HttpStatus { httpOk = 200, httpPartialContent = 206, httpRangeNotSatisfiable = 416 };

[[noreturn]] void fail(const QString& message) {
    throw Error(message.toStdString());
}

QString megabytes(qint64 bytes) {
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

/// What names this version of the file in If-Range (RFC 9110, 13.1.5): a strong ETag, else the
/// date.
QByteArray validatorOf(const QNetworkReply& reply) {
    const QByteArray tag = reply.rawHeader("ETag");
    return tag.startsWith('"') ? tag : reply.rawHeader("Last-Modified");
}

} // namespace

DownloadWorker::DownloadWorker(DownloadSource source, DownloadOptions options)
    : source_(std::move(source)), options_(std::move(options)), network_(this) {}

DownloadWorker::~DownloadWorker() {
    release();
}

/// Whatever goes wrong in a step ends the run with one message.
template <typename Step>
void DownloadWorker::attempt(Step step) {
    try {
        step();
    } catch (const Cancelled&) {
        release();
        Q_EMIT cancelled();
    } catch (const Error& error) {
        release();
        Q_EMIT failed(QString::fromStdString(error.what()));
    }
}

void DownloadWorker::run(const std::stop_token& stop) {
    attempt([&] {
        if (alreadyPresent(stop)) {
            Q_EMIT finished();
            return;
        }
        prepare(stop);
        if (part_->size() == source_.size)
            verify();
        else
            request(source_.url);
    });
}

void DownloadWorker::cancel() {
    if (!part_)
        return; // it ended by itself meanwhile
    release();
    Q_EMIT cancelled();
}

bool DownloadWorker::alreadyPresent(const std::stop_token& stop) const {
    const QString path = QDir(options_.folder).filePath(source_.fileName);
    return QFileInfo(path).size() == source_.size && fileDigest(path, stop) == source_.sha256;
}

void DownloadWorker::prepare(const std::stop_token& stop) {
    if (!isAllowed(source_.url, options_))
        fail(tr("“%1” is not a secure address (https): nothing is downloaded from it.")
                 .arg(source_.url.toString()));
    part_.emplace(options_.folder, source_.fileName, stop);
    if (part_->size() > source_.size)
        part_->restart({});
    checkRoom();
    startedOver_ = false;
    redirects_ = 0;
    clock_.start();
    lastReport_ = -reportMilliseconds;
    rate_ = TransferRate();
    reportProgress(true);
}

void DownloadWorker::checkRoom() const {
    const QStorageInfo disk(options_.folder);
    const qint64 missing = source_.size - part_->size();
    if (disk.isValid() && disk.bytesAvailable() < missing)
        fail(tr("The disk of “%1” has %2 free; the download takes %3 more. Make room, or choose "
                "another folder.")
                 .arg(options_.folder, megabytes(disk.bytesAvailable()), megabytes(missing)));
}

void DownloadWorker::request(const QUrl& url) {
    QNetworkRequest request(url);
    // Every hop is looked at by followRedirect(). (With UserVerifiedRedirectPolicy the end of the
    // redirecting answer, if it is in the event queue already, ends the reply that goes on.)
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(static_cast<int>(options_.stallTimeout.count()));
    // Without this Qt asks for compression, and ranges would be of compressed bytes.
    request.setRawHeader("Accept-Encoding", "identity");
    if (part_->size() > 0) {
        request.setRawHeader("Range", "bytes=" + QByteArray::number(part_->size()) + "-");
        if (!part_->validator().isEmpty())
            request.setRawHeader("If-Range", part_->validator());
    }
    accepted_ = false;
    reply_ = network_.get(request);
    reply_->setReadBufferSize(readBufferBytes);
    connect(reply_, &QNetworkReply::readyRead, this, [this] { attempt([&] { takeBytes(); }); });
    connect(reply_, &QNetworkReply::finished, this, [this] { attempt([&] { concludeAnswer(); }); });
}

void DownloadWorker::followRedirect(const QUrl& url) {
    if (!isAllowed(url, options_))
        fail(tr("The server sends to “%1”, which is not a secure address (https). Nothing was "
                "downloaded from there.")
                 .arg(url.toString(QUrl::RemoveQuery)));
    if (++redirects_ > maximumRedirects)
        fail(tr("%1 sends from one address to the next without end. Try again later.")
                 .arg(url.host()));
    dropReply();
    request(url);
}

void DownloadWorker::takeBytes() {
    if (!accepted_)
        acceptAnswer();
    if (!accepted_)
        return;
    const QByteArray bytes = reply_->read(readBufferBytes);
    if (part_->size() + bytes.size() > source_.size) {
        part_->discard();
        fail(tr("The server sends more than the %1 that the file should have: it is another file. "
                "What had come was deleted.")
                 .arg(megabytes(source_.size)));
    }
    part_->append(bytes);
    reportProgress(part_->size() == source_.size);
}

/// Looks at the answer's status and header, and makes the partial file fit what will come. No
/// answer is the reply's own error.
void DownloadWorker::acceptAnswer() {
    const int status = reply_->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == httpPartialContent && continuesPart()) {
        accepted_ = true;
    } else if (status == httpOk) {
        beginAnew();
    } else if (status == httpPartialContent || status == httpRangeNotSatisfiable) {
        startOver();
    } else if (const auto target = reply_->attribute(QNetworkRequest::RedirectionTargetAttribute);
               target.isValid()) {
        followRedirect(reply_->url().resolved(target.toUrl()));
    } else if (status >= 400 || (status >= 200 && status < 300)) {
        fail(httpStatusMessage(status, reply_->url()));
    }
}

bool DownloadWorker::continuesPart() const {
    const auto range = parseContentRange(reply_->rawHeader("Content-Range"));
    return range && part_->size() > 0 && range->first == part_->size() &&
           range->total.value_or(source_.size) == source_.size;
}

/// The whole file comes: the first time, or the server can't resume, or its file is another one.
void DownloadWorker::beginAnew() {
    bool known = false;
    const qint64 length = reply_->rawHeader("Content-Length").toLongLong(&known);
    if (known && length != source_.size)
        fail(tr("The server has a file of %1 under this address; it should have %2. It was not "
                "downloaded.")
                 .arg(megabytes(length), megabytes(source_.size)));
    part_->restart(validatorOf(*reply_));
    rate_ = TransferRate();
    accepted_ = true;
}

void DownloadWorker::startOver() {
    if (std::exchange(startedOver_, true))
        fail(tr("The server does not give the file from its beginning. Try again later."));
    part_->restart({});
    dropReply();
    redirects_ = 0;
    request(source_.url);
}

void DownloadWorker::concludeAnswer() {
    QNetworkReply* const answer = reply_;
    if (!accepted_)
        acceptAnswer();
    if (reply_ != answer)
        return; // asked once more
    while (accepted_ && reply_->bytesAvailable() > 0)
        takeBytes();
    if (reply_->error() != QNetworkReply::NoError)
        fail(networkErrorMessage(*reply_, options_.stallTimeout));
    if (part_->size() < source_.size)
        fail(tr("The connection ended after %1 of %2. Resume to go on from here.")
                 .arg(megabytes(part_->size()), megabytes(source_.size)));
    verify();
}

void DownloadWorker::verify() {
    Q_EMIT verifying();
    if (part_->takeDigest() != source_.sha256) {
        part_->discard();
        fail(tr("The file that came is damaged or not the right one: its checksum (SHA-256) is "
                "wrong. It was deleted; download it again."));
    }
    part_->complete();
    release();
    Q_EMIT finished();
}

void DownloadWorker::reportProgress(bool always) {
    const qint64 now = clock_.elapsed();
    rate_.add(now, part_->size());
    if (!always && now - lastReport_ < reportMilliseconds)
        return;
    lastReport_ = now;
    Q_EMIT progressed({part_->size(), source_.size, rate_.bytesPerSecond()});
}

void DownloadWorker::release() {
    dropReply();
    part_.reset();
}

/// Its end closes the connection; abort() would report an error a second time.
void DownloadWorker::dropReply() {
    if (QNetworkReply* const reply = std::exchange(reply_, nullptr)) {
        reply->disconnect(this);
        reply->deleteLater();
    }
}

} // namespace tempera::studio
