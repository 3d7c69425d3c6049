// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/runs/run_library.h"
#include "support/small_checkpoint.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtTest>

namespace tempera::studio {

inline constexpr int patience = 20'000; // milliseconds

inline RunRecord wanted(const QString& corpus = "/corpora/imdb.csv") {
    RunRecord record;
    record.corpus = corpus;
    record.settings = smallTrainingSettings();
    return record;
}

inline void leaveFile(const QString& path, qsizetype size = 10) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(QByteArray(size, 'x')), qint64{size});
}

inline RunRecord beginWithCheckpoint(RunLibrary& library, std::int64_t steps = 5) {
    RunRecord run = library.begin(wanted());
    saveCheckpoint(run.checkpoint.toStdString(), test::smallCheckpoint(steps));
    return run;
}

} // namespace tempera::studio
