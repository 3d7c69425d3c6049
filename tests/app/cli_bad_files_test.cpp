// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"
#include "support/cli_refusal.h"
#include "support/safetensors_bytes.h"

#include <QtTest>

using namespace tempera;
using namespace tempera::test;

namespace {

/// Runs it in a mount namespace of its own, in which `disk` has room for `kibibytes` only.
QString withSmallDisk(int kibibytes, const QString& command) {
    return QString("unshare --user --map-root-user --mount bash -c "
                   "'mount -t tmpfs -o size=%1k tmpfs disk && %2'")
        .arg(kibibytes)
        .arg(command);
}

/// Whether a file that another command replaces still holds the old text when it fails.
QString keepingTheOldFile(const QString& command, const QString& file) {
    return QString("echo old > %2; %1; code=$?; test \"$(cat %2)\" = old || code=99; exit $code")
        .arg(command, file);
}

} // namespace

/// What is said to model files that can't be read and to places that can't be written.
class CliBadFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refusesOutputs_data();
    void refusesOutputs();
    void refusesBadModelFiles_data();
    void refusesBadModelFiles();
    void everyCommandRefusesADamagedFile_data();
    void everyCommandRefusesADamagedFile();
    void tellsAFullDisk_data();
    void tellsAFullDisk();
    void tellsThatStandardOutputIsFull_data();
    void tellsThatStandardOutputIsFull();

private:
    void writeModels() const;
    QString folder() const { return argument(folder_.path()); }

    TemporaryFolder folder_;
};

void CliBadFilesTest::initTestCase() {
    trainTinyModel(folder_);
    writeModels();
    folder_.write("kept.txt", "an older file");
    folder_.write("kept.tempera", "an older checkpoint");
    std::filesystem::create_directory(folder_ / "empty");
    std::filesystem::create_directory(folder_ / "disk");
}

void CliBadFilesTest::writeModels() const {
    const std::string model = readBytes(folder_ / "tiny.tempera");
    const auto write = [&](std::string_view name, const std::string& bytes) {
        writeBytes(folder_ / name, bytes);
    };
    const auto changedAt = [&](std::size_t position) {
        std::string bytes = model;
        bytes[position] = static_cast<char>(bytes[position] ^ 1);
        return bytes;
    };
    write("nothing.tempera", "");
    write("cut4.tempera", model.substr(0, 4));
    write("cut100.tempera", model.substr(0, 100));
    write("half.tempera", model.substr(0, model.size() / 2));
    write("cut1.tempera", model.substr(0, model.size() - 1));
    write("longer.tempera", model + "x");
    write("length.tempera", changedAt(1));
    write("header.tempera", changedAt(200));
    write("weights.tempera", changedAt(model.size() / 2));
    write("end.tempera", changedAt(model.size() - 1));
    write("foreign.tempera", "PK\3\4 what torch.save writes begins like this");
    write("text.tempera", "just text, long enough to be taken for a header's length");
    write("alien.safetensors", safetensorsBytes("{}")); // well-formed, by another program
}

void CliBadFilesTest::refusesOutputs_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("named");
    const auto generate = [](const char* name, const QString& output, const QString& named) {
        QTest::newRow(name) << QStringList{"generate", "--model", "tiny.tempera", "--prompt",
                                           "film",     "--out",   output}
                            << 1 << named;
    };
    const auto train = [](const char* name, const QString& output, int exitCode) {
        QTest::newRow(name) << QStringList{"train", "--corpus", "tiny.txt", "--out", output}
                            << exitCode << output;
    };
    generate("texts into a missing folder", "none/x.txt", "'none/x.txt': the folder 'none'");
    generate("texts over a folder", "empty", "'empty': it is a folder");
    generate("texts into a file as if a folder", "tiny.txt/x", "'tiny.txt' is not a folder");
    generate("texts over a device", "/dev/full", "'/dev/full'");
    train("model into a missing folder", "none/x.tempera", 1);
    train("weights into a missing folder", "none/x.safetensors", 1);
    train("model into a file as if a folder", "tiny.txt/x.tempera", 1);
    train("model of an unknown type", "kept.txt", 2);
    train("model over a folder", "empty", 2);
    QTest::newRow("demo into a missing folder")
        << QStringList{"demo", "--steps", "1", "--out", "none/x.tempera"} << 1 << "none/x.tempera";
    QTest::newRow("demo into a file of an unknown type")
        << QStringList{"demo", "--steps", "1", "--out", "kept.txt"} << 2 << "kept.txt";
}

