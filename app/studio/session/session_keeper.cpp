// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/session/session_keeper.h"

#include "app/studio/session/session_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <chrono>
#include <exception>
#include <filesystem>
#include <system_error>
#include <utility>

namespace tempera::studio {

namespace {

using namespace std::chrono_literals;
constexpr auto savePause = 2s;

/// Moves a session that can't be restored (a newer version's, perhaps) out of the next one's way.
/// Returns the problem, with where to if it was moved; otherwise it will be written over.
QString keepUnreadable(const QString& path, const QString& problem) {
    const QString kept = path + ".unreadable";
    if (!QFileInfo(path).isFile())
        return problem;
    std::error_code failure;
    std::filesystem::rename(QFile::encodeName(path).toStdString(),
                            QFile::encodeName(kept).toStdString(), failure);
    return failure ? problem : SessionKeeper::tr("%1. It is kept as %2.").arg(problem, kept);
}

} // namespace

SessionKeeper::SessionKeeper(Exploration& exploration, CurrentModel& model, QString path)
    : exploration_(exploration), model_(model), path_(std::move(path)) {
    pause_.setSingleShot(true);
    pause_.setInterval(savePause);
    connect(&pause_, &QTimer::timeout, this, [this] {
        if (const QString problem = save(); !problem.isEmpty())
            Q_EMIT saveFailed(problem);
    });
    const auto changed = [this] { pause_.start(); };
    connect(&exploration, &Exploration::changed, this, changed);
    connect(&model, &CurrentModel::changed, this, changed);
}

QString SessionKeeper::restore() {
    QString problem;
    std::optional<Session> session;
    try {
        if (!path_.isEmpty())
            session = loadSession(QFile::encodeName(path_).toStdString());
    } catch (const std::exception& error) {
        problem = keepUnreadable(path_, QString::fromUtf8(error.what()));
    }
    if (session)
        exploration_.restore(session->state);
    const QString modelPath = session ? QString::fromStdString(session->modelPath) : QString();
    // The built-in model first, so that there is something to look at while a large one is read.
    model_.loadBuiltin();
    if (!modelPath.isEmpty() && QFileInfo::exists(modelPath))
        model_.load(modelPath);
    else if (!modelPath.isEmpty())
        problem = tr("The model of the last session is gone: %1. This is the built-in one.")
                      .arg(modelPath);
    return problem;
}

QString SessionKeeper::save() {
    pause_.stop();
    if (path_.isEmpty())
        return {};
    try {
        QDir().mkpath(QFileInfo(path_).absolutePath());
        saveSession(QFile::encodeName(path_).toStdString(),
                    {exploration_.state(), model_.wantedPath().toStdString()});
        return {};
    } catch (const std::exception& error) {
        return QString::fromUtf8(error.what());
    }
}

} // namespace tempera::studio
