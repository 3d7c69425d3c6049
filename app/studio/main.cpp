// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "core/system/openmp_waiting.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QStandardPaths>
#include <algorithm>
#include <array>
#include <csignal>
#include <string_view>

namespace {

/// What was asked for on the command line.
struct Arguments {
    QStringList files;
    bool fresh = false;
};

/// Ends the program where it was asked for no more than --help or --version.
Arguments parse(const QCoreApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "main", "A studio for small language models: temperature, exact distributions, training."));
    const QCommandLineOption fresh(
        "fresh", QCoreApplication::translate("main", "Start without the last session."));
    parser.addOption(fresh);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        "file", QCoreApplication::translate("main", "A model or a corpus to open."), "[file]");
    parser.process(application);
    return {parser.positionalArguments(), parser.isSet(fresh)};
}

/// Such a question is answered without a screen to open a window on.
bool isQuestion(int argumentCount, char** arguments) {
    constexpr std::array<std::string_view, 5> questions = {"-h", "--help", "--help-all", "-v",
                                                           "--version"};
    return std::any_of(arguments + 1, arguments + argumentCount, [&](const char* argument) {
        return std::ranges::find(questions, argument) != questions.end();
    });
}

} // namespace

int main(int argumentCount, char** arguments) {
    QCoreApplication::setApplicationName("tempera");
    QCoreApplication::setOrganizationName("tempera");
    QCoreApplication::setApplicationVersion(TEMPERA_VERSION);
    if (isQuestion(argumentCount, arguments))
        parse(QCoreApplication(argumentCount, arguments));
    tempera::restartWithSleepingThreads(arguments); // Qt loads OpenMP before training is thought of
    std::signal(SIGXFSZ, SIG_IGN); // a limit of file sizes is then an error of write() like others
    QApplication application(argumentCount, arguments);
    QApplication::setApplicationDisplayName("Tempera");
    QApplication::setDesktopFileName("tempera");
    const Arguments wanted = parse(application);
    tempera::studio::StudioOptions options;
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    options.runsFolder = data + "/runs";
    if (!wanted.fresh)
        options.sessionPath = data + "/session.json";
    tempera::studio::Studio studio(std::move(options));
    studio.start();
    for (const QString& file : wanted.files)
        studio.open(file);
    return QApplication::exec();
}
