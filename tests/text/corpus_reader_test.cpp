// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/error.h"
#include "core/text/corpus/file_names.h"
#include "core/text/corpus_reader.h"
#include "support/archive_writer.h"
#include "support/read_documents.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <algorithm>

using namespace tempera;
using namespace tempera::test;

Q_DECLARE_METATYPE(tempera::FileFormat)

class CorpusReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsLoneFiles_data();
    void readsLoneFiles();
    void repairsAndCounts();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void namesMissingPaths();
    void namesUnits();
    void knowsFormatsByExtension_data();
    void knowsFormatsByExtension();
    void reportsProgress_data();
    void reportsProgress();
    void stopsWhenAsked_data();
    void stopsWhenAsked();

private:
    static std::filesystem::path makeCorpus(const TemporaryFolder& folder, const QString& kind);
};

void CorpusReaderTest::readsLoneFiles_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("kind");
    QTest::newRow("text") << "a.txt"
                          << "one\ntwo\n"
                          << "text file";
    QTest::newRow("no extension") << "a"
                                  << "\uFEFFone\r\ntwo"
                                  << "text file";
    QTest::newRow("CSV") << "a.csv"
                         << "\uFEFFtext,id\none,1\ntwo,2\n"
                         << "CSV file";
    QTest::newRow("TSV") << "a.TSV"
                         << "text\tid\none\t1\ntwo\t2\n"
                         << "TSV file";
    QTest::newRow("JSONL") << "a.jsonl"
                           << "{\"text\":\"one\"}\n{\"text\":\"two\"}"
                           << "JSONL file";
    QTest::newRow("hidden, but asked for") << ".a.txt"
                                           << "one\ntwo\n"
                                           << "text file";
}

void CorpusReaderTest::readsLoneFiles() {
    QFETCH(const QString, name);
    QFETCH(const QString, content);
    QFETCH(const QString, kind);
    const TemporaryFolder folder;
    const ReadCorpus corpus =
        readDocuments(folder.write(name.toStdString(), content.toStdString()));
    QCOMPARE(corpus.documents, (std::vector<std::pair<std::string, std::string>>{
                                   {name.toStdString(), "one"}, {name.toStdString(), "two"}}));
    QCOMPARE(corpus.summary.kind, kind.toStdString());
    QCOMPARE(corpus.summary.documents, 2u);
    QCOMPARE(corpus.summary.files, 1u);
    QCOMPARE(corpus.summary.bytes, content.toStdString().size());
}

void CorpusReaderTest::repairsAndCounts() {
    const TemporaryFolder folder;
    const ReadCorpus corpus = readDocuments(folder.write("a.txt", "a\xFF"
                                                                  "b\n\xC3\xA9\n\xE2\x82\n"));
    QCOMPARE(corpus.texts(), (std::vector<std::string>{"a\uFFFDb", "\u00E9", "\uFFFD"}));
    QCOMPARE(corpus.summary.invalidUtf8Sequences, 2u);
}

void CorpusReaderTest::namesWhatIsWrong_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("reason");
    QTest::newRow("empty") << "a.txt" << QByteArray() << "there is no text in this text file";
    QTest::newRow("blank") << "a.txt" << QByteArray(" \r\n") << "there is no text";
    QTest::newRow("empty CSV") << "a.csv" << QByteArray() << "there is no text in this CSV file";
    QTest::newRow("header alone") << "a.csv" << QByteArray("id,text\n") << "there is no text";
    QTest::newRow("column missing") << "a.csv" << QByteArray("id,review\n1,a\n")
                                    << "no column 'text'; choose one of 'id', 'review'";
    QTest::newRow("key missing") << "a.jsonl" << QByteArray("{\"id\":1}\n") << "line 1: ";
    QTest::newRow("binary") << "a.txt" << QByteArray("a\0b", 3) << "is not text";
    QTest::newRow("UTF-16") << "a.txt" << QByteArray("\xFE\xFF\0a", 4) << "UTF-16";
    QTest::newRow("no archive") << "a.zip" << QByteArray("text") << "cannot be read as an archive";
}

void CorpusReaderTest::namesWhatIsWrong() {
    QFETCH(const QString, name);
    QFETCH(const QByteArray, content);
    QFETCH(const QString, reason);
    const TemporaryFolder folder;
    const auto path = folder.write(name.toStdString(), content.toStdString());
    const std::string error = readingError(path);
    QVERIFY2(error.starts_with(path.string() + ": "), error.c_str());
    QVERIFY2(error.find(reason.toStdString()) != std::string::npos, error.c_str());
}

