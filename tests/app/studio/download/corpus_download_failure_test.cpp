// SPDX-License-Identifier: GPL-3.0-or-later
#include "download_fixture.h"
#include "support/file_size_limit.h"

#include <QLockFile>
#include <unistd.h>

using namespace tempera::studio;
using namespace tempera::test;
using namespace std::chrono_literals;

class CorpusDownloadFailureTest : public QObject, private DownloadFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

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
        const Outcome failure = outcome();
        QVERIFY2(failure.failed.contains("without end"), qPrintable(failure.failed));
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
        constexpr QFile::Permissions readable = QFile::ReadOwner | QFile::ExeOwner |
                                                QFile::ReadGroup | QFile::ExeGroup |
                                                QFile::ReadOther | QFile::ExeOther;
        QVERIFY(QDir().mkpath(folder()));
        for (const QString& place : {temporary_->path(), temporary_->filePath("data"), folder()})
            QVERIFY(QFile::setPermissions(place, readable));
        // Root may write anywhere, so root's test runs as nobody.
        constexpr uid_t nobody = 65534;
        const uid_t user = geteuid();
        QVERIFY(user != 0 || seteuid(nobody) == 0);
        const Outcome failure = outcome();
        QVERIFY(seteuid(user) == 0);
        for (const QString& place : {temporary_->path(), temporary_->filePath("data"), folder()})
            QVERIFY(QFile::setPermissions(place, readable | QFile::WriteOwner));
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

QTEST_GUILESS_MAIN(CorpusDownloadFailureTest)
#include "corpus_download_failure_test.moc"
