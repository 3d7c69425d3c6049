// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <QString>
#include <QtGlobal>
#include <memory>

namespace tempera::studio {

/// The files of one run in the library:
///
///     <folder>/run.json          its record
///     <folder>/run.lock          held by the process that trains it
///     <folder>/model.tempera     its checkpoint, with the previous and the best one beside it,
///                                unless the person chose another place
///     <folder>/moments/          its weights over time
class RunFolder {
public:
    explicit RunFolder(QString path);

    const QString& path() const { return path_; }
    QString recordFile() const;
    QString checkpointFile() const;
    QString momentsFolder() const;

    /// Held as long as the result lives; null where it can't be had: another process has it, or
    /// the folder can't be written. A lock that a killed process left counts as free.
    std::unique_ptr<QLockFile> lock() const;
    /// Of all files in it, links not followed, each file counted once whatever number of names it
    /// has.
    quint64 bytes() const;
    /// Removes what Tempera put there, and the folder if nothing else is in it. False where
    /// something of ours could not be removed. `lock` is the folder's: it is given up at the end.
    bool remove(QLockFile& lock) const;

private:
    QString path_;
};

} // namespace tempera::studio
