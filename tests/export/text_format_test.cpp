// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/text_format.h"

#include "core/export/token_color.h"
#include "core/system/error.h"
#include "export/export_samples.h"
#include "support/csv_reader.h"
#include "support/error_message.h"

#include <QXmlStreamReader>
#include <QtTest>
#include <nlohmann/json.hpp>

using namespace tempera;
using namespace tempera::test;

namespace {

GeneratedText textWithEveryWord() {
    GeneratedText text = sampleText();
    text.tokens.clear();
    text.text = "this film";
    for (TokenId id = 0; id < static_cast<TokenId>(trickyVocabulary().size()); ++id) {
        text.tokens.push_back({id, 0.25, std::log(0.25), 3, 5.5});
        text.text += " " + std::string(trickyVocabulary().displayWord(id));
    }
    return text;
}

/// What a page shows of a text, by a parser that knows nothing of Tempera.
struct Page {
    bool wellFormed = false;
    QStringList words;    ///< of spans with tooltips
    QStringList classes;  ///< of those
    QStringList tooltips; ///< of those
    QStringList elements;
    QString prompt;
};

Page readPage(const std::string& html) {
    Page page;
    QXmlStreamReader reader(QByteArray::fromStdString(html));
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        page.elements += reader.name().toString();
        const auto attributes = reader.attributes();
        if (attributes.hasAttribute("title")) {
            page.classes += attributes.value("class").toString();
            page.tooltips += attributes.value("title").toString();
            page.words += reader.readElementText();
        } else if (attributes.value("class") == u"prompt") {
            page.prompt = reader.readElementText();
        }
    }
    page.wellFormed = !reader.hasError();
    return page;
}

QString plain(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

class TextFormatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreTheCommandLines();
    void everyFormatCarriesTheRecipe_data();
    void everyFormatCarriesTheRecipe();
    void jsonHasEveryFigure();
    void jsonKeepsInfinities();
    void csvHasOneRowPerTextAndItsOldColumnsFirst();
    void csvGuardsTextButNotNumbers();
    void markdownLeavesNothingToInterpret();
    void pageEscapesEveryWord();
    void pageLoadsNothingAndRunsNothing();
    void tooltipsTellTheFigures();
    void colorsRiseWithTheFigure();
};

void TextFormatTest::namesAreTheCommandLines() {
    for (const TextFormat format : everyTextFormat)
        QCOMPARE(parseTextFormat(textFormatName(format)), format);
    const std::string message = errorMessage([] { parseTextFormat("docx"); });
    for (const char* name : {"docx", "text", "markdown", "csv", "jsonl", "html"})
        QVERIFY(message.find(name) != std::string::npos);
}

void TextFormatTest::everyFormatCarriesTheRecipe_data() {
    QTest::addColumn<TextFormat>("format");
    for (const TextFormat format : everyTextFormat)
        QTest::newRow(std::string(textFormatName(format)).c_str()) << format;
}

void TextFormatTest::everyFormatCarriesTheRecipe() {
    QFETCH(const TextFormat, format);
    GeneratedText text = sampleText();
    text.seed = 12345678901234567890U;
    const std::string file = formatTexts(std::vector{text}, trickyVocabulary(), format);
    for (const std::string& part :
         {std::string("12345678901234567890"), sampleHash, std::string("model.safetensors"),
          std::string("this film"), std::string("0.95"), std::string("0.7"), std::string("top-p"),
          std::string("Tempera " TEMPERA_VERSION)})
        QVERIFY2(file.find(part) != std::string::npos, part.c_str());
    QVERIFY(file.find("top-p") < file.find("temperature 0.7")); // in their order
}

