// SPDX-License-Identifier: GPL-3.0-or-later
// The manual page and the shell completions, against what the program itself says.
#include "support/cli.h"
#include "support/safetensors_bytes.h"

#include <QtTest>

using namespace tempera;
using namespace tempera::test;

namespace {

const QStringList commands = {"demo", "corpus", "train", "evaluate", "next", "generate", "inspect"};

/// The lines of a command's --help that name its options: "--format text|csv=text ...".
QStringList optionLines(const QString& command) {
    const QString help = runCli({command, "--help"}).standardOutput;
    QStringList lines = help.split('\n').filter(QRegularExpression("^  -"));
    lines.replaceInStrings(QRegularExpression("^  (-h,)?"), "");
    return lines;
}

QString nameIn(const QString& line) {
    return line.section(' ', 0, 0);
}

/// "a|b" of "--name a|b=a  What it does", or nothing.
QStringList choicesIn(const QString& line) {
    const auto choices = QRegularExpression("^\\S+ ([a-z0-9]+(?:\\|[a-z0-9]+)+)").match(line);
    return choices.hasMatch() ? choices.captured(1).split('|') : QStringList();
}

/// What must stand beside an option for its value to be looked at.
QStringList neededBy(const QString& command) {
    if (command == "train")
        return {"--corpus", "tiny.txt", "--out", "x.tempera"};
    if (command == "evaluate")
        return {"--corpus", "tiny.txt", "--model", "tiny.tempera"};
    if (command == "generate")
        return {"--prompt", "film", "--model", "tiny.tempera"};
    return command == "corpus" ? QStringList{"tiny.txt"} : QStringList();
}

} // namespace

class CliDocumentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyDocumentHasEveryOption_data() { eachCommand(); }
    void everyDocumentHasEveryOption();
    void choicesAreThoseThatAreAccepted_data() { eachCommand(); }
    void choicesAreThoseThatAreAccepted();
    void manualPageIsWellFormed();
    void completionsAreWellFormed_data();
    void completionsAreWellFormed();
    void bashCompletes_data();
    void bashCompletes();

private:
    static void eachCommand() {
        QTest::addColumn<QString>("command");
        for (const QString& command : commands)
            QTest::addRow("%s", qPrintable(command)) << command;
    }
    QString document(const char* name) const {
        return QString::fromStdString(readBytes(folder_ / name));
    }

    TemporaryFolder folder_;
};

void CliDocumentsTest::initTestCase() {
    trainTinyModel(folder_);
    const QString end = TEMPERA_SOURCE_DIR "/packaging/man/tempera-cli.1.end";
    const CliResult written =
        runShell("\"$TEMPERA_CLI-documents\" \"" + end + "\" .", argument(folder_.path()));
    QVERIFY2(written.exitCode == 0, written.standardError.constData());
}

void CliDocumentsTest::everyDocumentHasEveryOption() {
    QFETCH(const QString, command);
    const QStringList lines = optionLines(command);
    QVERIFY(lines.size() >= 2); // --help and at least one more
    const QString page = document("tempera-cli.1").remove('\\').remove("fB").remove("fR");
    const QString section = page.section("\n.SS " + command + "\n", 1).section("\n.S", 0, 0);
    const QString fish = document("tempera-cli.fish");
    const QString bash = document("tempera-cli.bash").section("        " + command + ") ", 1);
    const QString zsh = document("_tempera-cli").section("        " + command + ") ", 1);
    for (const QString& line : lines) {
        const QString name = nameIn(line);
        QVERIFY2(section.contains("\n" + name) || section.contains(", " + name), qPrintable(name));
        QVERIFY2(bash.section(";;", 0, 0).contains(" " + name), qPrintable(name));
        QVERIFY2(zsh.section(" ;;", 0, 0).contains("'" + name), qPrintable(name));
        QVERIFY2(fish.contains(QRegularExpression("from " + command + "'( -s .)? -l " +
                                                  name.mid(2) + "(?![\\w-])")),
                 qPrintable(name));
    }
}

