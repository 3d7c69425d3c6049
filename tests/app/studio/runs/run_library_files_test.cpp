// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/runs/run_library_fixture.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <filesystem>

using namespace tempera;
using namespace tempera::studio;
using State = RunRecord::State;
using HistoryHandle = std::shared_ptr<const TrainingHistory>;

namespace {

QStringList filesBeneath(const QString& folder) {
    QStringList files;
    QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext())
        files.append(QDir(folder).relativeFilePath(entries.next()));
    files.sort();
    return files;
}

} // namespace

/// Histories, removal and sizes; run_library_test.cpp has the records.
class RunLibraryFilesTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> temporary_;
    QString folder_;

    std::vector<RunRecord> readAgain() const { return RunLibrary(folder_).runs(); }

private Q_SLOTS:
    void init() {
        temporary_ = std::make_unique<QTemporaryDir>();
        folder_ = temporary_->filePath("data/runs");
    }

    void historyIsReadFromTheCheckpoint() {
        RunLibrary library(folder_);
        const RunRecord run = beginWithCheckpoint(library, 9);
        QSignalSpy loaded(&library, &RunLibrary::historyLoaded);
        library.loadHistory(run.id);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patience);
        QCOMPARE(loaded[0][0].toString(), run.id);
        const auto history = loaded[0][1].value<HistoryHandle>();
        QVERIFY(history->settings == test::smallCheckpoint(9).settings);
        QCOMPARE(history->progress.stepsDone(), std::int64_t{9});
        QCOMPARE(history->progress.steps[3].loss, 6.0 / 4.0);
    }

    void historyThatCantBeReadIsTold() {
        RunLibrary library(folder_);
        QSignalSpy failed(&library, &RunLibrary::failed);
        const RunRecord run = library.begin(wanted());
        library.loadHistory(run.id); // nothing was saved yet
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QVERIFY(failed[0][0].toString().contains(run.checkpoint));
        library.loadHistory("no such run");
        QCOMPARE(failed.size(), 2);
    }

    void fileFromElsewhereIsListedForThisSession() {
        const QString file = temporary_->filePath("other.tempera");
        saveCheckpoint(file.toStdString(), test::smallCheckpoint(12));
        RunLibrary library(folder_);
        QSignalSpy loaded(&library, &RunLibrary::historyLoaded);
        for (int times = 1; times <= 2; ++times) {
            library.loadHistoryOf(file);
            QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), times, patience);
            QCOMPARE(loaded.back()[0].toString(), file);
            QCOMPARE(library.runs().size(), std::size_t{1});
        }
        const RunRecord run = library.runs()[0];
        QCOMPARE(run.name, QString("other.tempera"));
        QCOMPARE(run.step, qint64{12});
        QCOMPARE(run.state, State::finished); // its limit is 12 steps
        QCOMPARE(run.trainLoss, std::optional(6.0 / 12.0));
        QCOMPARE(run.validationLoss, std::optional(6.1 / 12.0));
        QVERIFY(readAgain().empty());
        library.remove(run.id);
        QVERIFY(library.runs().empty());
        QVERIFY(QFile::exists(file));
    }

    void checkpointOfAListedRunIsThatRuns() {
        RunLibrary library(folder_);
        const RunRecord run = beginWithCheckpoint(library);
        QSignalSpy loaded(&library, &RunLibrary::historyLoaded);
        library.loadHistoryOf(run.checkpoint);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, patience);
        QCOMPARE(loaded[0][0].toString(), run.id);
        QCOMPARE(library.runs().size(), std::size_t{1});
    }

    void removalTakesTheRunsOwnFilesAlone() {
        const QString outside = temporary_->filePath("precious");
        leaveFile(outside + "/kept.txt");
        {
            RunLibrary library(folder_);
            RunRecord run = beginWithCheckpoint(library);
            RunRecord other = library.begin(wanted());
            const QString own = folder_ + "/" + run.id;
            for (const char* name : {"model.best.tempera", "model.previous.tempera",
                                     ".tempera-123.tmp", "moments/1.safetensors", "moments/a/b"})
                leaveFile(own + "/" + name);
            QVERIFY(QFile::link(outside, own + "/moments/link"));
            run.state = other.state = State::stopped;
            library.update(run);
            library.update(other);
            library.remove(run.id);
            QCOMPARE(library.runs().size(), std::size_t{1});
            QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(own), patience);
            QVERIFY(QFileInfo::exists(other.checkpoint) || library.run(other.id).has_value());
        }
        QCOMPARE(readAgain().size(), std::size_t{1});
        QCOMPARE(filesBeneath(outside), QStringList("kept.txt"));
    }

    void removalLeavesWhatIsNotOurs() {
        RunRecord run = wanted();
        run.checkpoint = temporary_->filePath("elsewhere/mine.tempera");
        leaveFile(run.checkpoint);
        {
            RunLibrary library(folder_);
            run = library.begin(run);
            leaveFile(folder_ + "/" + run.id + "/notes.txt");
            QDir(temporary_->path()).mkpath("moments");
            leaveFile(temporary_->filePath("moments/kept"));
            QVERIFY(QFile::link(temporary_->filePath("moments"), library.momentsFolder(run)));
            run.state = State::stopped;
            library.update(run);
            library.remove(run.id);
        }
        QCOMPARE(filesBeneath(folder_), QStringList({run.id, run.id + "/notes.txt"}));
        QVERIFY(QFile::exists(run.checkpoint));
        QVERIFY(QFile::exists(temporary_->filePath("moments/kept")));
        QVERIFY(readAgain().empty());
    }

    void onlyListedRunsAreRemoved() {
        leaveFile(temporary_->filePath("data/run.json"));
        leaveFile(folder_ + "/no-run/model.tempera");
        const QStringList before = filesBeneath(temporary_->path());
        {
            RunLibrary library(folder_);
            for (const char* id : {"", ".", "..", "../..", "/", "no-run", "../../data"})
                library.remove(id);
        }
        QCOMPARE(filesBeneath(temporary_->path()), before);
    }

    void runInTrainingIsNotRemoved() {
        RunLibrary library(folder_);
        const RunRecord run = beginWithCheckpoint(library);
        QSignalSpy failed(&library, &RunLibrary::failed);
        library.remove(run.id);
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].toString().contains(run.name));
        QVERIFY(QFile::exists(run.checkpoint));
        QCOMPARE(library.runs().size(), std::size_t{1});
    }

    void bytesAreThoseOnDisk() {
        RunLibrary library(folder_);
        const RunRecord run = library.begin(wanted());
        const QString own = folder_ + "/" + run.id;
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(own + "/run.json"), patience);
        const quint64 before = library.bytes(run.id);
        QVERIFY(before > 0);
        leaveFile(own + "/model.tempera", 1'000);
        leaveFile(own + "/moments/1", 200);
        leaveFile(temporary_->filePath("large"), 10'000);
        QVERIFY(QFile::link(temporary_->filePath("large"), own + "/moments/link"));
        std::filesystem::create_hard_link((own + "/model.tempera").toStdString(),
                                          (own + "/model.best.tempera").toStdString());
        QCOMPARE(library.bytes(run.id), before + 1'200);
        QCOMPARE(library.bytes("no such run"), quint64{0});
    }
};

QTEST_GUILESS_MAIN(RunLibraryFilesTest)
#include "run_library_files_test.moc"
