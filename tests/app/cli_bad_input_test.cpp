// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/archive_writer.h"
#include "support/cli.h"
#include "support/cli_refusal.h"
#include "support/safetensors_bytes.h"

#include <QtTest>
#include <sys/resource.h>

using namespace tempera;
using namespace tempera::test;

/// What is said to inputs and settings that can't work, and to those that can work after all.
class CliBadInputTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refuses_data();
    void refuses();
    void worksWithANotice_data();
    void worksWithANotice();
    void replacesInvalidUtf8();
    void refusesWhatMemoryCannotHold();

private:
    void writeCorpora() const;
    QString folder() const { return argument(folder_.path()); }

    static void readingRows();
    static void samplingRows();
    static void trainingRows();

    TemporaryFolder folder_;
};

void CliBadInputTest::initTestCase() {
    trainTinyModel(folder_);
    writeCorpora();
    folder_.write("kept.txt", "an older file");
    folder_.write("kept.tempera", "an older checkpoint");
}

void CliBadInputTest::writeCorpora() const {
    std::filesystem::create_directory(folder_ / "empty");
    folder_.write("hidden/.text", "nobody means this");
    folder_.write("empty.txt", "");
    folder_.write("binary.bin", std::string("ELF\0\1\2", 6));
    folder_.write("mixed/a.txt", "some text here\n");
    folder_.write("mixed/b.bin", std::string("\0\1", 2));
    folder_.write("small.txt", "one two three\nfour five six\n");
    folder_.write("word.txt", "alone\n");
    folder_.write("invalid.txt", "a\xFF good film\nand \xE2\x82 one\n");
    folder_.write("quote.csv", "id,text\n1,good\n2,a \"bad\" one\n");
    folder_.write("fields.csv", "id,text\n1,good\n2,bad\n3,one,two\n");
    folder_.write("open.csv", "id,text\n1,good\n2,\"never closed\n");
    folder_.write("column.csv", "id,review\n1,good\n");
    folder_.write("syntax.jsonl", "{\"text\":\"good\"}\n{\"text\":\n");
    folder_.write("number.jsonl", "{\"text\":\"good\"}\n\n{\"text\":7}\n");
    folder_.write("array.jsonl", "[\"text\"]\n");
    folder_.write("not.zip", "no archive at all");
    const std::string letters(std::size_t{40} << 20, 'a');
    writeArchive(folder_ / "bomb.tar.gz", {{"a.txt", letters}});
    writeArchive(folder_ / "bomb.zip", {{"a.txt", letters}});
}

void CliBadInputTest::readingRows() {
    const auto row = [](const char* name, const QString& path, const QString& named) {
        QTest::newRow(name) << QStringList{"corpus", path} << 1 << named;
    };
    row("missing path", "no/such.txt", "no/such.txt: there is no such file");
    row("missing archive", "none.zip", "none.zip");
    row("empty folder", "empty", "empty: there are no files");
    row("folder of hidden files", "hidden", "hidden: ");
    row("empty file", "empty.txt", "empty.txt: there is no text");
    row("binary file", "binary.bin", "binary.bin: is not text");
    row("device", "/dev/zero", "/dev/zero");
    row("unreadable file", "/proc/self/mem", "/proc/self/mem: cannot be read"); // even for root
    row("gzip bomb", "bomb.tar.gz", "bomb.tar.gz: unpacks to more than 200 times its size");
    row("zip bomb", "bomb.zip", "bomb.zip: unpacks to more than 200 times its size");
    row("not an archive", "not.zip", "not.zip: ");
    row("quotation mark in a CSV field", "quote.csv", "quote.csv: line 3: ");
    row("too many CSV fields", "fields.csv", "fields.csv: line 4: ");
    row("CSV field never closed", "open.csv", "open.csv: line 3: ");
    row("no such CSV column", "column.csv", "'text'; choose one of 'id', 'review'");
    row("JSONL syntax", "syntax.jsonl", "syntax.jsonl: line 2: ");
    row("JSONL text is a number", "number.jsonl", "number.jsonl: line 3: ");
    row("JSONL array", "array.jsonl", "array.jsonl: line 1: ");
    QTest::newRow("unit") << QStringList{"corpus", "tiny.txt", "--documents", "page"} << 2
                          << "page";
    QTest::newRow("standardization")
        << QStringList{"corpus", "tiny.txt", "--standardization", "latin"} << 2 << "latin";
    QTest::newRow("minimum frequency")
        << QStringList{"corpus", "tiny.txt", "--minimum-frequency", "-1"} << 2
        << "--minimum-frequency: '-1'";
    QTest::newRow("nothing to predict")
        << QStringList{"evaluate", "--model", "tiny.tempera", "--corpus", "word.txt"} << 1
        << "word.txt: ";
}

