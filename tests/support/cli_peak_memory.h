// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <spawn.h>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace tempera::test {

/// Runs tempera-cli. Returns its peak of resident memory in bytes, 0 where it failed.
inline double peakMemory(const QStringList& arguments) {
    std::vector<std::string> texts{TEMPERA_CLI};
    for (const QString& each : arguments)
        texts.push_back(each.toStdString());
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    pid_t process = 0;
    if (posix_spawn(&process, TEMPERA_CLI, nullptr, nullptr, pointers.data(), environ) != 0)
        return 0.0;
    int status = 0;
    rusage usage{};
    if (wait4(process, &status, 0, &usage) != process || status != 0)
        return 0.0;
    constexpr double kibibyte = 1024.0;
    return static_cast<double>(usage.ru_maxrss) * kibibyte;
}

} // namespace tempera::test
