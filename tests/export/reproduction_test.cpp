// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/reproduction.h"

#include "export/export_samples.h"
#include "support/error_message.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <sys/stat.h>

using namespace tempera;
using namespace tempera::test;

namespace {

std::vector<TokenId> ids(const std::vector<GeneratedToken>& tokens) {
    std::vector<TokenId> result;
    for (const GeneratedToken& token : tokens)
        result.push_back(token.id);
    return result;
}

/// RapidCheck's assertions: each names what came back otherwise.
void requireSameRecipe(const GeneratedText& read, const GeneratedText& written) {
    RC_ASSERT(read.prompt == written.prompt);
    RC_ASSERT(read.text == written.text);
    RC_ASSERT(read.model == written.model);
    RC_ASSERT(read.modelHash == written.modelHash);
    RC_ASSERT(read.roundedWeights == written.roundedWeights);
    RC_ASSERT(read.seed == written.seed);
    RC_ASSERT(generationSettings(read) == generationSettings(written));
}

void requireTokens(const GeneratedText& read, const GeneratedText& written, TextFormat format) {
    const bool hasIds = format != TextFormat::text && format != TextFormat::csv;
    RC_ASSERT(ids(read.tokens) == (hasIds ? ids(written.tokens) : std::vector<TokenId>()));
    if (format == TextFormat::jsonl)
        RC_ASSERT(read.tokens == written.tokens);
}

void requireSameTextAgain(GeneratedText recipe, const SampleModel& model) {
    const std::string expected = recipe.text;
    recipe.text.clear();
    recipe.length = textLength(recipe);
    recipe.tokens.clear();
    generateInto(recipe, model);
    RC_ASSERT(recipe.text == expected);
}

/// Some bytes replaced, left out, repeated or put in.
std::string mutated(std::string bytes) {
    const int mutations = *rc::gen::inRange(1, 6);
    for (int i = 0; i < mutations && !bytes.empty(); ++i) {
        const auto place = *rc::gen::inRange<std::size_t>(0, bytes.size());
        const auto count = *rc::gen::inRange<std::size_t>(1, 9);
        switch (*rc::gen::inRange(0, 5)) {
        case 0:
            bytes[place] = *rc::gen::arbitrary<char>();
            break;
        case 1:
            bytes.erase(place, count);
            break;
        case 2:
            bytes.insert(place, bytes.substr(*rc::gen::inRange<std::size_t>(0, bytes.size()), 40));
            break;
        case 3:
            bytes.insert(place, *rc::gen::element<std::string>(
                                    "\"", "\n", "9999999999", "-", "[[[[[[", "{", "inf", "1e999",
                                    "&quot;", "null", "\\u0000", ",", "\r\n", "```"));
            break;
        default:
            bytes.resize(place);
        }
    }
    return bytes;
}

/// A JSON line of the sample with `from` replaced, which must be in it.
std::string changedLine(const std::string& from, const std::string& to) {
    std::string line = formatText(sampleText(), trickyVocabulary(), TextFormat::jsonl);
    const std::size_t place = line.find(from);
    return place == std::string::npos ? "no such field" : line.replace(place, from.size(), to);
}

} // namespace

class ReproductionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatWasWritten_data();
    void readsBackWhatWasWritten();
    void damagedFilesAreRefusedOrValid_data();
    void damagedFilesAreRefusedOrValid();
    void namesLineAndField_data();
    void namesLineAndField();
    void plainTextMayLookLikeItsOwnRecipe();
    void readsWithAByteOrderMark();
    void namesTheFile();
    void refusesWhatIsNoOrdinaryFile();
    void refusesLargeFilesAndDeepNesting();
    void csvMayHaveMoreColumnsInAnotherOrder();
    void earlierExportsSayNothingOfWeights();
};

namespace {

void addFormats() {
    QTest::addColumn<TextFormat>("format");
    QTest::addColumn<bool>("characters");
    QTest::addColumn<bool>("guard");
    for (const TextFormat format : everyTextFormat)
        for (const bool characters : {false, true}) {
            const std::string name =
                std::string(textFormatName(format)) + (characters ? ", characters" : ", words");
            QTest::newRow(name.c_str()) << format << characters << false;
            if (format == TextFormat::csv)
                QTest::newRow((name + ", guarded").c_str()) << format << characters << true;
        }
}

} // namespace

void ReproductionTest::readsBackWhatWasWritten_data() {
    addFormats();
}

void ReproductionTest::readsBackWhatWasWritten() {
    QFETCH(const TextFormat, format);
    QFETCH(const bool, characters);
    QFETCH(const bool, guard);
    const SampleModel model = characters ? characterModel() : wordModel();
    const bool held = rc::check("write, read, generate again", [&] {
        const auto texts = *rc::gen::nonEmpty(
            rc::gen::scale(0.1, rc::gen::container<std::vector<GeneratedText>>(anyText(model))));
        const auto read =
            parseExport(formatTexts(texts, model.vocabulary, format, {guard, {}}), "file");
        RC_ASSERT(read.size() == texts.size());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            requireSameRecipe(read[i], texts[i]);
            requireTokens(read[i], texts[i], format);
            requireSameTextAgain(read[i], model);
        }
    });
    QVERIFY(held);
}

