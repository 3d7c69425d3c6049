// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/archive_writer.h"
#include "support/read_documents.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <algorithm>
#include <clocale>
#include <map>
#include <rapidcheck.h>

using namespace tempera;
using namespace tempera::test;

namespace {

std::string withoutTail(const std::filesystem::path& path, std::size_t keptPercent) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    bytes.resize(bytes.size() * keptPercent / 100);
    return bytes;
}

/// Text that hardly compresses, so that a cut archive is cut within it.
std::string noise(std::size_t bytes) {
    std::string text;
    std::uint32_t state = 1;
    for (std::size_t i = 0; i < bytes; ++i) {
        state = state * 1664525 + 1013904223; // Numerical Recipes' linear congruential generator
        text += static_cast<char>('!' + (state >> 24) % 90);
    }
    return text;
}

} // namespace

class ArchiveCorpusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryFormat_data();
    void readsEveryFormat();
    void sameAsTheFolder();
    void readsFilesByExtension();
    void readsRegularFilesAlone();
    void keepsNamesOutsideAscii_data();
    void keepsNamesOutsideAscii();
    void namesDamage_data();
    void namesDamage();
    void namesEncryption();
    void keepsWithinLimits_data();
    void keepsWithinLimits();
    void stopsBombs_data();
    void stopsBombs();
};

void ArchiveCorpusTest::readsEveryFormat_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"a.tar", "a.tar.gz", "a.tgz", "a.TAR.GZ", "a.tar.bz2", "a.tbz2",
                             "a.tar.xz", "a.txz", "a.tar.zst", "a.tzst", "a.zip"})
        QTest::newRow(name) << QString(name);
}

