// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/runs/run_library.h"

#include "app/studio/runs/run_library_fixture.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <cstdio>
#include <cstring>

using namespace tempera;
using namespace tempera::studio;
using State = RunRecord::State;

namespace {

/// Begins a run in the library, says so, and trains it until it is killed.
int trainForever(const QString& folder) {
    RunLibrary library(folder);
    const RunRecord run = library.begin({});
    saveCheckpoint(run.checkpoint.toStdString(), test::smallCheckpoint(3));
    std::puts(qPrintable(run.id));
    std::fflush(stdout);
    return QCoreApplication::exec();
}

} // namespace

class RunLibraryTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> temporary_;
    QString folder_;

    /// A library on the same folder, as another program would read it.
    std::vector<RunRecord> readAgain() const { return RunLibrary(folder_).runs(); }

private Q_SLOTS:
    void init() {
        temporary_ = std::make_unique<QTemporaryDir>();
        folder_ = temporary_->filePath("data/runs");
    }

    void newRunIsRemembered() {
        RunRecord run;
        {
            RunLibrary library(folder_);
            QVERIFY(library.runs().empty());
            QSignalSpy changed(&library, &RunLibrary::changed);
            run = library.begin(wanted());
            QCOMPARE(changed.size(), 1);
            QCOMPARE(library.runs().size(), std::size_t{1});
        }
        QVERIFY(run.id.endsWith("-imdb"));
        QCOMPARE(run.name, QString("imdb · gpt"));
        QCOMPARE(run.checkpoint, folder_ + "/" + run.id + "/model.tempera");
        QVERIFY(run.started.isValid());
        QCOMPARE(run.state, State::running);
        const auto runs = readAgain();
        QCOMPARE(runs.size(), std::size_t{1});
        QCOMPARE(runs[0].id, run.id);
        QCOMPARE(runs[0].corpus, run.corpus);
        QVERIFY(runs[0].settings == run.settings);
        QCOMPARE(runs[0].started, run.started);
    }

    void whatIsWantedIsKept() {
        RunLibrary library(folder_);
        RunRecord record = wanted();
        record.checkpoint = temporary_->filePath("mine.tempera");
        record.name = "my run";
        const RunRecord run = library.begin(record);
        QCOMPARE(run.checkpoint, record.checkpoint);
        QCOMPARE(run.name, record.name);
        QCOMPARE(library.momentsFolder(run), folder_ + "/" + run.id + "/moments");
    }

    void namesAreSafeAndUnique_data() {
        QTest::addColumn<QString>("corpus");
        QTest::newRow("built-in") << QString();
        QTest::newRow("dots") << "/a/..";
        QTest::newRow("spaces and slashes") << "/a/ my  corpus \\ 2.csv";
        QTest::newRow("another script") << "/a/电影.txt";
        QTest::newRow("long") << "/a/" + QString(250, 'x');
    }

    void namesAreSafeAndUnique() {
        QFETCH(QString, corpus);
        RunLibrary library(folder_);
        RunRecord record = wanted(corpus);
        record.started = QDateTime::currentDateTimeUtc();
        QSet<QString> ids;
        for (int i = 0; i < 4; ++i)
            ids.insert(library.begin(record).id);
        QCOMPARE(ids.size(), 4);
        for (const QString& id : ids) {
            QVERIFY2(QRegularExpression("^[A-Za-z0-9-]+$").match(id).hasMatch(), qPrintable(id));
            QVERIFY(id.size() < 80);
            QVERIFY(QFileInfo(folder_ + "/" + id).isDir());
        }
    }

    void updatesAreWrittenInOrder() {
        {
            RunLibrary library(folder_);
            RunRecord run = library.begin(wanted());
            for (run.step = 1; run.step < 30; ++run.step)
                library.update(run);
            run.state = State::finished;
            run.validationLoss = 5.25;
            library.update(run);
            QCOMPARE(library.run(run.id)->step, qint64{30});
        }
        const auto runs = readAgain();
        QCOMPARE(runs[0].step, qint64{30});
        QCOMPARE(runs[0].state, State::finished);
        QCOMPARE(runs[0].validationLoss, std::optional(5.25));
    }

    void newestComesFirst() {
        RunLibrary library(folder_);
        QStringList expected;
        for (const int hours : {5, 1, 3}) {
            RunRecord record = wanted();
            record.started = QDateTime({2026, 1, 1}, {hours, 0}, Qt::UTC);
            record.name = QString::number(hours);
            library.begin(record);
        }
        for (const RunRecord& run : library.runs())
            expected.append(run.name);
        QCOMPARE(expected, QStringList({"5", "3", "1"}));
    }

    void damagedRecordsAreSkippedAndTold() {
        { RunLibrary(folder_).begin(wanted()); }
        leaveFile(folder_ + "/damaged/run.json");
        leaveFile(folder_ + "/no-run/notes.txt");
        QDir().mkpath(folder_ + "/odd/run.json"); // a folder
        QVERIFY(QFile::link(temporary_->path(), folder_ + "/loop"));
        const RunLibrary library(folder_);
        QCOMPARE(library.runs().size(), std::size_t{1});
        QVERIFY(library.problem().contains("/damaged/run.json"));
        QVERIFY(library.problem().contains("/odd/run.json"));
        QVERIFY(!library.problem().contains("no-run"));
    }

    void withoutAFolderNothingIsWritten() {
        RunLibrary library((QString()));
        RunRecord run = library.begin(wanted());
        QVERIFY(!run.id.isEmpty());
        QVERIFY(run.checkpoint.isEmpty());
        QVERIFY(library.momentsFolder(run).isEmpty());
        run.state = State::finished;
        library.update(run);
        QCOMPARE(library.runs()[0].state, State::finished);
        QVERIFY(!library.interrupted());
        library.remove(run.id);
        QVERIFY(library.runs().empty());
    }

    void folderThatCantBeMadeIsTold() {
        leaveFile(temporary_->filePath("file"));
        RunLibrary library(temporary_->filePath("file/runs"));
        QSignalSpy failed(&library, &RunLibrary::failed);
        const RunRecord run = library.begin(wanted());
        QCOMPARE(failed.size(), 1);
        QVERIFY(run.checkpoint.isEmpty());
        QCOMPARE(library.runs().size(), std::size_t{1});
    }

    void runOfThisProcessIsNotInterrupted() {
        RunLibrary library(folder_);
        RunRecord run = beginWithCheckpoint(library);
        QVERIFY(!library.interrupted());
        RunLibrary other(folder_); // a second window: it sees the lock
        QTRY_COMPARE_WITH_TIMEOUT(RunLibrary(folder_).runs().size(), std::size_t{1}, patience);
        QVERIFY(!RunLibrary(folder_).interrupted());
        QVERIFY(!RunLibrary(folder_).resume(run.id));
        run.state = State::stopped;
        library.update(run);
        QVERIFY(!library.interrupted());
    }

    void runOfAKilledProcessIsFoundAndGoesOn() {
        QProcess trainer;
        trainer.start(QCoreApplication::applicationFilePath(), {"--train", folder_});
        QVERIFY(trainer.waitForReadyRead(patience));
        const QString id = QString::fromLatin1(trainer.readLine()).trimmed();
        QTRY_COMPARE_WITH_TIMEOUT(RunLibrary(folder_).runs().size(), std::size_t{1}, patience);
        QVERIFY(!RunLibrary(folder_).interrupted());
        QVERIFY(!RunLibrary(folder_).resume(id));

        trainer.kill();
        QVERIFY(trainer.waitForFinished(patience));
        QVERIFY(QFile::exists(folder_ + "/" + id + "/run.lock"));
        RunLibrary library(folder_);
        QVERIFY(library.interrupted().has_value());
        QCOMPARE(library.interrupted()->id, id);
        QVERIFY(library.resume(id));
        QVERIFY(!library.interrupted());
        QVERIFY(!RunLibrary(folder_).interrupted());
        QVERIFY(!RunLibrary(folder_).resume(id));
    }

    void interruptedIsTheNewestThatCanGoOn() {
        const QDateTime now({2026, 1, 1}, {0, 0}, Qt::UTC);
        {
            RunLibrary library(folder_);
            const auto leave = [&](int hours, State state, bool hasCheckpoint) {
                RunRecord record = wanted();
                record.started = now.addSecs(3'600 * hours);
                record = library.begin(record);
                record.state = state;
                if (hasCheckpoint)
                    leaveFile(record.checkpoint);
                library.update(record);
            };
            leave(1, State::running, true);
            leave(2, State::paused, true);
            leave(3, State::running, false);
            leave(4, State::stopped, true);
            leave(5, State::failed, true);
            leave(6, State::finished, true);
        }
        RunLibrary library(folder_);
        QCOMPARE(library.interrupted()->started, now.addSecs(7'200));
        RunRecord older = *library.interrupted();
        older.state = State::stopped; // the person doesn't want it
        library.update(older);
        QCOMPARE(library.interrupted()->started, now.addSecs(3'600));
    }

    void resumedRunIsRunningAgain() {
        QString id;
        {
            RunLibrary library(folder_);
            RunRecord run = library.begin(wanted());
            id = run.id;
            run.state = State::failed;
            run.problem = "the disk was full";
            library.update(run);
            QVERIFY(library.resume(id));
            QVERIFY(!library.resume("no such run"));
        }
        QCOMPARE(readAgain()[0].state, State::running);
        QCOMPARE(readAgain()[0].problem, QString());
    }
};

int main(int argumentCount, char** arguments) {
    QCoreApplication application(argumentCount, arguments);
    if (argumentCount == 3 && std::strcmp(arguments[1], "--train") == 0)
        return trainForever(QString::fromLocal8Bit(arguments[2]));
    RunLibraryTest test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argumentCount, arguments);
}
#include "run_library_test.moc"
