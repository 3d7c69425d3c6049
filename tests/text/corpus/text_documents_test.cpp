// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/text_documents.h"
#include "core/text/corpus/text_stream.h"
#include "support/error_message.h"
#include "support/string_stream.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace tempera;
using tempera::test::StringStream;

namespace {

std::vector<std::string> documentsOf(const std::string& text, DocumentUnit unit,
                                     std::size_t blockSize = ByteStream::blockBytes) {
    std::vector<std::string> documents;
    const std::function<void(const Document&)> receive = [&](const Document& document) {
        documents.emplace_back(document.text);
    };
    CorpusReadingSummary summary;
    DocumentSink sink("source", receive, summary);
    StringStream stream(text, blockSize);
    readTextDocuments(stream, unit, sink);
    return documents;
}

QStringList quoted(const std::vector<std::string>& texts) {
    QStringList result;
    for (const std::string& text : texts)
        result << QString::fromStdString(text);
    return result;
}

/// Text whose line ends, blank lines and characters of several bytes are frequent.
rc::Gen<std::string> linesOfText() {
    const auto piece = rc::gen::elementOf(
        std::vector<std::string>{"a", "word", " ", "\n", "\r\n", "\r", "\n\n", "\u00E9", "\u20AC"});
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                        [](const std::vector<std::string>& pieces) {
                            std::string text;
                            for (const std::string& part : pieces)
                                text += part;
                            return text;
                        });
}

} // namespace

class TextDocumentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cutsIntoUnits_data();
    void cutsIntoUnits();
    void blockBordersDontMatter();
    void linesComeBack();
    void knowsText_data();
    void knowsText();
    void keepsMarksAmidText();
    void namesTheZeroByte();
};

void TextDocumentsTest::cutsIntoUnits_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QStringList>("paragraphs");
    QTest::addColumn<QStringList>("file");
    const auto row = [](const char* name, const QString& text, const QStringList& lines,
                        const QStringList& paragraphs, const QStringList& file) {
        QTest::newRow(name) << text << lines << paragraphs << file;
    };
    row("empty", "", {}, {}, {});
    row("white space", " \n\t\r\n\u00A0\u2003\u3000\n", {}, {}, {});
    row("no line end", "one", {"one"}, {"one"}, {"one"});
    row("LF", "one\ntwo\n", {"one", "two"}, {"one\ntwo"}, {"one\ntwo\n"});
    row("CRLF", "one\r\ntwo\r\n", {"one", "two"}, {"one\ntwo"}, {"one\r\ntwo\r\n"});
    row("paragraphs", "a\nb\n\n\nc\n", {"a", "b", "c"}, {"a\nb", "c"}, {"a\nb\n\n\nc\n"});
    row("CRLF paragraphs", "a\r\n\r\nb", {"a", "b"}, {"a", "b"}, {"a\r\n\r\nb"});
    row("blank by spaces", "a\n \t\nb", {"a", "b"}, {"a", "b"}, {"a\n \t\nb"});
    row("blank first", "\n\na", {"a"}, {"a"}, {"\n\na"});
    row("spaces are kept", "  a \n", {"  a "}, {"  a "}, {"  a \n"});
    row("zero width isn't white space", "\u200B\n", {"\u200B"}, {"\u200B"}, {"\u200B\n"});
}

void TextDocumentsTest::cutsIntoUnits() {
    QFETCH(const QString, text);
    QFETCH(const QStringList, lines);
    QFETCH(const QStringList, paragraphs);
    QFETCH(const QStringList, file);
    QCOMPARE(quoted(documentsOf(text.toStdString(), DocumentUnit::line)), lines);
    QCOMPARE(quoted(documentsOf(text.toStdString(), DocumentUnit::paragraph)), paragraphs);
    QCOMPARE(quoted(documentsOf(text.toStdString(), DocumentUnit::file)), file);
}

void TextDocumentsTest::blockBordersDontMatter() {
    QVERIFY(rc::check("blocks of any size give the same documents", [] {
        const std::string text = *linesOfText();
        const auto blockSize = *rc::gen::inRange<std::size_t>(1, 8);
        for (const auto unit : {DocumentUnit::file, DocumentUnit::line, DocumentUnit::paragraph})
            RC_ASSERT(documentsOf(text, unit, blockSize) == documentsOf(text, unit));
    }));
}

void TextDocumentsTest::linesComeBack() {
    QVERIFY(rc::check("lines written are lines read", [] {
        const auto letter = rc::gen::inRange('!', '~');
        const auto lines = *rc::gen::container<std::vector<std::string>>(
            rc::gen::nonEmpty(rc::gen::container<std::string>(letter)));
        const std::string lineEnd = *rc::gen::element<std::string>("\n", "\r\n");
        std::string text;
        for (const std::string& line : lines)
            text += line + lineEnd;
        RC_ASSERT(documentsOf(text, DocumentUnit::line, 5) == lines);
        if (!lines.empty())
            text.resize(text.size() - lineEnd.size());
        RC_ASSERT(documentsOf(text, DocumentUnit::line, 5) == lines);
    }));
}

void TextDocumentsTest::knowsText_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("error");
    QTest::newRow("plain") << QByteArray("a") << QByteArray("a") << "";
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                   "a")
                                     << QByteArray("a") << "";
    QTest::newRow("mark alone") << QByteArray("\xEF\xBB\xBF") << QByteArray() << "";
    QTest::newRow("mark twice") << QByteArray("\xEF\xBB\xBF\xEF\xBB\xBF")
                                << QByteArray("\xEF\xBB\xBF") << "";
    QTest::newRow("UTF-16 LE") << QByteArray("\xFF\xFE"
                                             "a\0",
                                             4)
                               << QByteArray() << "UTF-16";
    QTest::newRow("UTF-16 BE") << QByteArray("\xFE\xFF\0"
                                             "a",
                                             4)
                               << QByteArray() << "UTF-16";
    QTest::newRow("zero") << QByteArray("ab\0", 3) << QByteArray() << "byte 2 is zero";
}

void TextDocumentsTest::knowsText() {
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, text);
    QFETCH(const QString, error);
    StringStream stream(bytes.toStdString(), ByteStream::blockBytes);
    const std::string name = "file.txt";
    TextStream textStream(stream, name);
    try {
        QCOMPARE(std::string(textStream.next()), text.toStdString());
        QVERIFY(error.isEmpty());
        QCOMPARE(textStream.bytesRead(), static_cast<std::uint64_t>(bytes.size()));
    } catch (const BinaryFile& failure) {
        QVERIFY(!error.isEmpty());
        QVERIFY2(QString(failure.what()).startsWith("file.txt: "), failure.what());
        QVERIFY2(QString(failure.what()).contains(error), failure.what());
    }
}

void TextDocumentsTest::keepsMarksAmidText() {
    const std::string mark = "\xEF\xBB\xBF";
    StringStream stream("abc" + mark, 3);
    const std::string name = "file.txt";
    TextStream textStream(stream, name);
    QCOMPARE(std::string(textStream.next()), "abc");
    QCOMPARE(std::string(textStream.next()), mark);
}

void TextDocumentsTest::namesTheZeroByte() {
    StringStream stream("0123456" + std::string(1, '\0'), 3);
    const std::string name = "file.txt";
    TextStream textStream(stream, name);
    textStream.next();
    textStream.next();
    const std::string error = errorMessage([&] { textStream.next(); });
    QVERIFY2(error.find("byte 7 is zero") != std::string::npos, error.c_str());
}

QTEST_GUILESS_MAIN(TextDocumentsTest)
#include "text_documents_test.moc"
