// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/download/partial_file.h"

#include "core/system/atomic_file.h"
#include "core/system/error.h"
#include "core/system/progress.h"

#include <QDir>
#include <QFileInfo>

namespace tempera::studio {

namespace {

constexpr qint64 blockBytes = 1 << 20;
constexpr qint64 longestValidator = 1'024;

std::string_view asText(const QByteArray& bytes) {
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

[[noreturn]] void fail(const QString& message) {
    throw Error(message.toStdString());
}

QString validatorPath(const QFile& part) {
    return part.fileName() + ".validator";
}

/// Feeds a file from its current position on; returns the bytes read.
qint64 hashRest(QFile& file, Sha256& sha256, const std::stop_token& stop) {
    qint64 size = 0;
    for (QByteArray block = file.read(blockBytes); !block.isEmpty();
         block = file.read(blockBytes)) {
        if (stop.stop_requested())
            throw Cancelled();
        sha256.update(asText(block));
        size += block.size();
    }
    if (file.error() != QFileDevice::NoError)
        fail(QCoreApplication::translate("PartialFile", "Cannot read “%1”: %2.")
                 .arg(file.fileName(), file.errorString()));
    return size;
}

QByteArray readValidator(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(longestValidator) : QByteArray();
}

} // namespace

PartialFile::PartialFile(const QString& folder, const QString& name, const std::stop_token& stop)
    : target_(QDir(folder).filePath(name)),
      file_(pathFor(target_)),
      lock_(pathFor(target_) + ".lock") {
    lockFolder(folder);
    open();
    readPresent(stop);
    validator_ = readValidator(validatorPath(file_));
}

void PartialFile::lockFolder(const QString& folder) {
    if (!QDir().mkpath(folder))
        fail(tr("The folder “%1” cannot be created. Check its permissions, or choose another one.")
                 .arg(folder));
    lock_.setStaleLockTime(0); // a download takes as long as it takes
    if (lock_.tryLock())
        return;
    if (lock_.error() == QLockFile::LockFailedError)
        fail(tr("Another window of Tempera is downloading this file. Wait until it is done."));
    fail(tr("The folder “%1” cannot be written to. Change its permissions, or choose another one.")
             .arg(folder));
}

void PartialFile::open() {
    // Unbuffered: a full disk is noticed by the write that met it.
    if (!file_.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        fail(tr("Cannot write “%1”: %2. Check the folder's permissions.")
                 .arg(file_.fileName(), file_.errorString()));
}

void PartialFile::readPresent(const std::stop_token& stop) {
    size_ = hashRest(file_, sha256_, stop);
}

void PartialFile::restart(const QByteArray& validator) {
    if (!file_.resize(0) || !file_.seek(0))
        fail(tr("Cannot empty “%1”: %2.").arg(file_.fileName(), file_.errorString()));
    size_ = 0;
    sha256_ = Sha256();
    validator_ = validator.left(longestValidator);
    AtomicFile saved(validatorPath(file_).toStdString());
    saved.write(asText(validator_));
    saved.commit();
}

void PartialFile::append(const QByteArray& bytes) {
    const qint64 written = file_.write(bytes);
    if (written != bytes.size()) {
        const QString reason = file_.errorString();
        // Whole again up to what was counted, so that it can be resumed.
        file_.resize(size_);
        fail(tr("Cannot write “%1”: %2. Make room on the disk, then resume: what has come so far "
                "is kept.")
                 .arg(file_.fileName(), reason));
    }
    sha256_.update(asText(bytes));
    size_ += bytes.size();
}

QByteArray PartialFile::takeDigest() {
    return QByteArray::fromStdString(sha256_.hexadecimalDigest());
}

void PartialFile::complete() {
    file_.close();
    moveIntoPlace(file_.fileName().toStdString(), target_.toStdString());
    QFile::remove(validatorPath(file_));
}

void PartialFile::discard() {
    file_.remove();
    QFile::remove(validatorPath(file_));
}

QByteArray fileDigest(const QString& path, const std::stop_token& stop) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        fail(QCoreApplication::translate("PartialFile", "Cannot read “%1”: %2.")
                 .arg(path, file.errorString()));
    Sha256 sha256;
    hashRest(file, sha256, stop);
    return QByteArray::fromStdString(sha256.hexadecimalDigest());
}

} // namespace tempera::studio
