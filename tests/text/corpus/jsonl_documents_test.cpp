// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/error.h"
#include "core/text/corpus/jsonl_documents.h"
#include "support/string_stream.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <rapidcheck.h>

using namespace tempera;
using tempera::test::StringStream;

namespace {

std::vector<std::string> documentsOf(const std::string& lines, CorpusReadingSummary& summary,
                                     std::size_t blockSize = ByteStream::blockBytes) {
    std::vector<std::string> documents;
    const std::function<void(const Document&)> receive = [&](const Document& document) {
        documents.emplace_back(document.text);
    };
    DocumentSink sink("source", receive, summary);
    StringStream stream(lines, blockSize);
    readJsonlDocuments(stream, "rows.jsonl", "text", sink);
    return documents;
}

} // namespace

class JsonlDocumentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsRows_data();
    void readsRows();
    void repairsAndCounts();
    void textsComeBack();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
};

void JsonlDocumentsTest::readsRows_data() {
    QTest::addColumn<QString>("lines");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("empty") << "" << QStringList();
    QTest::newRow("one") << R"({"text": "a b", "id": 1})" << QStringList{"a b"};
    QTest::newRow("two") << "{\"text\":\"a\"}\n{\"id\":[{}],\"text\":\"b\"}\n"
                         << QStringList{"a", "b"};
    QTest::newRow("CRLF and blank lines") << "{\"text\":\"a\"}\r\n\r\n \n{\"text\":\"b\"}\r\n"
                                          << QStringList{"a", "b"};
    QTest::newRow("escapes") << R"({"text":"a\n\"\u00e9\ud83d\ude00"})"
                             << QStringList{QString("a\n\"\u00E9\U0001F600")};
    QTest::newRow("blank text") << R"({"text":" \n"})" << QStringList();
}

void JsonlDocumentsTest::readsRows() {
    QFETCH(const QString, lines);
    QFETCH(const QStringList, expected);
    CorpusReadingSummary summary;
    QStringList texts;
    for (const std::string& text : documentsOf(lines.toStdString(), summary))
        texts << QString::fromStdString(text);
    QCOMPARE(texts, expected);
}

void JsonlDocumentsTest::repairsAndCounts() {
    CorpusReadingSummary summary;
    QCOMPARE(documentsOf("{\"text\":\"a\xFF\"}\n", summary), std::vector<std::string>{"a\uFFFD"});
    QCOMPARE(summary.invalidUtf8Sequences, 1u);
}

void JsonlDocumentsTest::textsComeBack() {
    QVERIFY(rc::check("what Qt writes as JSON is read as it was", [] {
        const auto character = rc::gen::oneOf(rc::gen::inRange<char32_t>(1, 0xD800),
                                              rc::gen::inRange<char32_t>(0xE000, 0x110000));
        const auto texts = *rc::gen::container<std::vector<std::vector<char32_t>>>(
            rc::gen::container<std::vector<char32_t>>(character));
        QByteArray lines;
        std::vector<std::string> expected;
        for (const std::vector<char32_t>& characters : texts) {
            const QString text = 'x' + QString::fromUcs4(characters.data(),
                                                         static_cast<qsizetype>(characters.size()));
            lines += QJsonDocument(QJsonObject{{"text", text}}).toJson(QJsonDocument::Compact);
            lines += '\n';
            expected.push_back(text.toStdString());
        }
        CorpusReadingSummary summary;
        const auto blockSize = *rc::gen::inRange<std::size_t>(1, 50);
        RC_ASSERT(documentsOf(lines.toStdString(), summary, blockSize) == expected);
        RC_ASSERT(summary.invalidUtf8Sequences == 0u);
    }));
}

void JsonlDocumentsTest::namesWhatIsWrong_data() {
    QTest::addColumn<QString>("lines");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* lines, const char* place,
                        const char* reason) {
        QTest::newRow(name) << QString(lines) << QString(place) << QString(reason);
    };
    row("not JSON", "{\"text\":\"a\"}\n\n{\"text\":\n", "line 3", "invalid JSON");
    row("byte", "{\"text\": x}", "line 1", "byte 10");
    row("more after it", "{\"text\":\"a\"} {}", "line 1", "invalid JSON");
    row("lone surrogate", R"({"text":"\ud800"})", "line 1", "invalid JSON");
    row("array", "[\"text\"]", "line 1", "object is needed, this is one array");
    row("string", "\"text\"", "line 1", "object is needed, this is one string");
    row("key missing", R"({"id":1,"review":"a"})", "line 1", "'id', 'review'");
    row("no keys", "{}", "line 1", "none");
    row("number", R"({"text":1})", "line 1", "not a string but number");
    row("number that overflows", R"({"text":"a","id":1e999})", "line 1", "number in the JSON");
    row("null", R"({"text":null})", "line 1", "not a string but null");
}

void JsonlDocumentsTest::namesWhatIsWrong() {
    QFETCH(const QString, lines);
    QFETCH(const QString, place);
    QFETCH(const QString, reason);
    CorpusReadingSummary summary;
    try {
        documentsOf(lines.toStdString(), summary);
        QFAIL("no Error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).startsWith("rows.jsonl: " + place + ":"), error.what());
        QVERIFY2(QString(error.what()).contains(reason), error.what());
    }
}

QTEST_GUILESS_MAIN(JsonlDocumentsTest)
#include "jsonl_documents_test.moc"
