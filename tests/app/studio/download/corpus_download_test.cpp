// SPDX-License-Identifier: GPL-3.0-or-later
#include "download_fixture.h"

using namespace tempera::studio;
using namespace tempera::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(tempera::test::HttpBehaviour)

class CorpusDownloadTest : public QObject, private DownloadFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

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
};

QTEST_GUILESS_MAIN(CorpusDownloadTest)
#include "corpus_download_test.moc"
