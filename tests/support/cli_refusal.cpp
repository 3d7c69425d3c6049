// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli_refusal.h"

#include "support/cli.h"
#include "support/safetensors_bytes.h"

#include <QDir>
#include <QDirIterator>
#include <map>

namespace tempera::test {

namespace {

std::map<QString, std::string> contentsOf(const QString& folder) {
    std::map<QString, std::string> contents;
    QDirIterator entries(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        contents[path] = readBytes(path.toStdString());
    }
    return contents;
}

bool looksLikeACrash(const QString& message) {
    for (const char* sign : {"terminate", "what()", ".cpp", "Aborted", "frame #"})
        if (message.contains(sign))
            return true;
    return false;
}

QString flawOfMessage(const QString& message, const QString& named) {
    const auto lines = message.count('\n');
    if (lines < 1 || lines > 2 || !message.endsWith('\n'))
        return "not one or two lines: " + message;
    if (!message.contains("tempera-cli: ") || looksLikeACrash(message))
        return "not a message to a person: " + message;
    if (!message.contains(named))
        return "does not name '" + named + "': " + message;
    return {};
}

} // namespace

QString flawOf(const Refusal& refusal, const QString& folder) {
    const auto before = contentsOf(folder);
    const CliResult result = runCli(refusal.arguments, folder);
    const QString message = result.standardError;
    if (result.exitCode != refusal.exitCode)
        return QString("exit code %1: %2").arg(result.exitCode).arg(message);
    if (!result.standardOutput.isEmpty())
        return "prints " + result.standardOutput;
    if (contentsOf(folder) != before)
        return "changed a file";
    return flawOfMessage(message, refusal.named);
}

} // namespace tempera::test