void ArchiveCorpusTest::readsEveryFormat() {
    QFETCH(const QString, name);
    const TemporaryFolder folder;
    const auto written = folder / name.toLower().toStdString();
    const std::string large = noise(300'000);
    writeArchive(written, {{"b/two.txt", "two"}, {"a.txt", large}, {"c", "", EntryKind::folder}});
    const auto path = folder / name.toStdString();
    std::filesystem::rename(written, path);
    const ReadCorpus corpus = readDocuments(path);
    QCOMPARE(corpus.summary.kind, std::string("archive"));
    QCOMPARE(corpus.summary.files, 2u);
    QCOMPARE(corpus.summary.bytes, 300'003u);
    QCOMPARE(corpus.documents, (std::vector<std::pair<std::string, std::string>>{
                                   {"b/two.txt", "two"}, {"a.txt", large}}));
}

void ArchiveCorpusTest::sameAsTheFolder() {
    QVERIFY(rc::check("a folder, a .tar.gz and a .zip of the same files hold the same", [] {
        const auto content = rc::gen::container<std::string>(
            rc::gen::elementOf(std::string("abc \n\r\xC3\xA9\xFF")));
        const auto name = rc::gen::map(
            rc::gen::container<std::string>(3, rc::gen::elementOf(std::string("abz.-/"))),
            [](const std::string& middle) { return "n" + middle + "x"; });
        const auto contents =
            *rc::gen::container<std::map<std::string, std::string>>(name, content);
        const TemporaryFolder folder;
        std::vector<ArchiveEntry> entries;
        for (const auto& [raw, text] : contents) {
            const std::string file =
                std::filesystem::path(raw + ".txt").lexically_normal().generic_string();
            const auto parent = (folder / ("files/" + file)).parent_path();
            std::filesystem::create_directories(parent);
            if (!std::filesystem::exists(folder / ("files/" + file))) {
                folder.write("files/" + file, text);
                entries.push_back({file, text});
            }
        }
        folder.write("files/last.txt", "never empty");
        entries.push_back({"last.txt", "never empty"});
        writeArchive(folder / "a.tar.gz", entries);
        writeArchive(folder / "a.zip", entries);
        const ReadCorpus fromFolder = readDocuments(folder / "files");
        for (const char* archive : {"a.tar.gz", "a.zip"}) {
            ReadCorpus fromArchive = readDocuments(folder / archive);
            std::ranges::sort(fromArchive.documents);
            RC_ASSERT(fromArchive.documents == fromFolder.documents);
            RC_ASSERT(fromArchive.summary.bytes == fromFolder.summary.bytes);
            RC_ASSERT(fromArchive.summary.invalidUtf8Sequences ==
                      fromFolder.summary.invalidUtf8Sequences);
        }
    }));
}

void ArchiveCorpusTest::readsFilesByExtension() {
    const TemporaryFolder folder;
    const auto path = folder / "a.zip";
    writeArchive(path, {{"rows.csv", "id,text\n1,one\n2,two\n"},
                        {"rows.tsv", "id\ttext\n1\tthree\n"},
                        {"rows.JSONL", "{\"text\":\"four\"}\n"},
                        {"plain", "five\nsix\n"},
                        {"image.png", std::string("PNG\0", 4)},
                        {"inner.zip", "not looked into"},
                        {"blank.txt", " \n"}});
    const ReadCorpus corpus = readDocuments(path);
    QCOMPARE(corpus.texts(),
             (std::vector<std::string>{"one", "two", "three", "four", "five\nsix\n"}));
    QCOMPARE(corpus.summary.files, 4u);
    QCOMPARE(corpus.summary.skippedBinaryFiles,
             (std::vector<std::string>{"image.png", "inner.zip"}));
    CorpusOptions options;
    options.textColumn = "id";
    QVERIFY(readingError(path, options).starts_with(path.string() + ": rows.JSONL: line 1:"));
}

void ArchiveCorpusTest::readsRegularFilesAlone() {
    const TemporaryFolder folder;
    const auto path = folder / "a.tar.gz";
    writeArchive(path, {{"/absolute.txt", "one"},
                        {"../outside.txt", "two"},
                        {"./here.txt", "three"},
                        {"soft", "/etc/passwd", EntryKind::symbolicLink},
                        {"hard", "here.txt", EntryKind::hardLink},
                        {".hidden", "four"},
                        {"__MACOSX/._here.txt", "five"},
                        {".git/config", "six"}});
    const ReadCorpus corpus = readDocuments(path);
    QCOMPARE(corpus.documents,
             (std::vector<std::pair<std::string, std::string>>{
                 {"/absolute.txt", "one"}, {"../outside.txt", "two"}, {"here.txt", "three"}}));
    QVERIFY(!std::filesystem::exists(folder.path().parent_path() / "outside.txt"));
}

void ArchiveCorpusTest::keepsNamesOutsideAscii_data() {
    QTest::addColumn<QString>("archive");
    QTest::addColumn<QString>("locale");
    // Qt has set a UTF-8 locale here; a program without Qt is in the C one unless it asks.
    for (const char* archive : {"a.tar", "a.zip"})
        for (const char* locale : {"C", "C.UTF-8"})
            QTest::addRow("%s, %s", archive, locale) << QString(archive) << QString(locale);
}

void ArchiveCorpusTest::keepsNamesOutsideAscii() {
    QFETCH(const QString, archive);
    QFETCH(const QString, locale);
    const TemporaryFolder folder;
    const auto path = folder / archive.toStdString();
    const std::string name = "\u00FCber/\u65E5\u672C.txt";
    writeArchive(path, {{name, "text"}});
    const std::string before = std::setlocale(LC_CTYPE, nullptr);
    std::setlocale(LC_CTYPE, locale.toUtf8());
    const ReadCorpus corpus = readDocuments(path);
    std::setlocale(LC_CTYPE, before.c_str());
    QCOMPARE(corpus.documents.front().first, name);
}

void ArchiveCorpusTest::namesDamage_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::size_t>("keptPercent");
    for (const char* name : {"a.tar.gz", "a.zip", "a.tar", "a.tar.xz", "a.tar.zst"})
        QTest::addRow("%s cut", name) << QString(name) << std::size_t{50};
    for (const char* name : {"a.tar.gz", "a.zip"})
        QTest::addRow("%s empty", name) << QString(name) << std::size_t{0};
}

void ArchiveCorpusTest::namesDamage() {
    QFETCH(const QString, name);
    QFETCH(const std::size_t, keptPercent);
    const TemporaryFolder folder;
    const auto whole = folder / name.toStdString();
    writeArchive(whole, {{"a.txt", noise(200'000)}});
    const auto cut = folder.write("cut-" + name.toStdString(), withoutTail(whole, keptPercent));
    const std::string error = readingError(cut);
    QVERIFY2(error.starts_with(cut.string() + ": cannot be read as an archive: "), error.c_str());
}

void ArchiveCorpusTest::namesEncryption() {
    const TemporaryFolder folder;
    const auto path = folder / "a.zip";
    writeArchive(path, {{"a.txt", "secret"}}, "passphrase");
    const std::string error = readingError(path);
    QVERIFY2(error.starts_with(path.string() + ": cannot be read as an archive: "), error.c_str());
    QVERIFY2(error.find("assphrase") != std::string::npos, error.c_str());
}

void ArchiveCorpusTest::keepsWithinLimits_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("tar.gz") << "a.tar.gz";
    QTest::newRow("zip") << "a.zip";
}

void ArchiveCorpusTest::keepsWithinLimits() {
    QFETCH(const QString, name);
    const TemporaryFolder folder;
    const auto path = folder / name.toStdString();
    writeArchive(path, {{"a.txt", "0123456789"}, {"b.txt", "0123456789"}, {".c", "0123456789"}});
    CorpusOptions options;
    options.archiveLimits = {.entries = 3, .entryBytes = 10, .totalBytes = 30};
    QCOMPARE(readDocuments(path, options).summary.documents, 2u);

    const auto errorWith = [&](const ArchiveLimits& limits) {
        options.archiveLimits = limits;
        return QString::fromStdString(readingError(path, options));
    };
    QVERIFY(errorWith({.entries = 2}).contains("more than 2 entries"));
    QVERIFY(errorWith({.entryBytes = 9}).contains("an entry of more than 9 bytes"));
    QVERIFY(errorWith({.totalBytes = 29}).contains("unpacks to more than 29 bytes"));
    QVERIFY(errorWith({.entries = 2}).startsWith(QString::fromStdString(path.string())));
}

void ArchiveCorpusTest::stopsBombs_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("entry");
    QTest::newRow("tar.gz") << "a.tar.gz"
                            << "a.txt";
    QTest::newRow("tar.gz, entry that is skipped") << "a.tar.gz"
                                                   << ".hidden";
    QTest::newRow("zip") << "a.zip"
                         << "a.txt";
}

void ArchiveCorpusTest::stopsBombs() {
    QFETCH(const QString, name);
    QFETCH(const QString, entry);
    const TemporaryFolder folder;
    const auto path = folder / name.toStdString();
    const std::string zeros(17 << 20, '0');
    writeArchive(path, {{entry.toStdString(), zeros}, {"b.txt", "b"}});
    QVERIFY(readingError(path).find("more than 200 times its size") != std::string::npos);
    CorpusOptions trusting;
    trusting.archiveLimits.ratio = 2'000; // deflate's own bound is 1,032
    QVERIFY(readDocuments(path, trusting).summary.documents > 0);
}

QTEST_GUILESS_MAIN(ArchiveCorpusTest)
#include "archive_corpus_test.moc"
