// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/program.h"
#include "core/system/denormals.h"
#include "core/system/error.h"
#include "core/system/openmp_waiting.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <string>

namespace {

constexpr int failure = 1;
constexpr int wrongUsage = 2;
constexpr const char* outputLost = "standard output cannot be written: is the disk full?";

int report(const char* message, int exitCode) {
    std::fprintf(stderr, "tempera-cli: %s\n", message);
    return exitCode;
}

bool outputWritten() {
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

/// The commands that compute with LibTorch and so with OpenMP's threads.
bool usesLibtorch(int argumentCount, char** arguments) {
    const std::string command = argumentCount > 1 ? arguments[1] : "";
    return command == "demo" || command == "train" || command == "evaluate";
}

int run(CLI::App& program, int argumentCount, char** arguments) {
    try {
        program.parse(argumentCount, arguments);
        return 0;
    } catch (const CLI::Success& success) { // --help, --version
        return program.exit(success);
    } catch (const CLI::ParseError& error) {
        program.exit(error);
        return wrongUsage;
    } catch (const tempera::SettingError& error) {
        return report(error.what(), wrongUsage);
    } catch (const tempera::Error& error) {
        return report(error.what(), failure);
    } catch (const std::bad_alloc&) {
        return report("out of memory: choose a smaller model or corpus", failure);
    } catch (const std::exception& error) {
        return report(std::ferror(stdout) != 0 ? outputLost : error.what(), failure);
    }
}

} // namespace

int main(int argumentCount, char** arguments) {
    if (usesLibtorch(argumentCount, arguments))
        tempera::restartWithSleepingThreads(arguments);
    tempera::flushDenormals();
    std::signal(SIGXFSZ, SIG_IGN); // a limit of file sizes is then an error of write() like others
    const auto program = tempera::cli::makeProgram();
    const int exitCode = run(*program, argumentCount, arguments);
    // What waits in the buffer is written at the latest now, while a failure can still be told.
    return exitCode == 0 && !outputWritten() ? report(outputLost, failure) : exitCode;
}
