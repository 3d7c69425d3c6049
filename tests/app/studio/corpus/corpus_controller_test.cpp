// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/corpus/corpus_controller.h"

#include "support/imdb.h"
#include "support/temporary_folder.h"
#include "support/word_corpus.h"

#include <QSignalSpy>
#include <QtTest>
#include <string>

using namespace tempera;
using namespace tempera::studio;

namespace {

using Words = std::vector<std::string>;

QString pathOf(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

/// A text of so many lines that reading it takes a while.
std::filesystem::path longText(const test::TemporaryFolder& folder) {
    std::string text;
    for (int line = 0; line < 400'000; ++line)
        text += "a line of some words with number " + std::to_string(line % 5'000) + "\n";
    return folder.write("long.txt", text);
}

/// A controller and all that it said, in order.
struct Fixture {
    test::TemporaryFolder folder;
    QStringList said;
    CorpusController controller;

    Fixture() {
        QObject::connect(&controller, &CorpusController::readingStarted, &controller,
                         [this] { said.append("started"); });
        QObject::connect(&controller, &CorpusController::opened, &controller,
                         [this] { said.append("opened"); });
        QObject::connect(&controller, &CorpusController::failed, &controller,
                         [this](const QString& message) { said.append(message); });
        QObject::connect(&controller, &CorpusController::cancelled, &controller,
                         [this] { said.append("cancelled"); });
    }

    bool waitForEnd() {
        return QTest::qWaitFor([this] { return !controller.isReading(); }, 60'000);
    }
    Words words() const { return test::wordsOf(*controller.corpus(), 0); }
};

} // namespace

class CorpusControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensAFile() {
        Fixture fixture;
        QVERIFY(!fixture.controller.overview());
        QVERIFY(!fixture.controller.corpus());
        const auto path = fixture.folder.write("films.txt", "A fine film.\n\nNot so fine!\n");
        fixture.controller.open(pathOf(path));
        QVERIFY(fixture.controller.isReading());
        QVERIFY(fixture.waitForEnd());
        QCOMPARE(fixture.said, (QStringList{"started", "opened"}));
        const auto& overview = *fixture.controller.overview();
        QCOMPARE(overview.name, QString("films.txt"));
        QCOMPARE(overview.path, pathOf(path));
        QCOMPARE(fixture.controller.path(), pathOf(path));
        QCOMPARE(overview.statistics.documents(), std::uint64_t{2});
        QCOMPARE(overview.statistics.words(), std::uint64_t{6});
        QCOMPARE(fixture.words(), (Words{"a", "fine", "film"}));
    }

    void opensTheBuiltinReviews() {
        Fixture fixture;
        fixture.controller.open({});
        QVERIFY(fixture.waitForEnd());
        QVERIFY(fixture.controller.path().isEmpty());
        QVERIFY(fixture.controller.overview()->statistics.documents() > 100);
    }

    void aProblemLeavesWhatWasOpen() {
        Fixture fixture;
        const auto path = fixture.folder.write("films.txt", "fine film");
        fixture.controller.open(pathOf(path));
        QVERIFY(fixture.waitForEnd());
        const auto before = fixture.controller.overview();
        fixture.controller.open(pathOf(fixture.folder / "missing.txt"));
        QVERIFY(fixture.waitForEnd());
        QVERIFY2(fixture.said.last().contains("there is no such file"),
                 qPrintable(fixture.said.last()));
        QCOMPARE(fixture.controller.overview(), before);
        QCOMPARE(fixture.controller.path(), pathOf(path));
    }

    void aTableNeedsItsColumn() {
        Fixture fixture;
        const auto path = fixture.folder.write("t.csv", "id,review\n1,good film\n");
        QSignalSpy needed(&fixture.controller, &CorpusController::columnNeeded);
        fixture.controller.open(pathOf(path));
        QVERIFY(fixture.waitForEnd());
        QCOMPARE(needed.count(), 1);
        QCOMPARE(needed[0][0].toString(), pathOf(path));
        QCOMPARE(needed[0][1].toStringList(), (QStringList{"id", "review"}));
        QVERIFY2(fixture.said.last().contains("review"), qPrintable(fixture.said.last()));
        CorpusOptions options;
        options.textColumn = "review";
        fixture.controller.open(pathOf(path), options);
        QVERIFY(fixture.waitForEnd());
        QCOMPARE(fixture.words(), (Words{"good", "film"}));
        QCOMPARE(fixture.controller.options().textColumn, std::string("review"));
        // The options stay when the text is standardized anew.
        fixture.controller.setStandardization(Standardization::characters);
        QVERIFY(fixture.waitForEnd());
        QCOMPARE(fixture.words().front(), std::string("g"));
    }

    void aJsonLinesFileNeedsItsKey() {
        Fixture fixture;
        const auto path = fixture.folder.write("t.jsonl", "{\"id\": 1, \"body\": \"a\"}\n");
        QSignalSpy needed(&fixture.controller, &CorpusController::columnNeeded);
        fixture.controller.open(pathOf(path));
        QVERIFY(fixture.waitForEnd());
        QCOMPARE(needed.count(), 1);
        QCOMPARE(needed[0][1].toStringList(), (QStringList{"body", "id"}));
        // Another failure asks for no column.
        fixture.controller.open(pathOf(fixture.folder / "missing.txt"));
        QVERIFY(fixture.waitForEnd());
        QCOMPARE(needed.count(), 1);
    }

    void whatADocumentIsCanBeChanged() {
        Fixture fixture;
        const auto path = fixture.folder.write("poem.txt", "one\ntwo\n\nthree\nfour\nfive\n");
        fixture.controller.open(pathOf(path));
        QVERIFY(fixture.waitForEnd());
        const auto documents = [&] { return fixture.controller.corpus()->documentCount(); };
        QCOMPARE(documents(), std::size_t{5});
        fixture.controller.setUnit(DocumentUnit::paragraph);
        QVERIFY(fixture.waitForEnd());
        QCOMPARE(documents(), std::size_t{2});
        QCOMPARE(fixture.controller.unit(), DocumentUnit::paragraph);
        fixture.controller.setUnit(DocumentUnit::file);
        QVERIFY(fixture.waitForEnd());
        QCOMPARE(documents(), std::size_t{1});
        fixture.controller.setUnit(DocumentUnit::file); // as it is
        QVERIFY(!fixture.controller.isReading());
    }

    void standardizationReadsAgain() {
        Fixture fixture;
        fixture.controller.setStandardization(Standardization::none); // nothing is open
        QVERIFY(!fixture.controller.isReading());
        const auto path = fixture.folder.write("films.txt", "Fine Film!");
        fixture.controller.open(pathOf(path));
        QVERIFY(fixture.waitForEnd());
        QCOMPARE(fixture.words(), (Words{"Fine", "Film!"}));
        const auto before = fixture.controller.overview();
        fixture.controller.setStandardization(Standardization::none); // as it is
        QVERIFY(!fixture.controller.isReading());
        fixture.controller.setStandardization(Standardization::book);
        QVERIFY(fixture.controller.isReading());
        QCOMPARE(fixture.controller.overview(), before);
        QVERIFY(fixture.waitForEnd());
        QCOMPARE(fixture.words(), (Words{"fine", "film"}));
        QCOMPARE(fixture.controller.overview()->standardization, Standardization::book);
    }

    void goingBackToTheOldStandardizationEndsTheReading() {
        Fixture fixture;
        fixture.controller.open({});
        QVERIFY(fixture.waitForEnd());
        const auto before = fixture.controller.overview();
        fixture.controller.setStandardization(Standardization::unicode);
        fixture.controller.setStandardization(Standardization::book);
        QVERIFY(!fixture.controller.isReading());
        QCOMPARE(fixture.controller.standardization(), Standardization::book);
        QTest::qWait(200); // the answer that nobody wants
        QCOMPARE(fixture.controller.overview(), before);
        QCOMPARE(fixture.said.last(), QString("cancelled"));
    }

    void canBeCancelledInTheMiddle() {
        Fixture fixture;
        const auto path = longText(fixture.folder);
        double last = 0.0;
        connect(&fixture.controller, &CorpusController::progressed, &fixture.controller,
                [&](double fraction) {
                    QVERIFY(fraction >= last && fraction <= 1.0);
                    last = fraction;
                    fixture.controller.cancel();
                });
        fixture.controller.open(pathOf(path));
        QVERIFY(fixture.waitForEnd());
        QCOMPARE(fixture.said, (QStringList{"started", "cancelled"}));
        QVERIFY(!fixture.controller.overview());
        fixture.controller.cancel(); // nothing to cancel
        QTest::qWait(100);
        QCOMPARE(fixture.said.size(), 2);
    }

    void theLastOneOpenedCounts() {
        Fixture fixture;
        const auto slow = longText(fixture.folder);
        const auto quick = fixture.folder.write("quick.txt", "quick words");
        fixture.controller.open(pathOf(slow));
        fixture.controller.open(pathOf(quick));
        QVERIFY(fixture.waitForEnd());
        QTest::qWait(200);
        QCOMPARE(fixture.said, (QStringList{"started", "started", "opened"}));
        QCOMPARE(fixture.words(), (Words{"quick", "words"}));
    }

    void canBeDestroyedWhileReading() {
        const test::TemporaryFolder folder;
        const auto path = longText(folder);
        CorpusController controller;
        controller.open(pathOf(path));
        controller.open(pathOf(path)); // one is abandoned, one under way
    }

    void onlyOneCorpusIsKept() {
        Fixture fixture;
        fixture.controller.open({});
        QVERIFY(fixture.waitForEnd());
        const std::weak_ptr<const TokenizedCorpus> before = fixture.controller.corpus();
        fixture.controller.setStandardization(Standardization::none);
        QVERIFY(fixture.waitForEnd());
        QTRY_VERIFY(before.expired());
    }

    void realReviews() {
        const auto path = test::imdbArchive();
        if (path.empty())
            QSKIP("the IMDB archive isn't here");
        Fixture fixture;
        fixture.controller.open(pathOf(path));
        QVERIFY(fixture.waitForEnd());
        QCOMPARE(fixture.said, (QStringList{"started", "opened"}));
        const auto& statistics = fixture.controller.overview()->statistics;
        QCOMPARE(statistics.documents(), std::uint64_t{50'000});
        QCOMPARE(fixture.controller.corpus()->words()[statistics.ranking()[0]], std::string("the"));
    }
};

QTEST_MAIN(CorpusControllerTest)
#include "corpus_controller_test.moc"
