// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"

#include <QList>
#include <QProcessEnvironment>
#include <csignal>
#include <stdexcept>

namespace tempera::test {

namespace {

/// Far more than anything here takes: ends a test whose program hangs.
constexpr int patienceMilliseconds = 300'000;

QProcessEnvironment environment() {
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    variables.insert("TEMPERA_CLI", TEMPERA_CLI);
    variables.insert("OMP_WAIT_POLICY", "passive"); // busy waiting would ruin a loaded machine
    return variables;
}

CliResult waitFor(QProcess& process) {
    CliResult result;
    if (process.waitForFinished(patienceMilliseconds) &&
        process.exitStatus() == QProcess::NormalExit)
        result.exitCode = process.exitCode();
    else
        process.kill();
    result.standardOutput = process.readAllStandardOutput();
    result.standardError = process.readAllStandardError();
    return result;
}

CliResult run(const QString& program, const QStringList& arguments, const QString& folder) {
    QProcess process;
    process.setProcessEnvironment(environment());
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    process.closeWriteChannel();
    return waitFor(process);
}

nlohmann::json parseObject(const QByteArray& line) {
    nlohmann::json object = nlohmann::json::parse(line.toStdString());
    if (!object.is_object())
        throw std::runtime_error("not a JSON object: " + line.toStdString());
    return object;
}

QList<QByteArray> linesOf(const QByteArray& text) {
    if (!text.endsWith('\n'))
        throw std::runtime_error("the last line is not ended: " + text.toStdString());
    return text.chopped(1).split('\n');
}

} // namespace

nlohmann::json CliResult::json() const {
    const QList<QByteArray> lines = linesOf(standardOutput);
    if (lines.size() != 1)
        throw std::runtime_error("more than one line: " + standardOutput.toStdString());
    return parseObject(lines.front());
}

std::vector<nlohmann::json> CliResult::jsonLines() const {
    std::vector<nlohmann::json> objects;
    for (const QByteArray& line : linesOf(standardOutput))
        objects.push_back(parseObject(line));
    return objects;
}

CliProcess::CliProcess(const QStringList& arguments, const QString& folder) {
    process_.setProcessEnvironment(environment());
    process_.setWorkingDirectory(folder);
    process_.start(TEMPERA_CLI, arguments);
}

QByteArray CliProcess::readLine() {
    while (!process_.canReadLine())
        if (!process_.waitForReadyRead(patienceMilliseconds))
            return {};
    return process_.readLine();
}

void CliProcess::interrupt() {
    ::kill(static_cast<pid_t>(process_.processId()), SIGINT);
}

void CliProcess::kill() {
    process_.kill();
    process_.waitForFinished(patienceMilliseconds);
}

CliResult CliProcess::finish() {
    return waitFor(process_);
}

CliResult runCli(const QStringList& arguments, const QString& folder) {
    return run(TEMPERA_CLI, arguments, folder);
}

CliResult runShell(const QString& command, const QString& folder) {
    return run("bash", {"-c", command}, folder);
}

QString argument(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

QByteArray tinyCorpus() {
    const QList<QByteArray> subjects = {"film", "story", "music", "plot", "cast", "end"};
    const QList<QByteArray> opinions = {"good", "bad", "long", "sad", "odd"};
    QByteArray text;
    for (int subject = 0; subject < subjects.size(); ++subject)
        for (int opinion = 0; opinion < opinions.size(); ++opinion)
            text += "this " + subjects[subject] + " is " + opinions[opinion] + " and the " +
                    subjects[(subject + 1) % subjects.size()] + " " +
                    opinions[(opinion + 2) % opinions.size()] + "\n";
    return text;
}

std::filesystem::path trainTinyModel(const TemporaryFolder& folder, const QString& name,
                                     const QStringList& more) {
    const auto corpus = folder.write("tiny.txt", tinyCorpus().toStdString());
    const std::filesystem::path model = folder / name.toStdString();
    const CliResult result =
        runCli(tinyTraining() +
               QStringList{"--corpus", argument(corpus), "--out", argument(model), "--steps", "30",
                           "--validation-fraction", "0"} +
               more);
    if (result.exitCode != 0)
        qFatal("the tiny model could not be trained: %s", result.standardError.constData());
    return model;
}

QStringList tinyTraining() {
    return {"train", "--preset",          "gpt", "--embedding-width", "16",   "--heads",
            "2",     "--head-width",      "8",   "--hidden-width",    "32",   "--layers",
            "1",     "--batch-size",      "4",   "--learning-rate",   "0.01", "--warmup-steps",
            "5",     "--sequence-length", "12",  "--threads",         "1"};
}

} // namespace tempera::test