void TextFormatTest::jsonHasEveryFigure() {
    const GeneratedText text = sampleText();
    const auto json =
        nlohmann::json::parse(formatText(text, trickyVocabulary(), TextFormat::jsonl));
    QCOMPARE(json.at("length").get<std::size_t>(), std::size_t{12});
    QCOMPARE(json.at("tokens").size(), std::size_t{12});
    for (std::size_t i = 0; i < text.tokens.size(); ++i) {
        const auto& token = json.at("tokens").at(i);
        QCOMPARE(token.at("id").get<TokenId>(), text.tokens[i].id);
        QCOMPARE(token.at("token").get<std::string>(),
                 std::string(trickyVocabulary().displayWord(text.tokens[i].id)));
        QCOMPARE(token.at("probability").get<double>(), text.tokens[i].probability);
        QCOMPARE(token.at("logprob").get<double>(), text.tokens[i].logProbability);
        QCOMPARE(token.at("rank").get<std::size_t>(), text.tokens[i].rank);
        QCOMPARE(token.at("entropy_bits").get<double>(), text.tokens[i].entropyBits);
    }
}

void TextFormatTest::jsonKeepsInfinities() {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    GeneratedText text = sampleText();
    text.chain = {{SamplerKind::temperature, infinity}};
    text.forced = {text.tokens[0].id};
    text.tokens[0].probability = 0.0;
    text.tokens[0].logProbability = -infinity; // a person chose what a sampler had removed
    const auto json =
        nlohmann::json::parse(formatText(text, trickyVocabulary(), TextFormat::jsonl));
    QCOMPARE(json.at("temperature").get<std::string>(), std::string("inf"));
    QCOMPARE(json.at("samplers").at(0).at("value").get<std::string>(), std::string("inf"));
    QCOMPARE(json.at("tokens").at(0).at("logprob").get<std::string>(), std::string("-inf"));
    QCOMPARE(json.at("forced").get<std::vector<TokenId>>(), text.forced);
}

void TextFormatTest::csvHasOneRowPerTextAndItsOldColumnsFirst() {
    const std::vector texts = {sampleText(), textWithEveryWord()};
    const auto rows = CsvReader::read(formatTexts(texts, trickyVocabulary(), TextFormat::csv));
    QCOMPARE(rows.size(), std::size_t{3});
    const CsvReader::Row old = {"seed", "temperature", "samplers", "model", "prompt", "text"};
    QCOMPARE(CsvReader::Row(rows[0].begin(), rows[0].begin() + 6), old);
    QCOMPARE(rows[2].at(5), texts[1].text);
    for (const auto& row : rows)
        QCOMPARE(row.size(), rows[0].size());
}

void TextFormatTest::csvGuardsTextButNotNumbers() {
    GeneratedText text = sampleText();
    text.prompt = "=cmd()";
    text.text = "+1 film";
    const TextFormatOptions guarded{true, TokenColoring::none};
    const auto row =
        CsvReader::read(formatText(text, trickyVocabulary(), TextFormat::csv, guarded)).at(0);
    QCOMPARE(row.at(0), std::string("42"));
    QCOMPARE(row.at(4), std::string("'=cmd()"));
    QCOMPARE(row.at(5), std::string("'+1 film"));
    const auto plainRow =
        CsvReader::read(formatText(text, trickyVocabulary(), TextFormat::csv)).at(0);
    QCOMPARE(plainRow.at(4), std::string("=cmd()"));
}

/// CommonMark by another implementation, Qt's: the words come out as they went in.
void TextFormatTest::markdownLeavesNothingToInterpret() {
    const GeneratedText text = textWithEveryWord();
    const auto file =
        QString::fromStdString(formatText(text, trickyVocabulary(), TextFormat::markdown));
    const QStringList lines = file.split('\n');
    const QString quoted =
        *std::ranges::find_if(lines, [](const QString& line) { return line.startsWith("> "); });
    QString unescaped;
    for (qsizetype i = 2; i < quoted.size(); ++i) {
        const bool escape = quoted[i] == '\\';
        const QString markup = "`*_[]<>#&|~$";
        QVERIFY2(escape || !markup.contains(quoted[i]), qPrintable(quoted.mid(i)));
        i += escape ? 1 : 0;
        unescaped += quoted[i];
    }
    QCOMPARE(unescaped, QString::fromStdString(text.text));
}

