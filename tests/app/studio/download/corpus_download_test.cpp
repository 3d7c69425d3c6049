// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/download/corpus_download.h"

#include "support/file_size_limit.h"
#include "support/http_server.h"

#include <QCryptographicHash>
#include <QLockFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <memory>
#include <unistd.h>

using namespace tempera;
using namespace tempera::studio;
using namespace tempera::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(tempera::test::HttpBehaviour)

namespace {

constexpr qsizetype contentBytes = 600'000;
constexpr int patience =
    20'000; // milliseconds, for a slow machine; never waited out when all is well

QByteArray randomBytes(qsizetype size, quint32 seed) {
    QByteArray bytes(size, '\0');
    QRandomGenerator random(seed);
    for (char& byte : bytes)
        byte = static_cast<char>(random.bounded(256));
    return bytes;
}

QByteArray readFile(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no such file");
}

/// How a download ended.
struct Outcome {
    QString finished;
    QString failed;
    bool cancelled = false;
};

} // namespace

class CorpusDownloadTest : public QObject {
    Q_OBJECT

private:
    const QByteArray content_ = randomBytes(contentBytes, 1);
    std::unique_ptr<QTemporaryDir> temporary_;
    std::unique_ptr<HttpServer> server_;
    std::unique_ptr<CorpusDownload> download_;

    QString folder() const { return temporary_->filePath("data/corpora"); }
    QString path() const { return folder() + "/reviews.tar.gz"; }
    QString part() const { return path() + ".part"; }

    DownloadSource source() const {
        return {server_->url(), "reviews.tar.gz", contentBytes,
                QCryptographicHash::hash(content_, QCryptographicHash::Sha256).toHex()};
    }

