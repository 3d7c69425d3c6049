// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/read_documents.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace tempera;
using namespace tempera::test;

namespace fs = std::filesystem;

class FolderCorpusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsInByteOrder();
    void readsFilesByExtension();
    void appliesTheUnit();
    void leavesHiddenFilesOut();
    void followsLinksToFilesAlone();
    void ignoresPipes();
    void skipsAndListsBinaryFiles();
    void refusesZeroBytesAfterDocuments();
    void namesEmptyFolders();
    void namesUnreadableFiles();
};

void FolderCorpusTest::readsInByteOrder() {
    const TemporaryFolder folder;
    // By bytes: '-' < '.' < '/' < 'B' < 'a' < the first byte of U+00E4.
    const std::vector<std::string> sorted{"B.txt",     "a-b.txt", "a.txt",     "a/b.txt",
                                          "a/c/d.txt", "aa.txt",  "\u00E4.txt"};
    for (const std::string name :
         {"aa.txt", "a/c/d.txt", "\u00E4.txt", "a.txt", "B.txt", "a-b.txt", "a/b.txt"})
        folder.write(name, "text of " + name);
    const ReadCorpus corpus = readDocuments(folder.path());
    QCOMPARE(corpus.summary.kind, std::string("folder"));
    QCOMPARE(corpus.summary.documents, sorted.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        QCOMPARE(corpus.documents[i].first, sorted[i]);
        QCOMPARE(corpus.documents[i].second, "text of " + sorted[i]);
    }
}

void FolderCorpusTest::readsFilesByExtension() {
    const TemporaryFolder folder;
    folder.write("1.csv", "id,text\n1,one\n2,two\n");
    folder.write("2.tsv", "id\ttext\n1\tthree\n");
    folder.write("3.jsonl", "{\"text\":\"four\"}\n");
    folder.write("4.txt", "five\nsix\n");
    folder.write("5.txt", "");
    const ReadCorpus corpus = readDocuments(folder.path());
    QCOMPARE(corpus.texts(),
             (std::vector<std::string>{"one", "two", "three", "four", "five\nsix\n"}));
    QCOMPARE(corpus.documents[1].first, std::string("1.csv"));
    QCOMPARE(corpus.summary.files, 4u);
    folder.write("6.csv", "id,text\n1\n");
    QVERIFY(readingError(folder.path()).starts_with((folder / "6.csv").string() + ": line 2:"));
}

void FolderCorpusTest::appliesTheUnit() {
    const TemporaryFolder folder;
    folder.write("a.txt", "one\ntwo\n\nthree\n");
    CorpusOptions options;
    options.unit = DocumentUnit::line;
    QCOMPARE(readDocuments(folder.path(), options).texts(),
             (std::vector<std::string>{"one", "two", "three"}));
    options.unit = DocumentUnit::paragraph;
    QCOMPARE(readDocuments(folder.path(), options).texts(),
             (std::vector<std::string>{"one\ntwo", "three"}));
}

void FolderCorpusTest::leavesHiddenFilesOut() {
    const TemporaryFolder folder;
    folder.write("a.txt", "a");
    folder.write(".hidden", "b");
    folder.write(".git/config", "c");
    folder.write("d/.git/config", "d");
    QCOMPARE(readDocuments(folder.path()).texts(), std::vector<std::string>{"a"});
}

void FolderCorpusTest::followsLinksToFilesAlone() {
    const TemporaryFolder folder;
    folder.write("corpus/a.txt", "a");
    folder.write("elsewhere/b.txt", "b");
    fs::create_directory_symlink(folder / "corpus", folder / "corpus/cycle");
    fs::create_directory_symlink(folder / "elsewhere", folder / "corpus/folder");
    fs::create_symlink(folder / "elsewhere/b.txt", folder / "corpus/file.txt");
    fs::create_symlink(folder / "nowhere", folder / "corpus/dangling");
    fs::create_directory_symlink(folder / "corpus", folder / "link");
    const std::vector<std::string> expected{"a", "b"};
    QCOMPARE(readDocuments(folder / "corpus").texts(), expected);
    QCOMPARE(readDocuments(folder / "link").texts(), expected); // the folder asked for itself
}

void FolderCorpusTest::ignoresPipes() {
    const TemporaryFolder folder;
    folder.write("a.txt", "a");
    QCOMPARE(mkfifo((folder / "pipe").c_str(), 0600), 0);
    QCOMPARE(readDocuments(folder.path()).texts(), std::vector<std::string>{"a"});
    QVERIFY(readingError(folder / "pipe").find("neither a file nor a folder") != std::string::npos);
}

void FolderCorpusTest::skipsAndListsBinaryFiles() {
    const TemporaryFolder folder;
    folder.write("image", std::string("\x89PNG\0", 5));
    folder.write("utf16.txt", std::string("\xFF\xFE"
                                          "a\0",
                                          4));
    folder.write("inner.tar.gz", "text by its bytes, not by its name");
    // Found only after the first block, but before the file's only document is complete.
    folder.write("late.txt", std::string(200'000, 'x') + '\0');
    const std::string error = readingError(folder.path());
    QVERIFY2(error.find("there is no text") != std::string::npos, error.c_str());
    QVERIFY2(error.find("4 files were skipped") != std::string::npos, error.c_str());
    folder.write("z.txt", "z");
    const ReadCorpus corpus = readDocuments(folder.path());
    QCOMPARE(corpus.texts(), std::vector<std::string>{"z"});
    QCOMPARE(corpus.summary.bytes, 1u);
    QCOMPARE(corpus.summary.skippedBinaryFiles,
             (std::vector<std::string>{"image", "inner.tar.gz", "late.txt", "utf16.txt"}));
}

void FolderCorpusTest::refusesZeroBytesAfterDocuments() {
    const TemporaryFolder folder;
    const std::string blank(200'000, '\n');
    std::string text = blank; // built in steps: GCC 12 warns of the whole sum for no reason
    text += "a\n";
    text += blank;
    text += '\0';
    folder.write("late.txt", text);
    CorpusOptions options;
    options.unit = DocumentUnit::line;
    QVERIFY(readingError(folder.path(), options).find("byte 400002 is zero") != std::string::npos);
}

void FolderCorpusTest::namesEmptyFolders() {
    const TemporaryFolder folder;
    QVERIFY(readingError(folder.path()).find("no files") != std::string::npos);
    fs::create_directories(folder / "a/b");
    QVERIFY(readingError(folder.path()).find("no files") != std::string::npos);
    folder.write("a/b/blank.txt", " \n");
    QVERIFY(readingError(folder.path()).find("there is no text") != std::string::npos);
}

void FolderCorpusTest::namesUnreadableFiles() {
    if (geteuid() == 0)
        QSKIP("root may read everything");
    const TemporaryFolder folder;
    const fs::path file = folder.write("a/b.txt", "b");
    fs::permissions(file, fs::perms::none);
    QVERIFY(readingError(folder.path()).starts_with(file.string() + ": cannot be read"));
    QVERIFY(readingError(file).starts_with(file.string() + ": cannot be read"));
    fs::permissions(folder / "a", fs::perms::none);
    QVERIFY(
        readingError(folder.path()).starts_with((folder / "a").string() + ": cannot be listed"));
    fs::permissions(folder / "a", fs::perms::owner_all);
}

QTEST_GUILESS_MAIN(FolderCorpusTest)
#include "folder_corpus_test.moc"
