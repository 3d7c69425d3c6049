// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace tempera::test {

/// What is expected of a command line that must not work.
struct Refusal {
    QStringList arguments;
    int exitCode = 2; ///< 1: failure, 2: wrong usage
    QString named;    ///< what the message must contain
};

/// Runs the command in `folder` and returns what is wrong with the refusal, or an empty string
/// where it is as it must be: the exit code, nothing on standard output, one or two lines on
/// standard error that name the thing, and every file in the folder as it was, byte for byte.
QString flawOf(const Refusal& refusal, const QString& folder);

} // namespace tempera::test
