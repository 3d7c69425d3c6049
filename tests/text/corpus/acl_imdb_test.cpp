// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/acl_imdb.h"
#include "support/archive_writer.h"
#include "support/imdb.h"
#include "support/read_documents.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <algorithm>
#include <set>

using namespace tempera;
using namespace tempera::test;

Q_DECLARE_METATYPE(tempera::AclImdbFile)

namespace {

/// The dataset's layout, with everything that isn't a review, and before any review.
const std::vector<ArchiveEntry> dataset{
    {"aclImdb/README", "Large Movie Review Dataset v1.0"},
    {"aclImdb/imdb.vocab", "the\nand\n"},
    {"aclImdb/train/urls_pos.txt", "http://example.org/"},
    {"aclImdb/train/labeledBow.feat", "9 0:9 1:1"},
    {"aclImdb/test/neg/0_2.txt", "dreadful"},
    {"aclImdb/test/pos/0_10.txt", "splendid"},
    {"aclImdb/train/neg/1_1.txt", "dull"},
    {"aclImdb/train/pos/1_8.txt", "good"},
    {"aclImdb/train/unsup/7_0.txt", "who knows"},
};
const std::vector<std::string> labelled{"dreadful", "splendid", "dull", "good"};
const std::vector<std::string> all{"dreadful", "splendid", "dull", "good", "who knows"};

CorpusOptions withUnsupervised() {
    CorpusOptions options;
    options.includeUnsupervised = true;
    return options;
}

} // namespace

class AclImdbTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsItsFiles_data();
    void knowsItsFiles();
    void readsReviewsFromArchive_data();
    void readsReviewsFromArchive();
    void readsReviewsFromFolder();
    void readsPartsAndRenamedFolders();
    void asksForUnsupervised();
    void readsTheRealOne();
};

void AclImdbTest::knowsItsFiles_data() {
    QTest::addColumn<AclImdbFile>("expected");
    const auto rows = [](AclImdbFile expected, const std::vector<const char*>& paths) {
        for (const char* path : paths)
            QTest::newRow(path) << expected;
    };
    rows(AclImdbFile::labelled,
         {"aclImdb/train/pos/0_9.txt", "aclImdb/test/neg/12499_1.txt", "./aclImdb/test/pos/3_7.txt",
          "/data/aclImdb/train/neg/3_4.txt", "../aclImdb/train/neg/3_4.txt", "train/pos/0_9.txt",
          "./test/neg/0_2.txt"});
    rows(AclImdbFile::unsupervised, {"aclImdb/train/unsup/49999_0.txt", "train/unsup/0_0.txt"});
    rows(AclImdbFile::other,
         {"aclImdb/README", "aclImdb/imdb.vocab", "aclImdb/train/urls_pos.txt",
          "aclImdb/train/pos/", "aclImdb/train/pos/0_9", "aclImdb/train/pos/0_9.feat",
          "aclImdb/train/pos/09.txt", "aclImdb/train/pos/_9.txt", "aclImdb/train/pos/0_.txt",
          "aclImdb/train/pos/0_9_1.txt", "aclImdb/train/pos/a_9.txt", "aclImdb/train/0_9.txt",
          "aclImdb/valid/pos/0_9.txt", "aclImdb/train/positive/0_9.txt", "pos/0_9.txt", "0_9.txt",
          "myaclImdb/train/pos/0_9.txt", "other/train/pos/0_9.txt", ""});
}

void AclImdbTest::knowsItsFiles() {
    QFETCH(const AclImdbFile, expected);
    const std::string path = *QTest::currentDataTag() == '\0' ? "" : QTest::currentDataTag();
    QCOMPARE(aclImdbFile(path), expected);
}

void AclImdbTest::readsReviewsFromArchive_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("tar.gz") << "dataset.tar.gz";
    QTest::newRow("tar") << "dataset.tar";
    QTest::newRow("zip") << "dataset.zip";
}

void AclImdbTest::readsReviewsFromArchive() {
    QFETCH(const QString, name);
    const TemporaryFolder folder;
    const auto path = folder / name.toStdString();
    writeArchive(path, dataset);
    const ReadCorpus corpus = readDocuments(path);
    QCOMPARE(corpus.summary.kind, std::string("aclImdb archive"));
    QCOMPARE(corpus.texts(), labelled);
    QCOMPARE(corpus.documents.front().first, std::string("aclImdb/test/neg/0_2.txt"));
    QCOMPARE(readDocuments(path, withUnsupervised()).texts(), all);
}

void AclImdbTest::readsReviewsFromFolder() {
    const TemporaryFolder folder;
    for (const ArchiveEntry& entry : dataset)
        folder.write(entry.name, entry.content);
    const ReadCorpus corpus = readDocuments(folder.path());
    QCOMPARE(corpus.summary.kind, std::string("aclImdb folder"));
    QCOMPARE(corpus.texts(), labelled);
    QCOMPARE(corpus.documents.front().first, std::string("aclImdb/test/neg/0_2.txt"));
    QCOMPARE(readDocuments(folder.path(), withUnsupervised()).texts(), all);
}

void AclImdbTest::readsPartsAndRenamedFolders() {
    const TemporaryFolder folder;
    for (const ArchiveEntry& entry : dataset)
        folder.write(entry.name, entry.content);
    QCOMPARE(readDocuments(folder / "aclImdb").texts(), labelled);
    QCOMPARE(readDocuments(folder / "aclImdb/").texts(), labelled);
    QCOMPARE(readDocuments(folder / "aclImdb/train").texts(),
             (std::vector<std::string>{"dull", "good"}));
    std::filesystem::rename(folder / "aclImdb", folder / "reviews");
    QCOMPARE(readDocuments(folder / "reviews").texts(), labelled);
}

void AclImdbTest::asksForUnsupervised() {
    const TemporaryFolder folder;
    folder.write("aclImdb/train/unsup/0_0.txt", "who knows");
    QVERIFY(readingError(folder.path()).find("unlabelled") != std::string::npos);
    QCOMPARE(readDocuments(folder.path(), withUnsupervised()).texts(),
             std::vector<std::string>{"who knows"});
}

/// Maas et al. (2011), section 4.1: 25,000 reviews for training and 25,000 for testing, half of
/// each positive.
void AclImdbTest::readsTheRealOne() {
    const auto path = imdbArchive();
    if (path.empty())
        QSKIP("the IMDB archive is neither in ../shared/data nor where TEMPERA_IMDB points");
    const ReadCorpus corpus = readDocuments(path);
    QCOMPARE(corpus.summary.kind, std::string("aclImdb archive"));
    QCOMPARE(corpus.summary.documents, 50'000u);
    QCOMPARE(corpus.summary.files, 50'000u);
    QCOMPARE(corpus.summary.invalidUtf8Sequences, 0u);
    QVERIFY(corpus.summary.skippedBinaryFiles.empty());
    std::set<std::string> sources;
    for (const auto& [source, text] : corpus.documents)
        sources.insert(source);
    QCOMPARE(sources.size(), 50'000u);
    for (const std::string part : {"train/pos", "train/neg", "test/pos", "test/neg"})
        QCOMPARE(std::ranges::count_if(sources,
                                       [&](const std::string& source) {
                                           return source.starts_with("aclImdb/" + part + "/");
                                       }),
                 12'500);
}

QTEST_GUILESS_MAIN(AclImdbTest)
#include "acl_imdb_test.moc"
