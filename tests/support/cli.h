// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/temporary_folder.h"

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

namespace tempera::test {

/// What a run of tempera-cli left behind.
struct CliResult {
    int exitCode = -1; ///< -1 where the program crashed or hung
    QByteArray standardOutput;
    QByteArray standardError;

    /// Standard output as the one JSON object that it must be. Throws on anything else.
    nlohmann::json json() const;
    /// Standard output as JSON objects, one a line. Throws on anything else.
    std::vector<nlohmann::json> jsonLines() const;
};

/// tempera-cli in the middle of a run.
class CliProcess {
public:
    explicit CliProcess(const QStringList& arguments, const QString& folder = {});

    /// The next line of standard output, or an empty one when the program ended.
    QByteArray readLine();
    /// What Ctrl-C sends.
    void interrupt();
    /// Ends it as a power cut would (SIGKILL); returns once it is gone.
    void kill();
    /// Waits for the end. The result lacks the lines that were read.
    CliResult finish();

private:
    QProcess process_;
};

/// Runs tempera-cli to its end, in `folder` if one is given.
CliResult runCli(const QStringList& arguments, const QString& folder = {});

/// Runs a shell command that calls the program as "$TEMPERA_CLI": for limits and redirections.
CliResult runShell(const QString& command, const QString& folder = {});

/// The path as an argument.
QString argument(const std::filesystem::path& path);

/// Thirty documents, one a line, of eight words each. Of their 240 words four occur 30 times (this
/// the is and), five 12 times (sad odd long good bad), six 10 times (story plot music film end
/// cast).
QByteArray tinyCorpus();

/// Writes tinyCorpus() to the folder and trains a model on all of it in a moment. Arguments in
/// `more` come last. Fails the program if that fails: no test of a model makes sense then.
std::filesystem::path trainTinyModel(const TemporaryFolder& folder,
                                     const QString& name = QStringLiteral("tiny.tempera"),
                                     const QStringList& more = {});

/// The arguments of a `train` that takes a moment: a network of two thousand weights, one thread.
/// Corpus, output and limits are left to the caller.
QStringList tinyTraining();

} // namespace tempera::test