void ReproductionTest::damagedFilesAreRefusedOrValid_data() {
    addFormats();
}

void ReproductionTest::damagedFilesAreRefusedOrValid() {
    QFETCH(const TextFormat, format);
    QFETCH(const bool, characters);
    QFETCH(const bool, guard);
    const SampleModel model = characters ? characterModel() : wordModel();
    const std::string file = formatTexts(std::vector{sampleText(model), sampleText(model)},
                                         model.vocabulary, format, {guard, {}});
    std::size_t refused = 0;
    const bool held = rc::check("an Error or a valid recipe", [&] {
        std::vector<GeneratedText> texts;
        try {
            texts = parseExport(mutated(file), "file");
        } catch (const Error&) {
            ++refused;
            return;
        }
        for (const GeneratedText& text : texts) {
            RC_ASSERT(text.modelHash.size() == sampleHash.size());
            RC_ASSERT(!text.prompt.empty());
            RC_ASSERT(text.forced.size() <= textLength(text));
            // Throws where anything is out of range.
            RC_ASSERT(GenerationRun({1}, generationSettings(text)).step() == 0);
        }
    });
    QVERIFY(held);
    QVERIFY(refused > 10); // else nothing was damaged
}

void ReproductionTest::namesLineAndField_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("expected");
    const QString hash = QString::fromStdString(sampleHash);
    const auto row = [](const QString& from, const QString& to, const QString& expected) {
        QTest::newRow(qPrintable(to)) << from << to << expected;
    };
    row("\"seed\":42", "\"seed\":-1", "'seed' is \"-1\"; expected a whole number from 0");
    row("\"seed\":42", "\"seed\":4.5", "'seed' is \"4.5\"");
    row("\"seed\":42", "\"seed\":\"42\"", "'seed' is \"42\"");
    row("\"seed\":42", "\"seed\":18446744073709551616", "'seed'");
    row("\"seed\":42", "\"sead\":42", "'seed' is missing");
    row("\"seed\":42", "\"seed\":1e999", "too large");
    row("\"length\":12", "\"length\":0", "'length' is \"0\"; expected a whole number from 1");
    row("\"length\":12", "\"length\":13", "'length' is \"13\"; expected 12");
    row("\"length\":12", "\"length\":4000000000", "'length'");
    row("\"temperature\":0.7", "\"temperature\":0.8", "expected that of the samplers, 0.7");
    row("\"temperature\":0.7", "\"temperature\":null", "'temperature' is \"null\"");
    row("{\"sampler\":\"top-p\",\"value\":0.95}", "{\"sampler\":\"top-p\",\"value\":1.5}",
        "top-p is 1.5");
    row("{\"sampler\":\"top-p\"", "{\"sampler\":\"top-q\"", "unknown sampler 'top-q'");
    row("{\"sampler\":\"top-p\",", "{", "sampler 1: the field 'sampler' is missing");
    row("{\"sampler\":\"top-p\",\"value\":0.95}", "7", "sampler 1 is no JSON object");
    row("\"samplers\":[", "\"samplers\":7,\"x\":[", "'samplers' is \"7\"; expected a list");
    row("top-p\",\"value\":0.95", "temperature\",\"value\":0.7", "temperature stands twice");
    row("\"forced\":[]", "\"forced\":[-1]", "'forced' is a list; expected ids");
    row("\"forced\":[]", "\"forced\":[2147483648]", "expected ids");
    row("\"forced\":[]", "\"forced\":[0]", "first tokens (number 1");
    row(hash, hash.toUpper(), "64 lower-case hexadecimal digits");
    row(hash, hash.chopped(1), "64 lower-case hexadecimal digits");
    row("\"weights\":\"f32\"", "\"weights\":\"f16\"", "'weights' is \"f16\"; expected f32 or bf16");
    row("\"prompt\":\"this film\"", "\"prompt\":\"\"", "'prompt' is \"\"");
    row("\"prompt\":\"this film\"", "\"prompt\":[]", "'prompt' is a list; expected text");
    row("\"rank\":", "\"rank\":0,\"x\":", "token 1: the field 'rank' is \"0\"");
    row("\"probability\":", "\"probability\":1.5,\"x\":", "'probability' is \"1.5\"");
    row("\"logprob\":", "\"logprob\":0.5,\"x\":", "'logprob' is \"0.5\"");
    row("\"entropy_bits\":", "\"entropy_bits\":-1,\"x\":", "'entropy_bits' is \"-1\"");
    row("\"tokens\":[", "\"tokens\":[3,", "token 1 is no JSON object");
    row("{\"prompt\"", "{prompt", "not JSON from byte 2");
}

