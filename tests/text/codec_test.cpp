// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/codec.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace tempera;

namespace {

using Tokens = std::vector<TokenId>;

const Vocabulary& words() {
    static const Vocabulary vocabulary({"the", "movie", "is", "great"});
    return vocabulary;
}

const Vocabulary& letters() {
    static const Vocabulary vocabulary({"a", "b", " ", "é", "日"});
    return vocabulary;
}

} // namespace

class CodecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void encodes_data();
    void encodes();
    void decodes_data();
    void decodes();
    void decodingIsTheInverse_data();
    void decodingIsTheInverse();
};

void CodecTest::encodes_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<Standardization>("standardization");
    QTest::addColumn<QList<int>>("tokens");
    const auto book = Standardization::book;
    QTest::newRow("nothing") << "" << book << QList<int>{};
    QTest::newRow("known") << "The movie,  is GREAT!" << book << QList<int>{2, 3, 4, 5};
    QTest::newRow("unknown") << "the film is" << book << QList<int>{2, 1, 4};
    QTest::newRow("as it stands") << "The movie" << Standardization::none << QList<int>{1, 3};
    QTest::newRow("a special word") << "the [UNK]" << Standardization::none << QList<int>{2, 1};
}

void CodecTest::encodes() {
    QFETCH(QString, text);
    QFETCH(Standardization, standardization);
    QFETCH(QList<int>, tokens);
    QCOMPARE(encode(text.toStdString(), standardization, words()),
             Tokens(tokens.begin(), tokens.end()));
}

void CodecTest::decodes_data() {
    QTest::addColumn<QList<int>>("tokens");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QList<int>{} << "";
    QTest::newRow("words") << QList<int>{2, 3, 4, 5} << "the movie is great";
    QTest::newRow("special tokens") << QList<int>{0, 2, 1, 0} << "[PAD] the [UNK] [PAD]";
}

void CodecTest::decodes() {
    QFETCH(QList<int>, tokens);
    QFETCH(QString, text);
    const Tokens ids(tokens.begin(), tokens.end());
    QCOMPARE(decode(ids, Standardization::book, words()), text.toStdString());
}

void CodecTest::decodingIsTheInverse_data() {
    QTest::addColumn<Standardization>("standardization");
    for (const auto standardization : {Standardization::book, Standardization::unicode,
                                       Standardization::none, Standardization::characters})
        QTest::newRow(std::string(standardizationName(standardization)).c_str()) << standardization;
}

void CodecTest::decodingIsTheInverse() {
    QFETCH(Standardization, standardization);
    const Vocabulary& vocabulary =
        standardization == Standardization::characters ? letters() : words();
    QVERIFY(rc::check([&] {
        const auto tokens = *rc::gen::container<Tokens>(
            rc::gen::inRange(firstWordToken, static_cast<TokenId>(vocabulary.size())));
        const std::string text = decode(tokens, standardization, vocabulary);
        RC_ASSERT(encode(text, standardization, vocabulary) == tokens);
    }));
}

QTEST_GUILESS_MAIN(CodecTest)
#include "codec_test.moc"