    void make(const DownloadSource& source) {
        download_ = std::make_unique<CorpusDownload>(source, DownloadOptions{folder(), 5s, true});
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

private Q_SLOTS:
    void init() {
        temporary_ = std::make_unique<QTemporaryDir>();
        server_ = std::make_unique<HttpServer>(content_);
        make(source());
    }
    void cleanup() {
        download_.reset();
        server_.reset();
    }

    void theBooksReviewsComeFromTheirAuthors() {
        const DownloadSource reviews = imdbReviews();
        QCOMPARE(reviews.url.scheme(), "https");
        QCOMPARE(reviews.url.host(), "ai.stanford.edu");
        QCOMPARE(reviews.size, 84'125'825);
        QCOMPARE(QByteArray::fromHex(reviews.sha256).size(), 32);
    }

    void wholeFileComes() {
        QSignalSpy progressed(download_.get(), &CorpusDownload::progressed);
        QSignalSpy verifying(download_.get(), &CorpusDownload::verifying);
        verifyComplete(outcome());
        QCOMPARE(verifying.size(), 1);
        const auto last = progressed.back()[0].value<DownloadProgress>();
        QCOMPARE(last.received, contentBytes);
        QCOMPARE(last.total, contentBytes);
        QCOMPARE(server_->requests().size(), 1);
        QVERIFY(!server_->requests()[0].headers.contains("range"));
        QCOMPARE(server_->requests()[0].headers.value("accept-encoding"), "identity");
    }

    void progressNeverGoesDown() {
        server_->behaviour.blockMilliseconds = 30;
        QSignalSpy progressed(download_.get(), &CorpusDownload::progressed);
        verifyComplete(outcome());
        QVERIFY(progressed.size() >= 3);
        qint64 before = 0;
        for (const QList<QVariant>& call : progressed) {
            const auto progress = call[0].value<DownloadProgress>();
            QVERIFY(progress.received >= before);
            QVERIFY(progress.bytesPerSecond >= 0.0);
            before = progress.received;
        }
    }

    void fileWithoutALengthComesToo() {
        server_->behaviour.announcesLength = false;
        verifyComplete(outcome());
    }

    void whatIsThereIsNotFetchedAgain() {
        verifyComplete(outcome());
        verifyComplete(outcome());
        QCOMPARE(server_->requests().size(), 1);
    }

    void damagedFileThatIsThereIsReplaced() {
        verifyComplete(outcome());
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite) && file.write("xxxx") == 4);
        file.close();
        verifyComplete(outcome());
    }

    void httpErrorsAreToldAndKeepThePart_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("message");
        QTest::newRow("not there") << 404 << "no longer has the file (HTTP 404)";
        QTest::newRow("forbidden") << 403 << "refuses to give the file (HTTP 403)";
        QTest::newRow("broken") << 500 << "cannot answer just now (HTTP 500)";
        QTest::newRow("overloaded") << 503 << "cannot answer just now (HTTP 503)";
        QTest::newRow("no file") << 204 << "no file (HTTP 204)";
    }

    void httpErrorsAreToldAndKeepThePart() {
        QFETCH(int, status);
        QFETCH(QString, message);
        leavePart(100'000);
        server_->behaviour.status = status;
        const Outcome failure = outcome();
        QVERIFY2(failure.failed.contains(message), qPrintable(failure.failed));
        QVERIFY(readFile(part()) == content_.left(100'000));
        server_->behaviour.status = 200;
        verifyComplete(outcome());
    }

    void droppedConnectionIsResumed() {
        leavePart(200'000);
        verifyComplete(outcome());
        const HttpRequest& request = server_->requests().back();
        QCOMPARE(request.headers.value("range"), "bytes=200000-");
        QCOMPARE(request.headers.value("if-range"), "\"one\"");
    }

    void anotherProgramRunResumes() {
        leavePart(200'000);
        make(source());
        QCOMPARE(download_->partialSize(), 200'000);
        verifyComplete(outcome());
        QCOMPARE(server_->requests().back().headers.value("range"), "bytes=200000-");
    }

    void serverWithoutTagsIsResumedByLength() {
        server_->behaviour.tag.clear();
        server_->behaviour.dropAfter = 150'000;
        QVERIFY(!outcome().failed.isEmpty());
        server_->behaviour.dropAfter = -1;
        verifyComplete(outcome());
        QVERIFY(!server_->requests().back().headers.contains("if-range"));
        QCOMPARE(server_->requests().back().headers.value("range"), "bytes=150000-");
    }

    void truncatedFileWithoutALengthIsNoticed() {
        server_->behaviour.announcesLength = false;
        server_->behaviour.dropAfter = 300'000;
        const Outcome failure = outcome();
        QVERIFY2(failure.failed.contains("Resume"), qPrintable(failure.failed));
        QCOMPARE(download_->partialSize(), 300'000);
        server_->behaviour = {};
        verifyComplete(outcome());
    }

    void serverThatCannotResumeStartsOver_data() {
        QTest::addColumn<HttpBehaviour>("behaviour");
        HttpBehaviour ignores;
        ignores.resumes = false;
        QTest::newRow("Range is ignored") << ignores;
        HttpBehaviour changed;
        changed.tag = "\"two\"";
        QTest::newRow("another ETag") << changed;
        HttpBehaviour refuses;
        refuses.refusesRanges = true;
        QTest::newRow("416") << refuses;
        for (const char* range : {"bytes 7-599999/600000", "bytes 200000-599999/700000", "nonsense",
                                  "bytes 200000-100/600000"}) {
            HttpBehaviour wrong;
            wrong.contentRange = range;
            QTest::newRow(range) << wrong;
        }
    }

    void serverThatCannotResumeStartsOver() {
        QFETCH(HttpBehaviour, behaviour);
        leavePart(200'000);
        server_->behaviour = behaviour;
        verifyComplete(outcome());
    }

    void newVersionOfTheFileIsNotMixedWithTheOld() {
        server_->setContent(randomBytes(contentBytes, 2));
        leavePart(200'000);
        server_->setContent(content_);
        server_->behaviour.tag = "\"two\"";
        verifyComplete(outcome());
    }

    void wrongChecksumDeletesWhatCame() {
        server_->setContent(randomBytes(contentBytes, 3));
        const Outcome failure = outcome();
        QVERIFY2(failure.failed.contains("checksum"), qPrintable(failure.failed));
        QVERIFY(QDir(folder()).isEmpty(QDir::Files | QDir::Hidden));
        server_->setContent(content_);
        verifyComplete(outcome());
    }

    void partOfAnotherFileIsFoundOutAtTheEnd() {
        leavePart(200'000);
        QFile file(part());
        QVERIFY(file.open(QIODevice::ReadWrite) && file.write("xxxx") == 4);
        file.close();
        QVERIFY(outcome().failed.contains("checksum"));
        verifyComplete(outcome());
    }

    void partThatIsTooLongIsThrownAway() {
        QVERIFY(QDir().mkpath(folder()));
        QFile file(part());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content_ + "more");
        file.close();
        verifyComplete(outcome());
    }

    void partThatIsWholeNeedsNoServer() {
        QVERIFY(QDir().mkpath(folder()));
        QFile file(part());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content_);
        file.close();
        verifyComplete(outcome());
        QVERIFY(server_->requests().isEmpty());
    }

    void wrongSizeIsRefusedBeforeItComes() {
        server_->setContent(content_ + content_);
        const Outcome failure = outcome();
        QVERIFY2(failure.failed.contains("It was not downloaded"), qPrintable(failure.failed));
        QCOMPARE(download_->partialSize(), 0);
    }

    void endlessFileIsCutOff() {
        server_->setContent(content_ + randomBytes(40'000'000, 4));
        server_->behaviour.announcesLength = false;
        const Outcome failure = outcome();
        QVERIFY2(failure.failed.contains("another file"), qPrintable(failure.failed));
        QVERIFY(!QFile::exists(part()));
    }

    void stallIsGivenUpAndResumed() {
        download_ =
            std::make_unique<CorpusDownload>(source(), DownloadOptions{folder(), 300ms, true});
        server_->behaviour.stallAfter = 100'000;
        const Outcome failure = outcome();
        QVERIFY2(failure.failed.contains("Nothing has come from 127.0.0.1 for 0.3 seconds"),
                 qPrintable(failure.failed));
        QCOMPARE(download_->partialSize(), 100'000);
        server_->behaviour = {};
        verifyComplete(outcome());
    }

    void cancelKeepsThePartAndStartGoesOn() {
        server_->behaviour.blockBytes = 10'000;
        server_->behaviour.blockMilliseconds = 20;
        const Outcome cancelled = outcome(true);
        QVERIFY(cancelled.cancelled);
        QVERIFY(!download_->isRunning());
        const qint64 kept = download_->partialSize();
        QVERIFY(kept > 0 && kept < contentBytes);
        QVERIFY(readFile(part()) == content_.left(kept));
        server_->behaviour = {};
        verifyComplete(outcome());
        QCOMPARE(server_->requests().back().headers.value("range"),
                 "bytes=" + QByteArray::number(kept) + "-");
    }

    void cancelBeforeAnythingCame() {
        server_->behaviour.stallAfter = 0;
        QSignalSpy cancelled(download_.get(), &CorpusDownload::cancelled);
        QSignalSpy failed(download_.get(), &CorpusDownload::failed);
        download_->start();
        download_->cancel();
        QTRY_COMPARE_WITH_TIMEOUT(cancelled.size(), 1, patience);
        QCOMPARE(failed.size(), 0);
        download_->cancel(); // of nothing: nothing
        server_->behaviour = {};
        verifyComplete(outcome());
        QCOMPARE(cancelled.size(), 1);
    }

    void goingAwayInTheMiddleKeepsThePart() {
        server_->behaviour.blockBytes = 10'000;
        server_->behaviour.blockMilliseconds = 20;
        download_->start();
        QTRY_VERIFY_WITH_TIMEOUT(download_->partialSize() > 0, patience);
        download_.reset();
        server_->behaviour = {};
        make(source());
        QVERIFY(download_->partialSize() > 0);
        verifyComplete(outcome());
    }

    void startWhileRunningChangesNothing() {
        download_->start();
        QVERIFY(download_->isRunning());
        verifyComplete(outcome());
        QCOMPARE(server_->requests().size(), 1);
    }

    void redirectToAnotherPathIsFollowed() {
        server_->behaviour.redirect = server_->url("/elsewhere");
        DownloadSource redirected = source();
        redirected.url = server_->url("/");
        make(redirected);
        verifyComplete(outcome());
        QCOMPARE(server_->requests().back().path, "/elsewhere");
    }

    void redirectToPlainHttpIsRefused_data() {
        QTest::addColumn<QString>("target");
        QTest::newRow("another name") << "http://localhost:%1/elsewhere";
        QTest::newRow("another scheme") << "ftp://127.0.0.1:%1/elsewhere";
    }

    void redirectToPlainHttpIsRefused() {
        QFETCH(QString, target);
        server_->behaviour.redirect = QUrl(target.arg(server_->serverPort()));
        DownloadSource redirected = source();
        redirected.url = server_->url("/");
        make(redirected);
        const Outcome failure = outcome();
        QVERIFY(!failure.failed.isEmpty());
        QCOMPARE(server_->requests().size(), 1);
        QVERIFY(!QFile::exists(path()));
    }

    void endlessRedirectsEnd() {
        server_->behaviour.redirect = server_->url("/");
        DownloadSource redirected = source();
        redirected.url = server_->url("/");
        make(redirected);
        QVERIFY(!outcome().failed.isEmpty());
        QVERIFY(server_->requests().size() < 20);
    }

    void onlySecureAddressesAreAsked_data() {
        QTest::addColumn<QUrl>("url");
        QTest::addColumn<bool>("allowedInTests");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("https") << QUrl("https://ai.stanford.edu/x") << true << true;
        QTest::newRow("http") << QUrl("http://ai.stanford.edu/x") << false << false;
        QTest::newRow("loopback") << QUrl("http://127.0.0.1:8080/x") << true << false;
        QTest::newRow("loopback's lookalike")
            << QUrl("http://127.0.0.1.example.org/x") << false << false;
        QTest::newRow("user named loopback")
            << QUrl("http://127.0.0.1@example.org/x") << false << false;
        QTest::newRow("file") << QUrl("file:///etc/passwd") << false << false;
        QTest::newRow("none") << QUrl() << false << false;
        QTest::newRow("no host") << QUrl("https:///x") << false << false;
    }

    void onlySecureAddressesAreAsked() {
        QFETCH(QUrl, url);
        QFETCH(bool, allowedInTests);
        QFETCH(bool, allowed);
        DownloadOptions options;
        QCOMPARE(isAllowed(url, options), allowed);
        options.allowLoopbackHttp = true;
        QCOMPARE(isAllowed(url, options), allowedInTests);
    }

    void plainHttpIsNeverAsked() {
        download_ =
            std::make_unique<CorpusDownload>(source(), DownloadOptions{folder(), 5s, false});
        QVERIFY(outcome().failed.contains("not a secure address"));
        QVERIFY(server_->requests().isEmpty());
    }

    void serverThatIsNotThere() {
        server_->close();
        const Outcome failure = outcome();
        QVERIFY2(failure.failed.contains("127.0.0.1"), qPrintable(failure.failed));
    }

    void fullDiskIsToldAndWhatCameIsKept() {
        Outcome failure;
        {
            const FileSizeLimit limit(250'000);
            failure = outcome();
        }
        QVERIFY2(failure.failed.contains("Cannot write"), qPrintable(failure.failed));
        QVERIFY(download_->partialSize() <= 250'000);
        QVERIFY(readFile(part()) == content_.left(download_->partialSize()));
        verifyComplete(outcome());
    }

    void moreThanTheDiskHoldsIsRefusedAtOnce() {
        DownloadSource huge = source();
        huge.size = qint64{1} << 60;
        make(huge);
        const Outcome failure = outcome();
        QVERIFY2(failure.failed.contains("free"), qPrintable(failure.failed));
        QVERIFY(server_->requests().isEmpty());
    }

    void folderThatCannotBeMadeIsTold() {
        QFile file(temporary_->filePath("data"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const Outcome failure = outcome();
        QVERIFY2(failure.failed.contains("cannot be created"), qPrintable(failure.failed));
    }

    void unwritableFolderIsTold() {
        if (geteuid() == 0)
            QSKIP("root may write anywhere");
        QVERIFY(QDir().mkpath(folder()));
        QVERIFY(QFile::setPermissions(folder(), QFile::ReadOwner | QFile::ExeOwner));
        const Outcome failure = outcome();
        QVERIFY2(failure.failed.contains("cannot be written to"), qPrintable(failure.failed));
    }

    void targetThatIsAFolderIsTold() {
        QVERIFY(QDir().mkpath(part()));
        const Outcome failure = outcome();
        QVERIFY2(failure.failed.contains("Cannot write"), qPrintable(failure.failed));
    }

    void twoProgramsDoNotWriteTheSameFile() {
        QVERIFY(QDir().mkpath(folder()));
        QLockFile other(part() + ".lock");
        QVERIFY(other.tryLock());
        QVERIFY(outcome().failed.contains("Another window"));
        other.unlock();
        verifyComplete(outcome());
    }
};

QTEST_GUILESS_MAIN(CorpusDownloadTest)
#include "corpus_download_test.moc"
