// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/atomic_file.h"

#include "support/error_message.h"
#include "support/file_size_limit.h"
#include "support/temporary_folder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>
#include <rapidcheck.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tempera;
using test::FileSizeLimit;

namespace {

std::string contentOf(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : "(cannot be read)";
}

void putContent(const std::filesystem::path& path, std::string_view text) {
    QFile file(QString::fromStdString(path.string()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text.data(), static_cast<qint64>(text.size())),
             static_cast<qint64>(text.size()));
}

void save(const std::filesystem::path& path, std::string_view text) {
    AtomicFile file(path);
    file.write(text);
    file.commit();
}

unsigned permissionsOf(const std::filesystem::path& path) {
    return static_cast<unsigned>(std::filesystem::status(path).permissions());
}

/// Root may write anywhere, so root's tests of permissions run as nobody.
class OrdinaryUser {
public:
    OrdinaryUser() {
        constexpr uid_t nobody = 65534;
        if (previous_ == 0 && seteuid(nobody) != 0)
            qFatal("cannot give up root's privileges");
    }
    ~OrdinaryUser() {
        if (seteuid(previous_) != 0)
            qFatal("cannot return to the test's own user");
    }
    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;

private:
    uid_t previous_ = geteuid();
};

} // namespace

class AtomicFileTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> folder_;

    std::filesystem::path in(std::string_view name) const {
        return std::filesystem::path(folder_->path().toStdString()) / name;
    }
    QStringList entries() const {
        return QDir(folder_->path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }

private Q_SLOTS:
    void commitKeepsThePreviousFile();
    void failedWriteLeavesThePreviousFileAlone();
    void keepAsReplacesAtOnce();
    void whatIsMovedIntoPlaceReplacesWhatWasThere();
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void holdsWhatWasWritten() {
        const auto path = in("file");
        QVERIFY(rc::check("pieces in order, patched afterwards", [&] {
            const auto pieces = *rc::gen::arbitrary<std::vector<std::string>>();
            std::string expected;
            for (const std::string& piece : pieces)
                expected += piece;
            const auto offset = *rc::gen::inRange<std::size_t>(0, expected.size() + 1);
            const auto length = *rc::gen::inRange<std::size_t>(0, expected.size() - offset + 1);
            const std::string patch(length, '#');
            expected.replace(offset, length, patch);
            AtomicFile file(path);
            for (const std::string& piece : pieces)
                file.write(piece);
            file.writeAt(offset, patch);
            file.commit();
            RC_ASSERT(contentOf(path) == expected);
        }));
        QCOMPARE(entries(), QStringList{"file"});
    }

    void patchingDoesNotMoveTheEnd() {
        AtomicFile file(in("file"));
        file.write("0000 first ");
        file.writeAt(0, "1234");
        file.write("second");
        file.commit();
        QCOMPARE(contentOf(in("file")), std::string("1234 first second"));
    }

    void withoutCommitNothingChanges() {
        putContent(in("old"), "old");
        {
            AtomicFile replacing(in("old"));
            replacing.write("new");
            AtomicFile creating(in("new"));
            creating.write("new");
            QCOMPARE(contentOf(in("old")), std::string("old"));
            QVERIFY(!std::filesystem::exists(in("new")));
        }
        QCOMPARE(contentOf(in("old")), std::string("old"));
        QCOMPARE(entries(), QStringList{"old"});
    }

    void newFileFollowsTheUmask_data() {
        QTest::addColumn<unsigned>("mask");
        QTest::addColumn<unsigned>("expected");
        QTest::newRow("usual") << 0022U << 0644U;
        QTest::newRow("group may write") << 0002U << 0664U;
        QTest::newRow("private") << 0077U << 0600U;
    }

    void newFileFollowsTheUmask() {
        QFETCH(unsigned, mask);
        const mode_t previous = umask(mask);
        save(in("file"), "text");
        umask(previous);
        QTEST(permissionsOf(in("file")), "expected");
    }

    void replacedFileKeepsItsPermissions() {
        for (const mode_t mode : {0600U, 0644U, 0666U, 0755U}) {
            putContent(in("file"), "old");
            QCOMPARE(chmod(in("file").c_str(), mode), 0);
            save(in("file"), "new");
            QCOMPARE(permissionsOf(in("file")), mode);
            QCOMPARE(contentOf(in("file")), std::string("new"));
        }
    }

    void symbolicLinkStays_data() {
        QTest::addColumn<bool>("targetExists");
        QTest::newRow("to a file") << true;
        QTest::newRow("to nothing yet") << false;
    }

    void symbolicLinkStays() {
        QFETCH(bool, targetExists);
        std::filesystem::create_directory(in("elsewhere"));
        if (targetExists)
            putContent(in("elsewhere/target"), "old");
        std::filesystem::create_symlink("elsewhere/second", in("first"));
        std::filesystem::create_symlink("target", in("elsewhere/second"));
        save(in("first"), "new");
        QVERIFY(std::filesystem::is_symlink(in("first")));
        QVERIFY(std::filesystem::is_symlink(in("elsewhere/second")));
        QVERIFY(!std::filesystem::is_symlink(in("elsewhere/target")));
        QCOMPARE(contentOf(in("elsewhere/target")), std::string("new"));
    }

    void unusablePlacesAreRefused_data() {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<QString>("reason");
        QTest::newRow("missing folder") << std::string("missing/file") << "does not exist";
        QTest::newRow("below a file") << std::string("file/below") << "is not a folder";
        QTest::newRow("a folder") << std::string("folder") << "it is a folder";
        QTest::newRow("no name") << std::string("folder/") << "has no file name";
        QTest::newRow("a pipe") << std::string("pipe") << "not an ordinary file";
        QTest::newRow("link to itself") << std::string("loop") << "symbolic link";
        QTest::newRow("too long a name") << std::string(300, 'x') << "choose a shorter name";
    }

    void unusablePlacesAreRefused() {
        QFETCH(std::string, name);
        QFETCH(QString, reason);
        putContent(in("file"), "old");
        std::filesystem::create_directory(in("folder"));
        std::filesystem::create_symlink("loop", in("loop"));
        QCOMPARE(mkfifo(in("pipe").c_str(), 0600), 0);
        const QStringList before = entries();
        const auto message =
            QString::fromStdString(errorMessage([&] { requireWritable(in(name)); }));
        QVERIFY2(message.contains(reason), qPrintable(message));
        QVERIFY2(message.contains(QString::fromStdString(in(name).string())), qPrintable(message));
        QCOMPARE(errorMessage([&] { save(in(name), "new"); }), message.toStdString());
        QCOMPARE(entries(), before);
        QCOMPARE(contentOf(in("file")), std::string("old"));
    }

    void theEmptyPathIsRefused() {
        QVERIFY(!errorMessage([] { requireWritable(""); }).empty());
    }

    void permissionsAreRespected() {
        putContent(in("read-only file"), "old");
        QCOMPARE(chmod(in("read-only file").c_str(), 0444), 0);
        std::filesystem::create_directory(in("read-only folder"));
        QCOMPARE(chmod(in("read-only folder").c_str(), 0555), 0);
        QCOMPARE(chmod(folder_->path().toStdString().c_str(), 0777), 0);
        const OrdinaryUser user;
        requireWritable(in("new"));
        for (const char* name : {"read-only file", "read-only folder/new"}) {
            const std::string message = errorMessage([&] { requireWritable(in(name)); });
            QVERIFY2(QString::fromStdString(message).contains("Permission denied"),
                     message.c_str());
        }
        QCOMPARE(contentOf(in("read-only file")), std::string("old"));
    }

    void checkingLeavesNothingBehind() {
        putContent(in("old"), "old");
        requireWritable(in("old"));
        requireWritable(in("new"));
        QCOMPARE(entries(), QStringList{"old"});
        QCOMPARE(contentOf(in("old")), std::string("old"));
    }

    void failedWriteKeepsTheOldFile() {
        putContent(in("file"), "old");
        std::string message;
        {
            // The first write is cut short at the limit, the next one fails.
            const FileSizeLimit limit(4096);
            message = errorMessage([&] { save(in("file"), std::string(10'000, 'x')); });
        }
        QVERIFY2(QString::fromStdString(message).contains("File too large"), message.c_str());
        QVERIFY2(QString::fromStdString(message).contains("ulimit"), message.c_str());
        QCOMPARE(contentOf(in("file")), std::string("old"));
        QCOMPARE(entries(), QStringList{"file"});
    }

    void aFolderThatVanishesIsReported() {
        std::filesystem::create_directory(in("folder"));
        AtomicFile file(in("folder/file"));
        file.write("text");
        std::filesystem::remove_all(in("folder"));
        const std::string message = errorMessage([&] { file.commit(); });
        QVERIFY2(QString::fromStdString(message).contains("folder/file"), message.c_str());
    }
};

void AtomicFileTest::commitKeepsThePreviousFile() {
    const test::TemporaryFolder folder;
    const auto path = folder / "run";
    const auto previous = folder / "previous";
    const auto saveKeeping = [&](std::string_view text) {
        AtomicFile file(path);
        file.write(text);
        file.commit(previous);
    };
    saveKeeping("first");
    QVERIFY(!std::filesystem::exists(previous)); // there was nothing to keep
    saveKeeping("second");
    saveKeeping("third");
    QCOMPARE(contentOf(path), std::string("third"));
    QCOMPARE(contentOf(previous), std::string("second"));
    QCOMPARE(std::distance(std::filesystem::directory_iterator(folder.path()), {}),
             std::ptrdiff_t{2});
}

void AtomicFileTest::failedWriteLeavesThePreviousFileAlone() {
    const test::TemporaryFolder folder;
    const auto path = folder / "run";
    const auto previous = folder / "previous";
    putContent(path, "new");
    putContent(previous, "old");
    const FileSizeLimit limit(2);
    const std::string message = errorMessage([&] {
        AtomicFile file(path);
        file.write("newest");
        file.commit(previous);
    });
    QVERIFY(!message.empty());
    QCOMPARE(contentOf(path), std::string("new"));
    QCOMPARE(contentOf(previous), std::string("old"));
}

void AtomicFileTest::keepAsReplacesAtOnce() {
    const test::TemporaryFolder folder;
    putContent(folder / "run", "one");
    putContent(folder / "best", "old");
    keepAs(folder / "run", folder / "best");
    keepAs(folder / "run", folder / "best"); // they are one file now
    save(folder / "run", "two");
    QCOMPARE(contentOf(folder / "best"), std::string("one"));
    QCOMPARE(contentOf(folder / "run"), std::string("two"));
    QCOMPARE(std::distance(std::filesystem::directory_iterator(folder.path()), {}),
             std::ptrdiff_t{2});
    const std::string message = errorMessage([&] { keepAs(folder / "absent", folder / "best"); });
    QVERIFY2(message.find("absent") != std::string::npos, message.c_str());
    QCOMPARE(contentOf(folder / "best"), std::string("one"));
}

void AtomicFileTest::whatIsMovedIntoPlaceReplacesWhatWasThere() {
    const test::TemporaryFolder folder;
    putContent(folder / "file.part", "new");
    putContent(folder / "file", "old");
    moveIntoPlace(folder / "file.part", folder / "file");
    QCOMPARE(contentOf(folder / "file"), std::string("new"));
    QVERIFY(!std::filesystem::exists(folder / "file.part"));
    for (const char* const name : {"absent", "file.part/below"}) {
        const std::string message =
            errorMessage([&] { moveIntoPlace(folder / name, folder / "file"); });
        QVERIFY2(message.find(name) != std::string::npos, message.c_str());
    }
    std::filesystem::create_directory(folder / "place");
    putContent(folder / "file.part", "newer");
    QVERIFY(!errorMessage([&] { moveIntoPlace(folder / "file.part", folder / "place"); }).empty());
    QCOMPARE(contentOf(folder / "file.part"), std::string("newer"));
}

QTEST_GUILESS_MAIN(AtomicFileTest)
#include "atomic_file_test.moc"
