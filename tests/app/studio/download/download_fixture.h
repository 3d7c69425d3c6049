// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/download/corpus_download.h"
#include "support/http_server.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <memory>

namespace tempera::studio {

inline constexpr qsizetype contentBytes = 600'000;
/// Milliseconds, for a slow machine; never waited out when all is well.
inline constexpr int patience = 20'000;

inline QByteArray randomBytes(qsizetype size, quint32 seed) {
    QByteArray bytes(size, '\0');
    QRandomGenerator random(seed);
    for (char& byte : bytes)
        byte = static_cast<char>(random.bounded(256));
    return bytes;
}

inline QByteArray readFile(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no such file");
}

/// How a download ended.
struct Outcome {
    QString finished;
    QString failed;
    bool cancelled = false;
};

/// A download of random bytes from a server of the test's own into an empty folder.
class DownloadFixture {
protected:
    const QByteArray content_ = randomBytes(contentBytes, 1);
    std::unique_ptr<QTemporaryDir> temporary_;
    std::unique_ptr<test::HttpServer> server_;
    std::unique_ptr<CorpusDownload> download_;

    QString folder() const { return temporary_->filePath("data/corpora"); }
    QString path() const { return folder() + "/reviews.tar.gz"; }
    QString part() const { return path() + ".part"; }

    DownloadSource source() const {
        return {server_->url(), "reviews.tar.gz", contentBytes,
                QCryptographicHash::hash(content_, QCryptographicHash::Sha256).toHex()};
    }

    void make(const DownloadSource& source) {
        download_ = std::make_unique<CorpusDownload>(
            source, DownloadOptions{folder(), std::chrono::seconds(5), true});
    }

    Outcome outcome(bool cancel = false) {
        QSignalSpy finished(download_.get(), &CorpusDownload::finished);
        QSignalSpy failed(download_.get(), &CorpusDownload::failed);
        QSignalSpy cancelled(download_.get(), &CorpusDownload::cancelled);
        download_->start();
        if (cancel) {
            QSignalSpy progressed(download_.get(), &CorpusDownload::progressed);
            [&] { QTRY_VERIFY_WITH_TIMEOUT(download_->partialSize() > 0, patience); }();
            download_->cancel();
        }
        [&] {
            QTRY_COMPARE_WITH_TIMEOUT(finished.size() + failed.size() + cancelled.size(), 1,
                                      patience);
        }();
        Outcome outcome;
        if (!finished.isEmpty())
            outcome.finished = finished[0][0].toString();
        if (!failed.isEmpty())
            outcome.failed = failed[0][0].toString();
        outcome.cancelled = !cancelled.isEmpty();
        return outcome;
    }

    /// Nothing is left beside the file.
    void verifyComplete(const Outcome& outcome) {
        QCOMPARE(outcome.failed, QString());
        QCOMPARE(outcome.finished, path());
        QVERIFY(readFile(path()) == content_);
        QCOMPARE(QDir(folder()).entryList(QDir::Files | QDir::Hidden), {"reviews.tar.gz"});
        QVERIFY(download_->isPresent());
        QCOMPARE(download_->partialSize(), 0);
        QVERIFY(!download_->isRunning());
    }

    /// Drops the connection after so many bytes, and then behaves.
    void leavePart(qint64 bytes) {
        server_->behaviour.dropAfter = bytes;
        QVERIFY(outcome().failed.contains("broke off"));
        QCOMPARE(download_->partialSize(), bytes);
        server_->behaviour = {};
    }

    void setUp() {
        temporary_ = std::make_unique<QTemporaryDir>();
        server_ = std::make_unique<test::HttpServer>(content_);
        make(source());
    }
    void tearDown() {
        download_.reset();
        server_.reset();
    }
};

} // namespace tempera::studio