void CliBadFilesTest::refusesOutputs() {
    QFETCH(const QStringList, arguments);
    QFETCH(const int, exitCode);
    QFETCH(const QString, named);
    QCOMPARE(flawOf({arguments, exitCode, named}, folder()), QString());
}

void CliBadFilesTest::refusesBadModelFiles_data() {
    QTest::addColumn<QString>("file");
    for (const char* file :
         {"nothing.tempera", "cut4.tempera", "cut100.tempera", "half.tempera", "cut1.tempera",
          "longer.tempera", "length.tempera", "header.tempera", "weights.tempera", "end.tempera",
          "foreign.tempera", "text.tempera", "alien.safetensors", "missing.tempera", "empty"})
        QTest::newRow(file) << file;
}

void CliBadFilesTest::refusesBadModelFiles() {
    QFETCH(const QString, file);
    QCOMPARE(flawOf({{"inspect", file}, 1, file}, folder()), QString());
}

void CliBadFilesTest::everyCommandRefusesADamagedFile_data() {
    QTest::addColumn<QStringList>("arguments");
    const QString file = "weights.tempera";
    QTest::newRow("next") << QStringList{"next", "--model", file, "--prompt", "film"};
    QTest::newRow("generate") << QStringList{"generate", "--model", file,      "--prompt",
                                             "film",     "--out",   "kept.txt"};
    QTest::newRow("evaluate") << QStringList{"evaluate", "--model", file, "--corpus", "tiny.txt"};
    QTest::newRow("train") << QStringList{"train",        "--resume", file,      "--out",
                                          "kept.tempera", "--corpus", "tiny.txt"};
}

void CliBadFilesTest::everyCommandRefusesADamagedFile() {
    QFETCH(const QStringList, arguments);
    QCOMPARE(flawOf({arguments, 1, "weights.tempera"}, folder()), QString());
}

void CliBadFilesTest::tellsAFullDisk_data() {
    QTest::addColumn<QString>("command");
    const QString generate = "\"$TEMPERA_CLI\" generate --model tiny.tempera --prompt film "
                             "--count 400 --format jsonl --out disk/x.txt";
    const QString train = "\"$TEMPERA_CLI\" " + tinyTraining().join(' ') +
                          " --steps 3 --corpus tiny.txt --out disk/x.safetensors";
    const auto rows = [](const char* name, const QString& command, const QString& file) {
        const QString kept = keepingTheOldFile(command, file);
        QTest::addRow("%s, limit of a file's size", name) << "ulimit -f 8; " + kept;
        QTest::addRow("%s, small disk", name) << withSmallDisk(8, kept);
    };
    rows("texts", generate, "disk/x.txt");
    rows("weights", train, "disk/x.safetensors");
}

void CliBadFilesTest::tellsAFullDisk() {
    QFETCH(const QString, command);
    if (command.startsWith("unshare") && runShell(withSmallDisk(8, "true"), folder()).exitCode != 0)
        QSKIP("no disk can be mounted here");
    const CliResult result = runShell(command, folder());
    QVERIFY2(result.exitCode == 1, result.standardError.constData()); // 99: the old file is gone
    QVERIFY2(result.standardError.contains("cannot save 'disk/x."),
             result.standardError.constData());
    QVERIFY2(result.standardError.count('\n') <= 2, result.standardError.constData());
    const QDir disk(folder() + "/disk");
    QCOMPARE(disk.entryList(QDir::Files | QDir::Hidden).filter("tmp"), QStringList());
}

void CliBadFilesTest::tellsThatStandardOutputIsFull_data() {
    QTest::addColumn<QString>("arguments");
    QTest::newRow("help") << "--help";
    QTest::newRow("corpus") << "corpus tiny.txt";
    QTest::newRow("next") << "next --model tiny.tempera --prompt film --json";
    QTest::newRow("generate") << "generate --model tiny.tempera --prompt film";
    QTest::newRow("generate much") << "generate --model tiny.tempera --prompt film --count 400";
    QTest::newRow("inspect") << "inspect tiny.tempera";
}

void CliBadFilesTest::tellsThatStandardOutputIsFull() {
    QFETCH(const QString, arguments);
    const CliResult result = runShell("\"$TEMPERA_CLI\" " + arguments + " > /dev/full", folder());
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(result.standardError.count('\n'), 1);
    QVERIFY2(result.standardError.contains("standard output"), result.standardError.constData());
}

QTEST_GUILESS_MAIN(CliBadFilesTest)
#include "cli_bad_files_test.moc"