void ReproductionTest::namesLineAndField() {
    QFETCH(const QString, from);
    QFETCH(const QString, to);
    QFETCH(const QString, expected);
    const std::string good = changedLine("{", "{");
    const std::string bad = changedLine(from.toStdString(), to.toStdString());
    const auto message =
        QString::fromStdString(errorMessage([&] { parseExport(good + bad, "my file.jsonl"); }));
    QVERIFY2(message.startsWith("\"my file.jsonl\": line 2: "), qPrintable(message));
    QVERIFY2(message.contains(expected), qPrintable(message));
}

/// A model of characters that was trained on cookbooks may write this.
void ReproductionTest::plainTextMayLookLikeItsOwnRecipe() {
    GeneratedText text = sampleText();
    text.text = "soup\n\nRecipe: one onion\n\nRecipe: {\"text_bytes\":3}\n\n[seed 1]\n\n\n";
    const std::vector texts = {text, text};
    const auto read = parseExport(formatTexts(texts, trickyVocabulary(), TextFormat::text), "file");
    QCOMPARE(read.size(), std::size_t{2});
    QCOMPARE(read[0].text, text.text);
    QCOMPARE(read[1].text, text.text);
}

void ReproductionTest::readsWithAByteOrderMark() {
    for (const TextFormat format : everyTextFormat) {
        const std::string file =
            "\xEF\xBB\xBF" + formatTexts(std::vector{sampleText()}, trickyVocabulary(), format);
        QCOMPARE(parseExport(file, "file").front().text, sampleText().text);
        QCOMPARE(recognizeTextFormat(file), format);
    }
}

void ReproductionTest::namesTheFile() {
    const TemporaryFolder folder;
    const auto path = folder.write(
        "texts.csv", formatTexts(std::vector{sampleText()}, trickyVocabulary(), TextFormat::csv));
    QCOMPARE(readExport(path).front().text, sampleText().text);
    for (const char* content : {"", "rank,id,token\r\n", "\x89PNG\r\n", "\xFF", "# Something\n"}) {
        const auto other = folder.write("other.txt", content);
        const std::string message = errorMessage([&] { readExport(other); });
        QVERIFY2(message.find("other.txt") != std::string::npos, message.c_str());
        QVERIFY2(message.find("expected") != std::string::npos, message.c_str());
    }
}

void ReproductionTest::refusesWhatIsNoOrdinaryFile() {
    const TemporaryFolder folder;
    QVERIFY(!errorMessage([&] { readExport(folder.path()); }).empty());
    QVERIFY(errorMessage([&] { readExport(folder / "absent"); }).find("absent") !=
            std::string::npos);
    const auto pipe = folder / "pipe";
    QCOMPARE(mkfifo(pipe.c_str(), 0600), 0); // reading it would wait for ever
    QVERIFY(!errorMessage([&] { readExport(pipe); }).empty());
}

void ReproductionTest::refusesLargeFilesAndDeepNesting() {
    const TemporaryFolder folder;
    const auto path = folder.write("large.jsonl", "{");
    std::filesystem::resize_file(path, largestExport + 1); // a sparse one
    const std::string message = errorMessage([&] { readExport(path); });
    QVERIFY2(message.find("64 MiB") != std::string::npos, message.c_str());
    const std::string deep = "{\"a\":" + std::string(100'000, '[');
    QVERIFY(errorMessage([&] { parseExport(deep, "file"); }).find("nested") != std::string::npos);
    std::string many = "{\"a\":[0";
    for (int i = 0; i < 8'100'000; ++i)
        many += ",0";
    QVERIFY(errorMessage([&] { parseExport(many + "]}", "file"); }).find("too many values") !=
            std::string::npos);
}

void ReproductionTest::csvMayHaveMoreColumnsInAnotherOrder() {
    const std::string file = "seed,note,text,prompt,model,length,formula_guard,forced,model_hash,"
                             "samplers,temperature\n"
                             "7,mine,this film is,this film,m,1,off,,\"" +
                             sampleHash + "\",\"temperature inf, top-k 3\",inf\n";
    const GeneratedText text = parseExport(file, "file").front();
    QCOMPARE(text.text, std::string("this film is"));
    QCOMPARE(text.seed, std::uint64_t{7});
    QCOMPARE(text.chain,
             (SamplerChain{{SamplerKind::temperature, std::numeric_limits<double>::infinity()},
                           {SamplerKind::topK, 3.0}}));
}

void ReproductionTest::earlierExportsSayNothingOfWeights() {
    const std::string earlier = changedLine("\"weights\":\"f32\",", "");
    QVERIFY(earlier.find("weights") == std::string::npos);
    QVERIFY(!parseExport(earlier, "file").front().roundedWeights);
}

QTEST_GUILESS_MAIN(ReproductionTest)
#include "reproduction_test.moc"