void CliBadInputTest::samplingRows() {
    const auto next = [](const char* name, const QStringList& options, const QString& named) {
        QTest::newRow(name) << QStringList{"next", "--model", "tiny.tempera", "--prompt", "film"} +
                                   options
                            << 2 << named;
    };
    const auto generate = [](const char* name, const QStringList& options, const QString& named) {
        QTest::newRow(name) << QStringList{"generate", "--model", "tiny.tempera", "--prompt",
                                           "film",     "--out",   "kept.txt"} +
                                   options
                            << 2 << named;
    };
    generate("guard of text", {"--guard-formulas"}, "needs --format csv");
    generate("precision of weights", {"--weights", "f16"}, "\"f16\": choose from f32, bf16");
    for (const char* command : {"next", "generate"})
        for (const char* prompt : {"", "?!"})
            QTest::addRow("%s: prompt '%s'", command, prompt)
                << QStringList{command, "--model", "tiny.tempera", "--prompt", prompt} << 2
                << "prompt has no words";
    next("temperature negative", {"--temperature", "-0.5"}, "temperature is -0.5");
    next("temperature -inf", {"--temperature", "-inf"}, "temperature is -inf");
    next("temperature nan", {"--temperature", "nan"}, "temperature is nan");
    next("temperature text", {"--temperature", "hot"}, "--temperature = hot");
    next("temperature with text", {"--temperature", "1,5"}, "--temperature = 1,5");
    generate("second temperature negative", {"--temperature", "1", "-1"}, "temperature is -1");
    generate("second temperature nan", {"--temperature", "1", "nan"}, "temperature is nan");
    for (const char* value : {"0", "1.5", "nan"})
        next(QByteArray("top-k ") + value, {"--top-k", value}, QString("top-k is ") + value);
    for (const char* value : {"0", "1.01", "nan"})
        next(QByteArray("top-p ") + value, {"--top-p", value}, QString("top-p is ") + value);
    for (const char* value : {"-0.1", "1.01"})
        next(QByteArray("min-p ") + value, {"--min-p", value}, QString("min-p is ") + value);
    for (const char* value : {"0", "some"})
        next(QByteArray("top ") + value, {"--top", value}, QString("--top is '%1'").arg(value));
    next("order of an unknown sampler", {"--order", "temperature,top-q"}, "top-q");
    next("order without a sampler in use", {"--top-k", "3", "--order", "temperature"}, "top-k");
    next("order with one twice", {"--order", "temperature,temperature"}, "temperature");
    generate("length 0", {"--length", "0"}, "--length is 0");
    generate("length negative", {"--length", "-3"}, "--length is -3");
    generate("length text", {"--length", "long"}, "--length = long");
    generate("count 0", {"--count", "0"}, "--count is 0");
    generate("seed negative", {"--seed", "-1"}, "--seed: '-1'");
    generate("seed too large", {"--seed", "18446744073709551616"},
             "--seed: '18446744073709551616'");
    generate("format", {"--format", "xml"}, "xml");
}

void CliBadInputTest::trainingRows() {
    const auto train = [](const char* name, const QStringList& options, const QString& named) {
        QTest::newRow(name) << QStringList{"train", "--corpus",     "tiny.txt",
                                           "--out", "kept.tempera", "--threads",
                                           "1",     "--layers",     "1"} +
                                   options
                            << 2 << named;
    };
    train("preset", {"--preset", "gtp"}, "gtp");
    train("corpus smaller than one batch", {"--batch-size", "31"}, "batch of 31");
    train("smaller than the default batch", {}, "batch of 256");
    train("batch size 0", {"--batch-size", "0"}, "batch size is 0");
    train("steps 0", {"--steps", "0"}, "steps is 0");
    train("epochs negative", {"--epochs", "-1"}, "epochs is -1");
    train("minutes nan", {"--minutes", "nan"}, "minutes is nan");
    train("learning rate 0", {"--learning-rate", "0"}, "learning rate is 0");
    train("learning rate nan", {"--learning-rate", "nan"}, "learning rate is nan");
    train("optimizer", {"--optimizer", "sgd"}, "sgd");
    train("schedule", {"--schedule", "linear"}, "linear");
    train("vocabulary size 2", {"--vocabulary-size", "2"}, "vocabulary size is 2");
    train("sequence length 1", {"--sequence-length", "1"}, "sequence length is 1");
    train("validation fraction 1", {"--validation-fraction", "1"}, "validation fraction is 1");
    train("heads 0", {"--heads", "0"}, "head_count is 0");
    train("dropout 1", {"--preset", "gpt", "--dropout", "1"}, "dropout");
    train("seed negative", {"--seed", "-1"}, "--seed: '-1'");
    train("checkpoint every -1", {"--checkpoint-every", "-1"}, "--checkpoint-every: '-1'");
    train("long documents", {"--long-documents", "last"}, "last");
    QTest::newRow("threads negative")
        << QStringList{"train", "--corpus", "tiny.txt", "--out", "kept.tempera", "--threads", "-1"}
        << 2 << "--threads is -1";
    QTest::newRow("nothing to learn")
        << QStringList{"train", "--corpus", "word.txt", "--out", "kept.tempera", "--threads", "1"}
        << 1 << "two tokens";
    QTest::newRow("corpus missing")
        << QStringList{"train", "--corpus", "none", "--out", "kept.tempera"} << 1 << "none: ";
}