void TextFormatTest::pageEscapesEveryWord() {
    const GeneratedText text = textWithEveryWord();
    const Page page =
        readPage(formatTexts(std::vector{text}, trickyVocabulary(), TextFormat::html));
    QVERIFY(page.wellFormed);
    QCOMPARE(page.prompt, QString("this film"));
    QCOMPARE(page.words.size(), static_cast<qsizetype>(trickyVocabulary().size()));
    for (TokenId id = 0; id < static_cast<TokenId>(trickyVocabulary().size()); ++id) {
        // HTML has no place for U+0001.
        const QString word = plain(trickyVocabulary().displayWord(id)).replace('\x01', "\uFFFD");
        QCOMPARE(page.words.at(id), word);
    }
}

void TextFormatTest::pageLoadsNothingAndRunsNothing() {
    GeneratedText text = textWithEveryWord();
    text.prompt = "<script>alert(1)</script>";
    text.model = "\"><img src=x onerror=alert(1)>";
    const std::string file = formatTexts(std::vector{text}, trickyVocabulary(), TextFormat::html);
    const Page page = readPage(file);
    QVERIFY(page.wellFormed);
    for (const char* element : {"script", "img", "link", "iframe", "b"})
        QVERIFY2(!page.elements.contains(element), element);
    QVERIFY(file.find("http://") == std::string::npos &&
            file.find("https://") == std::string::npos);
    QVERIFY(file.find("prefers-color-scheme:dark") != std::string::npos);
}

void TextFormatTest::tooltipsTellTheFigures() {
    GeneratedText text = textWithEveryWord();
    text.forced = {text.tokens[0].id};
    text.tokens[1].probability = 0.0;
    text.tokens[1].logProbability = -std::numeric_limits<double>::infinity();
    const Page page =
        readPage(formatTexts(std::vector{text}, trickyVocabulary(), TextFormat::html));
    QCOMPARE(page.tooltips.at(2),
             QString("probability 25 %\nsurprise 2.00 bits\nrank 3\nentropy 5.50 bits"));
    QVERIFY(page.tooltips.at(0).startsWith("chosen by hand\n"));
    QVERIFY(page.tooltips.at(1).contains("removed by a sampler"));
    QVERIFY(!page.tooltips.join("").contains("inf") && !page.tooltips.join("").contains("nan"));
}

void TextFormatTest::colorsRiseWithTheFigure() {
    // Of 1,024 words a blind pick is 10 bits away.
    const GeneratedToken unlikely{5, 0.03125, std::log(0.03125), 32, 2.5};
    QCOMPARE(colorFraction(unlikely, TokenColoring::surprise, 1024), 0.5);
    QCOMPARE(colorFraction(unlikely, TokenColoring::rank, 1024), 0.5);
    QCOMPARE(colorFraction(unlikely, TokenColoring::entropy, 1024), 0.25);
    QCOMPARE(colorFraction(unlikely, TokenColoring::probability, 1024), 0.03125);
    QCOMPARE(colorFraction(unlikely, TokenColoring::none, 1024), 0.0);
    const GeneratedToken removed{5, 0.0, -std::numeric_limits<double>::infinity(), 32, 2.5};
    QCOMPARE(colorFraction(removed, TokenColoring::surprise, 1024), 1.0);
    GeneratedText text = sampleText();
    text.tokens[0] = {2, 1.0, 0.0, 1, 0.0};
    text.tokens[1] = {2, 1e-12, std::log(1e-12), 20, 4.0};
    const Page page =
        readPage(formatTexts(std::vector{text}, trickyVocabulary(), TextFormat::html));
    QCOMPARE(page.classes.at(0), QString("s0"));
    QCOMPARE(page.classes.at(1), QString("s20"));
}

QTEST_GUILESS_MAIN(TextFormatTest)
#include "text_format_test.moc"
