// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/runs/run_library.h"

#include "app/studio/runs/run_names.h"
#include "app/studio/runs/run_record_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QFuture>
#include <QtConcurrent>
#include <algorithm>
#include <exception>
#include <filesystem>
#include <utility>

namespace tempera::studio {

namespace {

using State = RunRecord::State;
using HistoryHandle = std::shared_ptr<const TrainingHistory>;

struct HistoryResult {
    HistoryHandle history;
    QString problem; ///< why there is none
};

std::filesystem::path pathOf(const QString& path) {
    return {QFile::encodeName(path).toStdString()};
}

/// Returns what went wrong; empty if nothing did.
QString save(const QString& file, const RunRecord& record) {
    try {
        saveRunRecord(pathOf(file), record);
        return {};
    } catch (const std::exception& error) {
        return QString::fromUtf8(error.what());
    }
}

HistoryResult read(const QString& file) {
    try {
        return {std::make_shared<const TrainingHistory>(loadTrainingHistory(pathOf(file))), {}};
    } catch (const std::exception& error) {
        return {nullptr, QString::fromUtf8(error.what())};
    }
}

template <typename Entries>
auto* findIn(Entries& entries, const QString& id) {
    const auto found =
        std::ranges::find_if(entries, [&id](const auto& entry) { return entry.record.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

} // namespace

RunLibrary::RunLibrary(QString folder, QObject* parent)
    : QObject(parent), folder_(folder.isEmpty() ? folder : QFileInfo(folder).absoluteFilePath()) {
    qRegisterMetaType<HistoryHandle>();
    disk_.setMaxThreadCount(1);
    readFolder();
}

RunLibrary::~RunLibrary() {
    disk_.waitForDone();
    reading_.waitForDone();
}

void RunLibrary::readFolder() {
    if (folder_.isEmpty())
        return;
    const auto filter = QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks;
    QStringList problems;
    for (const QString& id : QDir(folder_).entryList(filter)) {
        const RunFolder folder(folder_ + "/" + id);
        if (!QFileInfo::exists(folder.recordFile()))
            continue;
        try {
            RunRecord record = loadRunRecord(pathOf(folder.recordFile()));
            record.id = id;
            entries_.push_back({std::move(record), folder});
        } catch (const std::exception& error) {
            problems.append(QString::fromUtf8(error.what()));
        }
    }
    problem_ = problems.join('\n');
}

RunLibrary::Entry* RunLibrary::find(const QString& id) {
    return findIn(entries_, id);
}

const RunLibrary::Entry* RunLibrary::find(const QString& id) const {
    return findIn(entries_, id);
}

RunFolder RunLibrary::newFolder(const RunRecord& record) const {
    QDir().mkpath(folder_);
    const QString stem = folder_ + "/" + runFolderName(record);
    QString path = stem;
    // mkdir itself tells whether the name is free: two programs may begin at the same moment.
    for (int i = 2; !QDir().mkdir(path) && QFileInfo::exists(path); ++i)
        path = stem + "-" + QString::number(i);
    return RunFolder(path);
}

RunRecord RunLibrary::begin(RunRecord wanted) {
    if (!wanted.started.isValid())
        wanted.started = QDateTime::currentDateTimeUtc();
    if (wanted.name.isEmpty())
        wanted.name = runName(wanted);
    wanted.state = State::running;
    Entry entry{std::move(wanted), std::nullopt};
    RunRecord& record = entry.record;
    record.id = runFolderName(record);
    if (!folder_.isEmpty()) {
        const RunFolder folder = newFolder(record);
        if (auto lock = folder.lock()) {
            record.id = QFileInfo(folder.path()).fileName();
            if (record.checkpoint.isEmpty())
                record.checkpoint = folder.checkpointFile();
            locks_[record.id] = std::move(lock);
            entry.folder = folder;
        } else {
            Q_EMIT failed(tr("This run will not be remembered: the folder %1 can't be written.")
                              .arg(folder.path()));
        }
    }
    for (int i = 2; find(record.id) != nullptr; ++i)
        record.id = runFolderName(record) + "-" + QString::number(i);
    entries_.push_back(entry);
    write(entry);
    Q_EMIT changed();
    return entry.record;
}

bool RunLibrary::resume(const QString& id) {
    Entry* const entry = find(id);
    if (entry == nullptr)
        return false;
    if (entry->folder && !locks_.contains(id)) {
        auto lock = entry->folder->lock();
        if (!lock)
            return false;
        locks_[id] = std::move(lock);
    }
    entry->record.state = State::running;
    entry->record.problem.clear();
    write(*entry);
    Q_EMIT changed();
    return true;
}

void RunLibrary::update(const RunRecord& record) {
    Entry* const entry = find(record.id);
    if (entry == nullptr)
        return;
    entry->record = record;
    write(*entry);
    if (record.hasEnded())
        locks_.erase(record.id);
    Q_EMIT changed();
}

void RunLibrary::write(const Entry& entry) {
    if (!entry.folder)
        return;
    QtConcurrent::run(&disk_, save, entry.folder->recordFile(), entry.record)
        .then(this, [this](const QString& problem) { tell(problem); });
}

void RunLibrary::tell(const QString& problem) {
    if (!problem.isEmpty())
        Q_EMIT failed(problem);
}

std::vector<RunRecord> RunLibrary::runs() const {
    std::vector<RunRecord> runs;
    for (const Entry& entry : entries_)
        runs.push_back(entry.record);
    // In one second of one corpus the later one has the greater id.
    std::ranges::sort(runs, [](const RunRecord& left, const RunRecord& right) {
        return std::pair(left.started, left.id) > std::pair(right.started, right.id);
    });
    return runs;
}

std::optional<RunRecord> RunLibrary::run(const QString& id) const {
    const Entry* const entry = find(id);
    return entry == nullptr ? std::nullopt : std::optional(entry->record);
}

std::optional<RunRecord> RunLibrary::interrupted() const {
    for (const RunRecord& record : runs()) {
        if (record.hasEnded() || locks_.contains(record.id))
            continue;
        const Entry* const entry = find(record.id);
        if (entry->folder && QFileInfo(record.checkpoint).isFile() && entry->folder->lock())
            return record;
    }
    return std::nullopt;
}

QString RunLibrary::momentsFolder(const RunRecord& record) const {
    const Entry* const entry = find(record.id);
    return entry != nullptr && entry->folder ? entry->folder->momentsFolder() : QString();
}

quint64 RunLibrary::bytes(const QString& id) const {
    const Entry* const entry = find(id);
    return entry != nullptr && entry->folder ? entry->folder->bytes() : 0;
}

void RunLibrary::loadHistory(const QString& id) {
    const Entry* const entry = find(id);
    if (entry == nullptr || entry->record.checkpoint.isEmpty())
        Q_EMIT failed(tr("This run has no checkpoint that its history could be read from."));
    else
        readHistory(id, entry->record.checkpoint);
}

void RunLibrary::loadHistoryOf(const QString& checkpointFile) {
    const QString path = QFileInfo(checkpointFile).absoluteFilePath();
    const auto listed = std::ranges::find_if(
        entries_, [&path](const Entry& entry) { return entry.record.checkpoint == path; });
    readHistory(listed == entries_.end() ? path : listed->record.id, path);
}

void RunLibrary::readHistory(const QString& id, const QString& checkpointFile) {
    QtConcurrent::run(&reading_, read, checkpointFile)
        .then(this, [this, id, checkpointFile](const HistoryResult& result) {
            if (!result.history) {
                tell(result.problem);
                return;
            }
            if (id == checkpointFile)
                list(checkpointFile, *result.history);
            if (find(id) != nullptr) // it may have been removed meanwhile
                Q_EMIT historyLoaded(id, result.history);
        });
}

void RunLibrary::list(const QString& checkpointFile, const TrainingHistory& history) {
    if (find(checkpointFile) != nullptr)
        return;
    entries_.push_back({recordOfFile(checkpointFile, history), std::nullopt});
    Q_EMIT changed();
}

void RunLibrary::remove(const QString& id) {
    const Entry* const entry = find(id);
    if (entry == nullptr)
        return;
    std::shared_ptr<QLockFile> lock; // while its files go nobody takes the run up
    if (const std::optional<RunFolder> folder = entry->folder) {
        lock = locks_.contains(id) ? nullptr : folder->lock();
        if (!lock) {
            Q_EMIT failed(
                tr("%1 is in training: stop it before you remove it.").arg(entry->record.name));
            return;
        }
        QtConcurrent::run(&disk_, [folder, lock] {
            return folder->remove(*lock);
        }).then(this, [this, folder](bool removed) {
            if (!removed)
                Q_EMIT failed(tr("%1 could not be removed completely.").arg(folder->path()));
        });
    }
    std::erase_if(entries_, [&id](const Entry& each) { return each.record.id == id; });
    Q_EMIT changed();
}

} // namespace tempera::studio
