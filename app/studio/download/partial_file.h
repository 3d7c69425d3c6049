// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/sha256.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QFile>
#include <QLockFile>
#include <QString>
#include <optional>
#include <stop_token>

namespace tempera::studio {

/// A download's file as far as it has come: NAME.part, beside it NAME.part.validator with what the
/// server calls this version of it (an ETag or a date), and a lock against a second program. Its
/// checksum is computed as it grows. Every failure throws Error with what to do.
class PartialFile {
    Q_DECLARE_TR_FUNCTIONS(PartialFile)
public:
    /// Creates the folder, takes the lock and reads what is there. Throws Cancelled when stopped.
    PartialFile(const QString& folder, const QString& name, const std::stop_token& stop);

    static QString pathFor(const QString& target) { return target + ".part"; }

    qint64 size() const { return size_; }
    /// Empty where none is known.
    const QByteArray& validator() const { return validator_; }

    /// Empties it: what comes next is another version, or the same from its beginning.
    void restart(const QByteArray& validator);
    void append(const QByteArray& bytes);
    /// Of all bytes, 64 hexadecimal digits. Nothing can be appended afterwards.
    QByteArray takeDigest();
    /// Syncs it and gives it its name.
    void complete();
    /// Removes it: it is of no use.
    void discard();

private:
    void lockFolder(const QString& folder);
    void open();
    void readPresent(const std::stop_token& stop);

    QString target_;
    QFile file_;
    QLockFile lock_;
    QByteArray validator_;
    qint64 size_ = 0;
    Sha256 sha256_;
};

/// SHA-256 of a whole file, 64 hexadecimal digits. Throws Error, or Cancelled when stopped.
QByteArray fileDigest(const QString& path, const std::stop_token& stop);

} // namespace tempera::studio
