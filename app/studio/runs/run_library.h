// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/runs/run_folder.h"
#include "app/studio/runs/run_record.h"
#include "core/training/training_history_file.h"

#include <QObject>
#include <QThreadPool>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace tempera::studio {

/// The runs of this person, on disk, so that they can be compared, and one that was killed can go
/// on. Nothing here waits for the disk but the beginning of a run: records are written, histories
/// read and runs removed in the background.
class RunLibrary final : public QObject {
    Q_OBJECT
public:
    /// Reads the records in `folder`, which need not exist. Empty: keeps nothing on disk.
    explicit RunLibrary(QString folder, QObject* parent = nullptr);
    /// Waits until the records are written and for a history that is being read.
    ~RunLibrary() override;

    /// Makes a run of what is wanted: gives it an id, a folder with its record and, where none is
    /// wanted, a place for its checkpoint; a name and a time where there are none. It counts as
    /// trained by this process until update() says that it has ended. Where no folder can be made,
    /// failed() tells it and the run is listed for this session alone.
    RunRecord begin(RunRecord wanted);
    /// Takes the run up again: running, and trained by this process. False where another process
    /// trains it or there is no such run.
    bool resume(const QString& id);
    /// Replaces the record of a run that was begun. Cheap, but a write each time: for saves and
    /// changes of its state, not for every report.
    void update(const RunRecord& record);

    /// Newest first, with the files of loadHistoryOf().
    std::vector<RunRecord> runs() const;
    std::optional<RunRecord> run(const QString& id) const;
    /// What was skipped when the library was read, for a person; empty if nothing was.
    const QString& problem() const { return problem_; }
    /// The newest run that has not ended, that no living process trains, and whose checkpoint is
    /// there to go on from.
    std::optional<RunRecord> interrupted() const;
    /// Where the run's weights over time belong; empty for a run without a folder.
    QString momentsFolder(const RunRecord& record) const;
    /// On disk, in the run's folder.
    quint64 bytes(const QString& id) const;

    /// Reads a run's history out of its checkpoint: historyLoaded() or failed() follows.
    void loadHistory(const QString& id);
    /// The same of a `.tempera` from anywhere, which is listed for this session then; its id is
    /// its absolute path. One of a listed run is that run's.
    void loadHistoryOf(const QString& checkpointFile);
    /// Forgets the run and removes its folder with record, moments, and the checkpoint if it lies
    /// there; never anything else. Refused with failed() while it is trained.
    void remove(const QString& id);

Q_SIGNALS:
    /// runs() has.
    void changed();
    void historyLoaded(const QString& id,
                       const std::shared_ptr<const tempera::TrainingHistory>& history);
    /// For a person.
    void failed(const QString& message);

private:
    struct Entry {
        RunRecord record;
        std::optional<RunFolder> folder; ///< none: of this session alone
    };

    void readFolder();
    Entry* find(const QString& id);
    const Entry* find(const QString& id) const;
    RunFolder newFolder(const RunRecord& record) const;
    void write(const Entry& entry);
    void tell(const QString& problem);
    void readHistory(const QString& id, const QString& checkpointFile);
    void list(const QString& checkpointFile, const TrainingHistory& history);

    QString folder_;
    QString problem_;
    std::vector<Entry> entries_;
    std::map<QString, std::unique_ptr<QLockFile>> locks_; ///< of what this process trains, by id
    QThreadPool disk_; ///< of one thread: writes keep their order
    /// Of its own: a reading, whose answer looks for this object, must end before it does.
    QThreadPool reading_;
};

} // namespace tempera::studio

Q_DECLARE_METATYPE(std::shared_ptr<const tempera::TrainingHistory>)
