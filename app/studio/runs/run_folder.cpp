// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/runs/run_folder.h"

#include "core/system/temporary_file.h"
#include "core/training/checkpoint_file.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <set>
#include <sys/stat.h>
#include <utility>

namespace tempera::studio {

namespace {

const QString lockName = QStringLiteral("run.lock");

QString besides(const QString& checkpoint,
                std::filesystem::path (*sibling)(const std::filesystem::path&)) {
    return QFile::decodeName(sibling(QFile::encodeName(checkpoint).toStdString()).c_str());
}

/// What a link points to is not ours, the link is.
bool removeFile(const QString& path) {
    return QFile::remove(path) || !(QFileInfo::exists(path) || QFileInfo(path).isSymLink());
}

bool removeFolder(const QString& path) {
    return QFileInfo(path).isSymLink() ? removeFile(path) : QDir(path).removeRecursively();
}

} // namespace

RunFolder::RunFolder(QString path) : path_(std::move(path)) {}

QString RunFolder::recordFile() const {
    return path_ + "/run.json";
}

QString RunFolder::checkpointFile() const {
    return path_ + "/model.tempera";
}

QString RunFolder::momentsFolder() const {
    return path_ + "/moments";
}

std::unique_ptr<QLockFile> RunFolder::lock() const {
    auto lock = std::make_unique<QLockFile>(path_ + "/" + lockName);
    lock->setStaleLockTime(0); // a run takes days: age says nothing, only whether its process lives
    return lock->tryLock(0) ? std::move(lock) : nullptr;
}

quint64 RunFolder::bytes() const {
    quint64 bytes = 0;
    std::set<std::pair<dev_t, ino_t>> counted;
    QDirIterator files(path_, QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        struct stat status = {};
        const bool known = ::lstat(QFile::encodeName(files.next()).constData(), &status) == 0;
        if (known && counted.emplace(status.st_dev, status.st_ino).second)
            bytes += static_cast<quint64>(status.st_size);
    }
    return bytes;
}

bool RunFolder::remove(QLockFile& lock) const {
    const QString checkpoint = checkpointFile();
    bool removed = removeFile(recordFile()); // first: without it the run is no longer listed
    for (const QString& file : {checkpoint, besides(checkpoint, previousCheckpointPath),
                                besides(checkpoint, bestCheckpointPath)})
        removed = removeFile(file) && removed;
    removed = removeFolder(momentsFolder()) && removed;
    removeAbandonedFiles(QFile::encodeName(path_).toStdString());
    lock.unlock(); // which removes its file
    QDir().rmdir(path_);
    return removed;
}

} // namespace tempera::studio