void CliDocumentsTest::choicesAreThoseThatAreAccepted() {
    QFETCH(const QString, command);
    int compared = 0;
    for (const QString& line : optionLines(command)) {
        const QStringList choices = choicesIn(line);
        if (choices.isEmpty() || choices.contains("true")) // a bool is CLI11's own
            continue;
        const QStringList arguments =
            QStringList{command} + neededBy(command) + QStringList{nameIn(line), "nonsense"};
        const CliResult refused = runCli(arguments, argument(folder_.path()));
        QVERIFY2(refused.exitCode == 2, qPrintable(line));
        QVERIFY2(refused.standardError.contains("nonsense"), refused.standardError.constData());
        for (const QString& choice : choices)
            QVERIFY2(refused.standardError.contains(choice.toUtf8()),
                     refused.standardError.constData());
        ++compared;
    }
    const QStringList without = {"demo", "next", "inspect"};
    QCOMPARE(compared > 0, !without.contains(command));
}

void CliDocumentsTest::manualPageIsWellFormed() {
    if (runShell("command -v man").exitCode != 0)
        QSKIP("man-db is not installed");
    for (const QString& page : {argument(folder_ / "tempera-cli.1"),
                                QString(TEMPERA_SOURCE_DIR "/packaging/man/tempera.1")}) {
        const CliResult shown = runShell("LC_ALL=C.UTF-8 MANROFFSEQ= MANWIDTH=80 man --warnings -E "
                                         "UTF-8 -l -Tutf8 -Z '" +
                                         page + "' > /dev/null");
        QCOMPARE(shown.standardError, QByteArray());
        QCOMPARE(shown.exitCode, 0);
    }
}

void CliDocumentsTest::completionsAreWellFormed_data() {
    QTest::addColumn<QString>("shell");
    QTest::addColumn<QStringList>("files");
    const QString source = TEMPERA_SOURCE_DIR "/packaging/completions/";
    const auto written = [this](const char* name) { return argument(folder_ / name); };
    QTest::newRow("bash") << "bash"
                          << QStringList{written("tempera-cli.bash"), source + "tempera.bash"};
    QTest::newRow("zsh") << "zsh" << QStringList{written("_tempera-cli"), source + "_tempera"};
    QTest::newRow("fish") << "fish"
                          << QStringList{written("tempera-cli.fish"), source + "tempera.fish"};
}

void CliDocumentsTest::completionsAreWellFormed() {
    QFETCH(const QString, shell);
    QFETCH(const QStringList, files);
    if (runShell("command -v " + shell).exitCode != 0)
        QSKIP("this shell is not installed");
    for (const QString& file : files) {
        const CliResult read = runShell(shell + " -n '" + file + "'");
        QCOMPARE(read.standardError, QByteArray());
        QCOMPARE(read.exitCode, 0);
    }
}

void CliDocumentsTest::bashCompletes_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("completions");
    QTest::newRow("a command") << QStringList{"ge"} << "generate";
    QTest::newRow("an option of the program") << QStringList{"--ver"} << "--version";
    QTest::newRow("an option") << QStringList{"generate", "--guard"} << "--guard-formulas";
    QTest::newRow("another command's option") << QStringList{"inspect", "--guard"} << "";
    QTest::newRow("a choice") << QStringList{"train", "--optimizer", "r"} << "rmsprop";
    QTest::newRow("all choices") << QStringList{"train", "--preset", ""} << "book gpt";
    QTest::newRow("a number") << QStringList{"train", "--layers", ""} << "";
    QTest::newRow("a model") << QStringList{"next", "--model", "tiny.te"} << "tiny.tempera";
    QTest::newRow("a name with a space") << QStringList{"next", "--model", "a na"} << "a name.txt";
    QTest::newRow("a file") << QStringList{"inspect", "tiny.te"} << "tiny.tempera";
}

void CliDocumentsTest::bashCompletes() {
    QFETCH(QStringList, words);
    QFETCH(const QString, completions);
    folder_.write("a name.txt", "");
    words.prepend("tempera-cli");
    const QString call = "source ./tempera-cli.bash; COMP_WORDS=('" + words.join("' '") +
                         "'); COMP_CWORD=" + QString::number(words.size() - 1) +
                         "; compopt() { :; }; _tempera_cli tempera-cli \"${COMP_WORDS[-1]}\" "
                         "\"${COMP_WORDS[-2]}\"; echo \"${COMPREPLY[*]}\"";
    const CliResult completed = runShell(call, argument(folder_.path()));
    QCOMPARE(completed.standardError, QByteArray());
    QCOMPARE(QString(completed.standardOutput).trimmed(), completions);
}

QTEST_GUILESS_MAIN(CliDocumentsTest)
#include "cli_documents_test.moc"
