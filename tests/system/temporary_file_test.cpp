// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/temporary_file.h"

#include "core/system/atomic_file.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <csignal>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace tempera;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> filesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        files.push_back(entry.path());
    return files;
}

/// A program that began to write a file and waits; killed at the latest with this object.
class Writer {
public:
    explicit Writer(const fs::path& path) {
        int ready[2];
        if (::pipe(ready) != 0)
            qFatal("no pipe");
        process_ = ::fork();
        if (process_ == 0) {
            AtomicFile file(path);
            file.write("half");
            if (::write(ready[1], "!", 1) == 1)
                ::pause();
            ::_exit(0);
        }
        char byte = 0;
        if (::read(ready[0], &byte, 1) != 1)
            qFatal("the writer did not begin");
        ::close(ready[0]);
        ::close(ready[1]);
    }
    ~Writer() { kill(); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void kill() {
        if (process_ > 0)
            ::kill(process_, SIGKILL);
        if (process_ > 0)
            ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }

private:
    pid_t process_ = 0;
};

} // namespace

class TemporaryFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesLieInTheFolderAndDiffer() {
        const fs::path first = temporaryPathFor("/somewhere/a file");
        const fs::path second = temporaryPathFor("/somewhere/a file");
        QCOMPARE(first.parent_path(), fs::path("/somewhere"));
        QCOMPARE(first.filename().string().front(), '.');
        QVERIFY(first != second);
        QCOMPARE(temporaryPathFor("name").parent_path(), fs::path());
    }

    void whatAKilledProgramLeftIsRemovedByTheNext() {
        const test::TemporaryFolder folder;
        Writer writer(folder / "file");
        QCOMPARE(filesIn(folder.path()).size(), std::size_t{1});
        removeAbandonedFiles(folder.path()); // it lives
        QCOMPARE(filesIn(folder.path()).size(), std::size_t{1});
        writer.kill();
        QCOMPARE(filesIn(folder.path()).size(), std::size_t{1});
        AtomicFile next(folder / "another");
        next.write("whole");
        next.commit();
        QCOMPARE(filesIn(folder.path()), std::vector<fs::path>{folder / "another"});
    }

    void writersOfOneFolderLeaveEachOtherAlone() {
        const test::TemporaryFolder folder;
        const Writer other(folder / "file");
        AtomicFile first(folder / "first");
        AtomicFile second(folder / "second");
        first.write("1");
        second.write("2");
        QCOMPARE(filesIn(folder.path()).size(), std::size_t{3});
        first.commit();
        removeAbandonedFiles(folder.path());
        second.commit();
        QVERIFY(fs::exists(folder / "first"));
        QVERIFY(fs::exists(folder / "second"));
    }

    void anotherNameOfAFileIsInUseAsItIs() {
        const test::TemporaryFolder folder;
        const fs::path original = folder.write("original", "text");
        const fs::path link = temporaryPathFor(original);
        fs::create_hard_link(original, link);
        {
            const FileInUse inUse(original);
            QVERIFY(!inUse.isTooLate());
            removeAbandonedFiles(folder.path());
            QVERIFY(fs::exists(link));
        }
        removeAbandonedFiles(folder.path());
        QVERIFY(!fs::exists(link));
        QVERIFY(fs::exists(original));
    }

    void aFileThatIsGoneIsTooLate() {
        const test::TemporaryFolder folder;
        const fs::path path = folder.write(".tempera-1.tmp", "");
        const FileInUse inUse(path);
        fs::remove(path);
        QVERIFY(inUse.isTooLate());
        QVERIFY(!FileInUse(path).isTooLate()); // there is nothing that could be lost
    }

    void nothingElseIsRemoved() {
        const test::TemporaryFolder folder;
        for (const char* const name : {".tempera-x.tmp", ".tempera-.tmp", ".tempera-1.tmp~",
                                       "tempera-1.tmp", ".tempera-1", "notes"})
            folder.write(name, "mine");
        folder.write(".tempera-2.tmp/inner", "a folder of that name");
        fs::create_symlink(folder / "notes", folder / ".tempera-3.tmp");
        QCOMPARE(::mkfifo((folder / ".tempera-4.tmp").c_str(), 0600), 0);
        const auto before = filesIn(folder.path()).size();
        removeAbandonedFiles(folder.path());
        QCOMPARE(filesIn(folder.path()).size(), before);
        removeAbandonedFiles(folder / "absent");
    }
};

QTEST_GUILESS_MAIN(TemporaryFileTest)
#include "temporary_file_test.moc"