void CorpusReaderTest::namesMissingPaths() {
    const TemporaryFolder folder;
    for (const char* name : {"none", "none.zip", "none/none.txt"}) {
        const std::string error = readingError(folder / name);
        QCOMPARE(error, (folder / name).string() + ": there is no such file or folder");
    }
    folder.write("file", "text");
    QVERIFY(!readingError(folder / "file/below").empty());
    QVERIFY(!readingError("").empty());
}

void CorpusReaderTest::namesUnits() {
    QCOMPARE(parseDocumentUnit("auto"), DocumentUnit::automatic);
    QCOMPARE(parseDocumentUnit("file"), DocumentUnit::file);
    QCOMPARE(parseDocumentUnit("line"), DocumentUnit::line);
    QCOMPARE(parseDocumentUnit("paragraph"), DocumentUnit::paragraph);
    QVERIFY_EXCEPTION_THROWN(parseDocumentUnit("lines"), SettingError);
    QVERIFY_EXCEPTION_THROWN(parseDocumentUnit(""), SettingError);
}

void CorpusReaderTest::knowsFormatsByExtension_data() {
    QTest::addColumn<FileFormat>("expected");
    const auto rows = [](FileFormat expected, const std::vector<const char*>& names) {
        for (const char* name : names)
            QTest::newRow(name) << expected;
    };
    rows(FileFormat::text, {"a", "a.txt", "a.md", "csv", "a.csv.txt", "a.gz", "tar.gzip", "zip"});
    rows(FileFormat::csv, {"a.csv", "A.CSV", "b/a.b.csv"});
    rows(FileFormat::tsv, {"a.tsv"});
    rows(FileFormat::jsonl, {"a.jsonl", "a.ndjson"});
    rows(FileFormat::archive,
         {"a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2", "a.tar.xz", "a.tar.zst", "a.zip", "A.Zip"});
}

void CorpusReaderTest::knowsFormatsByExtension() {
    QFETCH(const FileFormat, expected);
    QCOMPARE(fileFormat(QTest::currentDataTag()), expected);
}

std::filesystem::path CorpusReaderTest::makeCorpus(const TemporaryFolder& folder,
                                                   const QString& kind) {
    const std::string line = "some words on a line\n";
    std::string text;
    while (text.size() < 500'000)
        text += line;
    if (kind == "file")
        return folder.write("corpus.txt", text);
    for (const std::string name : {"corpus/a.txt", "corpus/b/c.txt", "corpus/d.txt"})
        folder.write(name, text);
    if (kind == "folder")
        return folder / "corpus";
    const auto path = folder / ("corpus" + kind.toStdString());
    const std::string folderName = kind == ".tar.gz" ? "" : "aclImdb/train/pos/";
    writeArchive(path, {{folderName + "1_9.txt", text}, {folderName + "2_9.txt", text}});
    return path;
}

void CorpusReaderTest::reportsProgress_data() {
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"file", "folder", ".tar", ".tar.gz", ".zip"})
        QTest::newRow(kind) << QString(kind);
}

void CorpusReaderTest::reportsProgress() {
    QFETCH(const QString, kind);
    const TemporaryFolder folder;
    const auto path = makeCorpus(folder, kind);
    std::vector<double> fractions;
    readDocuments(path, {},
                  {.report = [&](double fraction) { fractions.push_back(fraction); }, .stop = {}});
    QVERIFY(!fractions.empty());
    QVERIFY(std::ranges::is_sorted(fractions));
    QVERIFY(fractions.front() > 0.0);
    QCOMPARE(fractions.back(), 1.0);
    QCOMPARE(std::ranges::count(fractions, 1.0), 1);
    if (kind != ".tar.gz" && kind != ".zip") // those weigh one block
        QVERIFY(fractions.at(fractions.size() - 2) > 0.9);
    QVERIFY(fractions.size() <= 1'001);
}

void CorpusReaderTest::stopsWhenAsked_data() {
    reportsProgress_data();
}

void CorpusReaderTest::stopsWhenAsked() {
    QFETCH(const QString, kind);
    const TemporaryFolder folder;
    const auto path = makeCorpus(folder, kind);
    std::stop_source stop;
    int documents = 0;
    const auto receive = [&](const Document&) {
        ++documents;
        stop.request_stop();
    };
    QVERIFY_EXCEPTION_THROWN(
        readCorpus(path, {}, receive, {.report = {}, .stop = stop.get_token()}), Cancelled);
    QVERIFY(documents > 0);
    // No further than the block at hand: a lone file's lines, or one file of the others.
    QVERIFY(documents == 1 || kind == "file");
    QVERIFY(documents < 10'000);
    documents = 0;
    QVERIFY_EXCEPTION_THROWN(
        readCorpus(path, {}, receive, {.report = {}, .stop = stop.get_token()}), Cancelled);
    QCOMPARE(documents, 0);
}

QTEST_GUILESS_MAIN(CorpusReaderTest)
#include "corpus_reader_test.moc"
