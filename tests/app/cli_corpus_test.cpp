// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/archive_writer.h"
#include "support/cli.h"
#include "support/temporary_folder.h"

#include <QtTest>

using namespace tempera::test;

namespace {

/// Counted by hand as the book splits: 3 documents; the 4, film 2, a 2, end bad good once; 11
/// words.
const std::vector<std::string> documents = {"The film, the END!", "a good film",
                                            "the bad.<br />The a"};

std::string asLines() {
    std::string text;
    for (const std::string& document : documents)
        text += document + "\n";
    return text;
}

/// A table of an id and a quoted text: the first document holds a comma.
std::string asTable(char delimiter) {
    std::string text = std::string("id") + delimiter + "text\n";
    for (std::size_t row = 0; row < documents.size(); ++row)
        text += std::to_string(row) + delimiter + "\"" + documents[row] + "\"\n";
    return text;
}

std::string asJsonLines() {
    std::string text;
    for (const std::string& document : documents)
        text += nlohmann::json{{"id", 7}, {"text", document}}.dump() + "\n";
    return text;
}

std::filesystem::path asArchive(const TemporaryFolder& folder, std::string_view name) {
    writeArchive(folder / name,
                 {{"a.txt", documents[0]}, {"b/c.txt", documents[1]}, {"d.txt", documents[2]}});
    return folder / name;
}

std::filesystem::path asFolder(const TemporaryFolder& folder) {
    folder.write("corpus/d.txt", documents[2]);
    folder.write("corpus/b/c.txt", documents[1]);
    folder.write("corpus/a.txt", documents[0]);
    return folder / "corpus";
}

std::filesystem::path makeCorpus(const TemporaryFolder& folder, const std::string& name) {
    if (name.ends_with(".csv"))
        return folder.write(name, asTable(','));
    if (name.ends_with(".tsv"))
        return folder.write(name, asTable('\t'));
    if (name.ends_with(".jsonl"))
        return folder.write(name, asJsonLines());
    if (name.ends_with(".txt"))
        return folder.write(name, asLines());
    return name == "folder" ? asFolder(folder) : asArchive(folder, name);
}

nlohmann::json reportOf(const std::filesystem::path& path, const QStringList& more = {}) {
    return runCli(QStringList{"corpus", argument(path), "--json"} + more).json();
}

} // namespace

class CliCorpusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsAsByHand_data();
    void countsAsByHand();
    void coverageByHand_data();
    void coverageByHand();
    void splitsAsAsked_data();
    void splitsAsAsked();
    void readsAclImdb_data();
    void readsAclImdb();
    void takesTheColumnAsked_data();
    void takesTheColumnAsked();
    void tellsTheSameAsText();
};

void CliCorpusTest::countsAsByHand_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"a.txt", "a.csv", "a.tsv", "a.jsonl", "folder", "a.tar.gz", "a.zip"})
        QTest::newRow(name) << name;
}

void CliCorpusTest::countsAsByHand() {
    QFETCH(const QString, name);
    const TemporaryFolder folder;
    const nlohmann::json report = reportOf(makeCorpus(folder, name.toStdString()));
    QCOMPARE(report.at("documents"), nlohmann::json(3));
    QCOMPARE(report.at("words"), nlohmann::json(11));
    QCOMPARE(report.at("distinct_words"), nlohmann::json(6));
    QCOMPARE(report.at("coverage"), nlohmann::json(1.0));
    QVERIFY(report.at("coverage").is_number_float());
    QCOMPARE(report.at("invalid_utf8"), nlohmann::json(0));
    QCOMPARE(report.at("median_length"), nlohmann::json(4)); // 4 3 4
}

void CliCorpusTest::coverageByHand_data() {
    QTest::addColumn<int>("vocabularySize");
    QTest::addColumn<int>("minimumFrequency");
    QTest::addColumn<double>("coverage");
    // Padding and [UNK] take two places of the vocabulary.
    QTest::newRow("the") << 3 << 1 << 4.0 / 11.0;
    QTest::newRow("the film") << 4 << 1 << 6.0 / 11.0;
    QTest::newRow("the film a") << 5 << 1 << 8.0 / 11.0;
    QTest::newRow("all but one") << 7 << 1 << 10.0 / 11.0;
    QTest::newRow("all, just so") << 8 << 1 << 1.0;
    QTest::newRow("at least twice") << 15'000 << 2 << 8.0 / 11.0;
    QTest::newRow("at least three times") << 15'000 << 3 << 4.0 / 11.0;
    QTest::newRow("more often than any") << 15'000 << 5 << 0.0;
}

