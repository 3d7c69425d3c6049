// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"

#include <QtTest>

using namespace tempera::test;

class CliHelpTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helpNamesEveryOption_data();
    void helpNamesEveryOption();
    void helpNamesEveryCommand();
    void tellsItsVersion();
    void wrongUsageExitsWith2_data();
    void wrongUsageExitsWith2();
};

void CliHelpTest::helpNamesEveryOption_data() {
    QTest::addColumn<QStringList>("options");
    const QStringList samplers = {"--top-k", "--top-p", "--min-p", "--order"};
    QTest::newRow("corpus") << QStringList{"PATH",
                                           "--vocabulary-size",
                                           "--sequence-length",
                                           "--minimum-frequency",
                                           "--standardization",
                                           "--text-column",
                                           "--include-unsup"};
    QTest::newRow("train") << QStringList{"--corpus",
                                          "--preset",
                                          "book",
                                          "gpt",
                                          "--vocabulary-size",
                                          "--sequence-length",
                                          "--minimum-frequency",
                                          "--batch-size",
                                          "--learning-rate",
                                          "--optimizer",
                                          "--schedule",
                                          "--steps",
                                          "--epochs",
                                          "--minutes",
                                          "--seed",
                                          "--threads",
                                          "--validation-fraction",
                                          "--checkpoint-every",
                                          "--out",
                                          "x.tempera",
                                          "x.safetensors",
                                          "--resume",
                                          "--layers",
                                          "--heads",
                                          "--embedding-width",
                                          "--hidden-width",
                                          "--dropout",
                                          "--clip-norm",
                                          "--long-documents",
                                          "--standardization",
                                          "--text-column",
                                          "--include-unsup"};
    QTest::newRow("evaluate") << QStringList{"--model", "--corpus"};
    QTest::newRow("next") << QStringList{"--model", "--prompt", "--temperature", "--top"} +
                                 samplers;
    QTest::newRow("generate") << QStringList{"--model",  "--prompt", "--temperature", "--length",
                                             "--count",  "--seed",   "--format",      "text",
                                             "markdown", "csv",      "jsonl",         "html",
                                             "--out"} +
                                     samplers;
    QTest::newRow("inspect") << QStringList{"FILE"};
    QTest::newRow("demo") << QStringList{"--steps", "--seed"};
}

void CliHelpTest::helpNamesEveryOption() {
    QFETCH(QStringList, options);
    const CliResult result = runCli({QTest::currentDataTag(), "--help"});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.standardError, QByteArray());
    options << "--json"
            << "--help";
    for (const QString& option : options) {
        const QRegularExpression word("(?<![\\w-])" + QRegularExpression::escape(option) +
                                      "(?![\\w-])");
        QVERIFY2(QString(result.standardOutput).contains(word), qPrintable(option));
    }
}

void CliHelpTest::helpNamesEveryCommand() {
    const CliResult result = runCli({"--help"});
    QCOMPARE(result.exitCode, 0);
    for (const char* command :
         {"corpus", "train", "evaluate", "next", "generate", "inspect", "demo"})
        QVERIFY2(result.standardOutput.contains("\n  " + QByteArray(command) + " "), command);
}

void CliHelpTest::tellsItsVersion() {
    const CliResult result = runCli({"--version"});
    QCOMPARE(result.exitCode, 0);
    QVERIFY(QRegularExpression("^tempera-cli \\d+\\.\\d+\\.\\d+\\n$")
                .match(result.standardOutput)
                .hasMatch());
}

void CliHelpTest::wrongUsageExitsWith2_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    QTest::newRow("no command") << QStringList{} << "subcommand";
    QTest::newRow("unknown command") << QStringList{"trian"} << "trian";
    QTest::newRow("unknown option") << QStringList{"demo", "--colour"} << "--colour";
    QTest::newRow("value missing") << QStringList{"demo", "--steps"} << "--steps";
    QTest::newRow("not a number") << QStringList{"demo", "--steps", "many"} << "many";
    QTest::newRow("steps twice") << QStringList{"demo", "--steps", "1", "--steps", "2"}
                                 << "--steps";
    QTest::newRow("corpus without a path") << QStringList{"corpus"} << "PATH";
    QTest::newRow("train without a corpus")
        << QStringList{"train", "--out", "x.tempera"} << "--corpus";
    QTest::newRow("train without an output") << QStringList{"train", "--corpus", "x"} << "--out";
    QTest::newRow("evaluate without a model")
        << QStringList{"evaluate", "--corpus", "x"} << "--model";
    QTest::newRow("next without a prompt") << QStringList{"next", "--model", "x"} << "--prompt";
    QTest::newRow("generate without a model")
        << QStringList{"generate", "--prompt", "x"} << "--model";
    QTest::newRow("inspect without a file") << QStringList{"inspect"} << "FILE";
}

void CliHelpTest::wrongUsageExitsWith2() {
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, named);
    const CliResult result = runCli(arguments);
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.standardOutput, QByteArray());
    QVERIFY2(QString(result.standardError).contains(named), result.standardError.constData());
    QVERIFY2(result.standardError.startsWith("tempera-cli: "), result.standardError.constData());
    QVERIFY2(result.standardError.count('\n') <= 2, result.standardError.constData());
}

QTEST_GUILESS_MAIN(CliHelpTest)
#include "cli_help_test.moc"
