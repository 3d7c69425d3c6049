// SPDX-License-Identifier: GPL-3.0-or-later
// The built-in corpus: that it is what its generator writes, and that it keeps what its README
// says.
#include "core/text/tokenizer.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <map>
#include <string>

using namespace tempera;

namespace {

const QString corpusFolder = QStringLiteral(TEMPERA_SOURCE_DIR "/resources/corpus/");

QByteArray readReviews() {
    QFile file(corpusFolder + "synthetic_reviews.txt");
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList reviewLines() {
    return QString::fromLatin1(readReviews()).split('\n', Qt::SkipEmptyParts);
}

} // namespace

class SyntheticReviewsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fileIsWhatTheGeneratorWrites();
    void reviewsAreDistinctAndShort();
    void noReviewHasAFlaw_data();
    void noReviewHasAFlaw();
    void wordsAreManyAndUnevenlyUsed();
    void manyReviewsOpenLikeTheBooksPrompt();
    void genresStayApart();
};

void SyntheticReviewsTest::fileIsWhatTheGeneratorWrites() {
    if (QStandardPaths::findExecutable("python3").isEmpty())
        QSKIP("python3 is not there to run the generator");
    QProcess generator;
    generator.start("python3", {"-B", corpusFolder + "generate_reviews.py"});
    QVERIFY(generator.waitForFinished(120'000));
    QCOMPARE(generator.readAllStandardError(), QByteArray());
    QCOMPARE(generator.exitCode(), 0);
    // Not QCOMPARE, which would print a megabyte.
    QVERIFY2(
        generator.readAllStandardOutput() == readReviews(),
        "the grammar or the script changed: make the reviews again (resources/corpus/README.md)");
}

void SyntheticReviewsTest::reviewsAreDistinctAndShort() {
    const QStringList reviews = reviewLines();
    QCOMPARE(reviews.size(), 4000);
    QCOMPARE(QSet<QString>(reviews.begin(), reviews.end()).size(), 4000);
    for (const QString& review : reviews) {
        const auto words = review.split(' ').size();
        QVERIFY2(words >= 20 && words <= 70, qPrintable(review));
    }
}

void SyntheticReviewsTest::noReviewHasAFlaw_data() {
    QTest::addColumn<QString>("flaw");
    QTest::newRow("not plain text") << "[^A-Za-z ',.:;!?-]";
    QTest::newRow("small letter begins a sentence") << "(^|[.!?] )[^A-Z]";
    QTest::newRow("no full stop at the end") << "[^.!?]$";
    QTest::newRow("loose or doubled punctuation") << "  | [,.;:!?]|[,.;:!?]{2}";
    QTest::newRow("word twice in a row") << "\\b(\\w+) \\1\\b";
    QTest::newRow("a for an")
        << "\\b[Aa] ([aei](?!u)|o(?!ne)|u(?!ni[^mn]|s[eu]))|\\ba (hour|hon|heir)";
    QTest::newRow("an for a") << "\\b[Aa]n (?!hour|hon|heir)([^aeiou]|one\\b|uni[^mn]|us[eu]|eu)";
}

void SyntheticReviewsTest::noReviewHasAFlaw() {
    QFETCH(QString, flaw);
    const QRegularExpression expression(flaw);
    QVERIFY(expression.isValid());
    for (const QString& review : reviewLines()) {
        const auto match = expression.match(review);
        QVERIFY2(!match.hasMatch(), qPrintable(match.captured() + " in: " + review));
    }
}

void SyntheticReviewsTest::wordsAreManyAndUnevenlyUsed() {
    std::map<std::string, double> counts;
    double total = 0;
    tokenize(readReviews().toStdString(), Standardization::book, [&](std::string_view word) {
        ++counts[std::string(word)];
        ++total;
    });
    double entropy = 0;
    for (const auto& [word, count] : counts)
        entropy -= count / total * std::log(count / total);
    // The README's table, which the script computed.
    QCOMPARE(static_cast<int>(total), 213'011);
    QCOMPARE(counts.size(), 2'514U);
    QVERIFY(std::abs(entropy - 6.11) < 0.005);
}

void SyntheticReviewsTest::manyReviewsOpenLikeTheBooksPrompt() {
    const QStringList reviews = reviewLines();
    const auto openings = std::count_if(reviews.begin(), reviews.end(), [](const QString& review) {
        return review.startsWith("This movie ") || review.startsWith("This film ");
    });
    QVERIFY(openings > 1'500);
}

void SyntheticReviewsTest::genresStayApart() {
    const QRegularExpression western("\\b(sheriff|saloon|stagecoach|canyon)\\b");
    const QRegularExpression space("\\b(spaceship|astronaut|airlocks|oxygen)\\b");
    int westerns = 0;
    for (const QString& review : reviewLines()) {
        westerns += review.contains(western);
        QVERIFY2(!(review.contains(western) && review.contains(space)), qPrintable(review));
    }
    QVERIFY(westerns > 100);
}

QTEST_GUILESS_MAIN(SyntheticReviewsTest)
#include "synthetic_reviews_test.moc"