void CliBadInputTest::refuses_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("named");
    readingRows();
    samplingRows();
    trainingRows();
}

void CliBadInputTest::refuses() {
    QFETCH(const QStringList, arguments);
    QFETCH(const int, exitCode);
    QFETCH(const QString, named);
    QCOMPARE(flawOf({arguments, exitCode, named}, folder()), QString());
}

void CliBadInputTest::worksWithANotice_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("told");
    const QStringList next = {"next", "--model", "tiny.tempera", "--prompt"};
    QTest::newRow("unknown word") << next + QStringList{"this zebra is"} << "1 of the prompt's 3";
    QTest::newRow("only unknown words") << next + QStringList{"zebra gnu"} << "2 of the prompt's 2";
    QTest::newRow("generate after unknown words")
        << QStringList{"generate", "--model", "tiny.tempera", "--prompt", "zebra gnu"}
        << "2 of the prompt's 2";
    QTest::newRow("prompt beyond the context")
        << next + QStringList{QString("film ").repeated(30)} << "30 tokens";
    QTest::newRow("invalid UTF-8")
        << QStringList{"corpus", "invalid.txt"} << "2 invalid UTF-8 sequences";
    QTest::newRow("binary file among others")
        << QStringList{"corpus", "mixed"} << "passed over: 1, the first of them b.bin";
    QTest::newRow("fewer distinct words than asked for")
        << tinyTraining() +
               QStringList{"--corpus", "tiny.txt", "--out", "new.safetensors", "--steps", "1"}
        << "fewer distinct words";
}

void CliBadInputTest::worksWithANotice() {
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, told);
    const CliResult result = runCli(arguments, folder());
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(QString(result.standardError).startsWith("note: "), result.standardError.constData());
    QCOMPARE(result.standardError.count('\n'), 1);
    QVERIFY2(QString(result.standardError).contains(told), result.standardError.constData());
    QVERIFY(!result.standardOutput.isEmpty());
}

void CliBadInputTest::replacesInvalidUtf8() {
    const nlohmann::json report = runCli({"corpus", "invalid.txt", "--json"}, folder()).json();
    QCOMPARE(report.at("invalid_utf8").get<int>(), 2);
    QCOMPARE(report.at("words").get<int>(), 6);
    const CliResult result = runShell(
        "\"$TEMPERA_CLI\" next --model tiny.tempera --prompt $'film \\xFF' --json", folder());
    QCOMPARE(result.json().at("prompt_tokens").size(), std::size_t{2});
    QVERIFY(result.standardError.contains("UTF-8"));
}

void CliBadInputTest::refusesWhatMemoryCannotHold() {
    const CliResult result =
        runCli({"train", "--preset", "gpt", "--embedding-width", "8192", "--hidden-width", "32768",
                "--layers", "96", "--corpus", "tiny.txt", "--out", "kept.tempera", "--threads", "1",
                "--batch-size", "4"},
               folder());
    QCOMPARE(result.exitCode, 1);
    const auto numbers = QRegularExpression("about (\\d+) MiB .* (\\d+) MiB are free")
                             .match(QString(result.standardError));
    QVERIFY2(numbers.hasMatch(), result.standardError.constData());
    // The feed-forward layers alone: weights, gradients and AdamW's two states, 4 bytes each.
    const double bytes = 96.0 * 2.0 * 8192.0 * 32768.0 * 4.0 * 4.0;
    QVERIFY(numbers.captured(1).toDouble() > bytes / 1024.0 / 1024.0);
    QVERIFY(numbers.captured(2).toDouble() < numbers.captured(1).toDouble());
    QCOMPARE(readBytes(folder_ / "kept.tempera"), std::string("an older checkpoint"));
    rusage usage = {};
    QCOMPARE(::getrusage(RUSAGE_CHILDREN, &usage), 0);
    QVERIFY2(usage.ru_maxrss < 2L << 20, "more than 2 GiB were taken by one of the programs");
}

QTEST_GUILESS_MAIN(CliBadInputTest)
#include "cli_bad_input_test.moc"