void CliCorpusTest::coverageByHand() {
    QFETCH(const int, vocabularySize);
    QFETCH(const int, minimumFrequency);
    QFETCH(const double, coverage);
    const TemporaryFolder folder;
    const nlohmann::json report = reportOf(
        makeCorpus(folder, "a.txt"), {"--vocabulary-size", QString::number(vocabularySize),
                                      "--minimum-frequency", QString::number(minimumFrequency)});
    QCOMPARE(report.at("coverage").get<double>(), coverage);
    QCOMPARE(report.at("distinct_words"), nlohmann::json(6)); // those of the corpus
}

void CliCorpusTest::splitsAsAsked_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("documents");
    QTest::addColumn<int>("words");
    QTest::addColumn<int>("distinctWords");
    QTest::newRow("book") << "Été, été! A a\n" << QStringList{} << 1 << 4 << 3; // É is not ASCII
    QTest::newRow("unicode") << "Été, été! A a\n"
                             << QStringList{"--standardization", "unicode"} << 1 << 4 << 2;
    QTest::newRow("none") << "Été, été! A a\n"
                          << QStringList{"--standardization", "none"} << 1 << 4 << 4;
    QTest::newRow("characters") << "电影好，电影\n"
                                << QStringList{"--standardization", "characters"} << 1 << 6 << 4;
    QTest::newRow("lines") << "a b\nc\n\nd\n" << QStringList{} << 3 << 4 << 4;
    QTest::newRow("paragraphs") << "a b\nc\n\nd\n"
                                << QStringList{"--documents", "paragraph"} << 2 << 4 << 4;
    QTest::newRow("the file") << "a b\nc\n\nd\n"
                              << QStringList{"--documents", "file"} << 1 << 4 << 4;
}

void CliCorpusTest::splitsAsAsked() {
    QFETCH(const QString, text);
    QFETCH(const QStringList, options);
    const TemporaryFolder folder;
    const nlohmann::json report = reportOf(folder.write("a.txt", text.toStdString()), options);
    QTEST(report.at("documents").get<int>(), "documents");
    QTEST(report.at("words").get<int>(), "words");
    QTEST(report.at("distinct_words").get<int>(), "distinctWords");
}

void CliCorpusTest::readsAclImdb_data() {
    QTest::addColumn<bool>("archive");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("documents");
    QTest::newRow("folder") << false << QStringList{} << 3;
    QTest::newRow("folder, unsup too") << false << QStringList{"--include-unsup"} << 4;
    QTest::newRow("archive") << true << QStringList{} << 3;
    QTest::newRow("archive, unsup too") << true << QStringList{"--include-unsup"} << 4;
}

void CliCorpusTest::readsAclImdb() {
    QFETCH(const bool, archive);
    QFETCH(const QStringList, options);
    const std::vector<ArchiveEntry> files = {
        {"aclImdb/README", "not a review"},           {"aclImdb/imdb.vocab", "the\nand\n"},
        {"aclImdb/train/pos/0_9.txt", "a good film"}, {"aclImdb/train/unsup/0_0.txt", "who knows"},
        {"aclImdb/train/labeledBow.feat", "9 0:1"},   {"aclImdb/test/pos/0_10.txt", "a long one"},
        {"aclImdb/test/neg/0_2.txt", "a bad film"}};
    const TemporaryFolder folder;
    for (const ArchiveEntry& file : files)
        folder.write(file.name, file.content);
    writeArchive(folder / "aclImdb.tar.gz", files);
    const auto path = folder / (archive ? "aclImdb.tar.gz" : "aclImdb");
    QTEST(reportOf(path, options).at("documents").get<int>(), "documents");
}

void CliCorpusTest::takesTheColumnAsked_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("CSV") << "a.csv" << QByteArray("text,review\nx,one two three\n");
    QTest::newRow("TSV") << "a.tsv" << QByteArray("text\treview\nx\tone two three\n");
    QTest::newRow("JSONL") << "a.jsonl"
                           << QByteArray("{\"text\":\"x\",\"review\":\"one two three\"}\n");
}

void CliCorpusTest::takesTheColumnAsked() {
    QFETCH(const QString, name);
    QFETCH(const QByteArray, content);
    const TemporaryFolder folder;
    const auto path = folder.write(name.toStdString(), content.toStdString());
    QCOMPARE(reportOf(path, {"--text-column", "review"}).at("words"), nlohmann::json(3));
    QCOMPARE(reportOf(path).at("words"), nlohmann::json(1));
}

void CliCorpusTest::tellsTheSameAsText() {
    const TemporaryFolder folder;
    const auto path = makeCorpus(folder, "a.txt");
    const CliResult result = runCli({"corpus", argument(path), "--vocabulary-size", "5"});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.standardError, QByteArray());
    for (const char* expression : {"documents +3\n", "words +11 ", "distinct words +6\n",
                                   "vocabulary +5 +covers 72\\.73 %"}) // 8 of 11
        QVERIFY2(QString(result.standardOutput).contains(QRegularExpression(expression)),
                 expression);
}

QTEST_GUILESS_MAIN(CliCorpusTest)
#include "cli_corpus_test.moc"
