// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/error.h"
#include "core/text/corpus/csv_documents.h"
#include "support/string_stream.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace tempera;
using tempera::test::StringStream;

namespace {

std::vector<std::string> documentsOf(const std::string& table, const CsvFormat& format,
                                     std::size_t blockSize = ByteStream::blockBytes) {
    std::vector<std::string> documents;
    const std::function<void(const Document&)> receive = [&](const Document& document) {
        documents.emplace_back(document.text);
    };
    CorpusReadingSummary summary;
    DocumentSink sink("source", receive, summary);
    StringStream stream(table, blockSize);
    readCsvDocuments(stream, format, sink);
    return documents;
}

const CsvFormat commas{"table.csv", ',', "text"};
const CsvFormat tabs{"table.tsv", '\t', "text"};

/// RFC 4180, 2.5 to 2.7.
std::string quoted(const std::string& field) {
    std::string result = "\"";
    for (const char character : field)
        result += character == '"' ? std::string("\"\"") : std::string(1, character);
    return result + '"';
}

/// Fields full of what a table's syntax is made of; the x keeps them from being blank.
rc::Gen<std::string> awkwardField() {
    const auto character = rc::gen::elementOf(std::string("ab \t,;\"\n\r"));
    return rc::gen::map(rc::gen::container<std::string>(character),
                        [](const std::string& text) { return "x" + text; });
}

} // namespace

class CsvDocumentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTables_data();
    void readsTables();
    void fieldsComeBack();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void passesOnWhatTheSinkThrows();
};

void CsvDocumentsTest::readsTables_data() {
    QTest::addColumn<QString>("table");
    QTest::addColumn<bool>("tabbed");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, const char* table, const QStringList& expected,
                        bool tabbed = false) {
        QTest::newRow(name) << QString(table) << tabbed << expected;
    };
    row("empty", "", {});
    row("header alone", "id,text\n", {});
    row("column by name", "id,text,label\n1,one,pos\n2,two,neg\n", {"one", "two"});
    row("one column", "text\none\ntwo", {"one", "two"});
    row("CRLF", "id,text\r\n1,one\r\n", {"one"});
    row("quoted header", "\"id\",\"text\"\n1,one\n", {"one"});
    row("comma, quotation mark, line end", "id,text\n1,\"a, \"\"b\"\"\nc\"\n", {"a, \"b\"\nc"});
    row("blank line between rows", "id,text\n\n1,one\n\n2,two\n", {"one", "two"});
    row("blank line in a field", "id,text\n1,\"a\n\nb\"\n", {"a\n\nb"});
    row("blank text is no document", "id,text\n1,\n2,\" \"\n3,three\n", {"three"});
    row("spaces around fields", "id, text\n1, one \n2, \" two \" \n", {"one", " two "});
    row("column named twice", "text,text\none,two\n", {"one"});
    row("tabs", "id\ttext\n1\tone, two\n2\t\"a\tb\"\n", {"one, two", "a\tb"}, true);
    row("empty fields between tabs", "id\tx\ttext\n\t\tone\n", {"one"}, true);
}

void CsvDocumentsTest::readsTables() {
    QFETCH(const QString, table);
    QFETCH(const bool, tabbed);
    QFETCH(const QStringList, expected);
    QStringList texts;
    for (const std::string& text : documentsOf(table.toStdString(), tabbed ? tabs : commas))
        texts << QString::fromStdString(text);
    QCOMPARE(texts, expected);
}

void CsvDocumentsTest::fieldsComeBack() {
    QVERIFY(rc::check("quoted fields are read as they were, in blocks of any size", [] {
        const auto fields = *rc::gen::container<std::vector<std::string>>(awkwardField());
        const CsvFormat format = *rc::gen::element(true, false) ? commas : tabs;
        const std::string lineEnd = *rc::gen::element<std::string>("\n", "\r\n");
        const std::string separator(1, format.delimiter);
        std::string table = "id" + separator + "text" + separator + "other" + lineEnd;
        for (const std::string& field : fields)
            table += "1" + separator + quoted(field) + separator + quoted(field) + lineEnd;
        RC_ASSERT(documentsOf(table, format, *rc::gen::inRange<std::size_t>(1, 9)) == fields);
    }));
}

void CsvDocumentsTest::namesWhatIsWrong_data() {
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* table, const char* place,
                        const char* reason) {
        QTest::newRow(name) << QString(table) << QString(place) << QString(reason);
    };
    row("column missing", "id,review\n1,a\n", "line 1", "'id', 'review'");
    row("column missing, later header", "\n\nid,review\n", "line 3", "'id', 'review'");
    row("too few fields", "id,text\n1,a\n2\n", "line 3", "1 fields, the header row 2");
    row("too many fields", "id,text\n1,a\n\n2,b,c\n", "line 4", "3 fields, the header row 2");
    row("after a long row", "id,text\n1,\"a\nb\nc\"\n2\n", "line 5", "1 fields");
    row("long row itself", "id,text\n1,\"a\nb\",2\n", "line 2", "3 fields");
    row("never closed", "id,text\n1,a\n2,\"b\n3,c\n4,d\n", "line 3", "never closed");
    row("never closed at the end", "id,text\n1,a\n2,\"", "line 3", "never closed");
    row("mark inside a field", "id,text\n1,a \"b\" c\n", "line 2", "quotation mark");
    row("text after a closing mark", "id,text\n1,\"a\" b\n", "line 2", "quotation mark");
}

void CsvDocumentsTest::namesWhatIsWrong() {
    QFETCH(const QString, table);
    QFETCH(const QString, place);
    QFETCH(const QString, reason);
    try {
        documentsOf(table.toStdString(), commas);
        QFAIL("no Error");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).startsWith("table.csv: " + place + ":"), error.what());
        QVERIFY2(QString(error.what()).contains(reason), error.what());
    }
}

void CsvDocumentsTest::passesOnWhatTheSinkThrows() {
    int calls = 0;
    const std::function<void(const Document&)> receive = [&](const Document&) {
        ++calls;
        throw Cancelled();
    };
    CorpusReadingSummary summary;
    DocumentSink sink("source", receive, summary);
    StringStream stream("text\none\ntwo\nthree\n", 64);
    QVERIFY_EXCEPTION_THROWN(readCsvDocuments(stream, commas, sink), Cancelled);
    QCOMPARE(calls, 1);
}

QTEST_GUILESS_MAIN(CsvDocumentsTest)
#include "csv_documents_test.moc"
