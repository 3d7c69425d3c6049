// SPDX-License-Identifier: GPL-3.0-or-later
// Earlier runs in the Training tab: overlaid, compared, opened, gone on with.
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "core/export/training_history_export.h"
#include "core/system/atomic_file.h"
#include "core/system/error.h"
#include "core/training/settings_differences.h"
#include "ui/setup/setting_labels.h"
#include "ui/training/training_panel.h"

#include <QFile>
#include <QFileDialog>
#include <QLocale>
#include <QMessageBox>

namespace tempera::studio {

namespace {

/// What the panel shows of the library, in the order of runs().
class EarlierRuns final : public QObject {
public:
    explicit EarlierRuns(Studio& studio) : QObject(&studio), studio_(studio) {}

    void show(const QString& id, bool shown) {
        if (!shown)
            shown_.remove(id);
        else if (histories_.contains(id))
            shown_.insert(id);
        else
            studio_.runs().loadHistory(id); // shown when it is there
        refresh();
    }

    void take(const QString& id, const std::shared_ptr<const TrainingHistory>& history) {
        histories_.insert(id, history);
        shown_.insert(id);
        refresh();
    }

    /// A run that went on has another history than before.
    void forget(const QString& id) {
        histories_.remove(id);
        if (shown_.contains(id))
            studio_.runs().loadHistory(id);
        refresh();
    }

    void refresh() {
        std::vector<ui::EarlierRun> runs;
        for (const RunRecord& record : studio_.runs().runs())
            if (!isUnderWay(record))
                runs.push_back(describe(record));
        studio_.window().training().setEarlierRuns(std::move(runs));
    }

private:
    bool isUnderWay(const RunRecord& record) const {
        return studio_.training().isRunning() && record.id == studio_.runKeeper().current().id;
    }

    ui::EarlierRun describe(const RunRecord& record) const {
        ui::EarlierRun run;
        run.id = record.id;
        run.name = record.name;
        run.summary = summaryOf(record);
        run.shown = shown_.contains(record.id);
        if (const auto history = histories_.value(record.id))
            run.history = {history, &history->progress}; // shares its ownership
        for (const SettingDifference& difference :
             settingsDifferences(comparedSettings(), record.settings))
            run.differences.push_back({ui::settingLabel(difference.key),
                                       QString::fromStdString(difference.here),
                                       QString::fromStdString(difference.there)});
        return run;
    }

    /// Of a run that is not under way here: one that has not ended was cut off.
    static QString stateText(RunRecord::State state) {
        switch (state) {
        case RunRecord::State::finished:
            return Studio::tr("finished");
        case RunRecord::State::stopped:
            return Studio::tr("stopped");
        case RunRecord::State::failed:
            return Studio::tr("failed");
        case RunRecord::State::running:
        case RunRecord::State::paused:
            break;
        }
        return Studio::tr("interrupted");
    }

    static QString summaryOf(const RunRecord& record) {
        QStringList parts{stateText(record.state),
                          Studio::tr("%1 steps").arg(QLocale().toString(record.step))};
        if (record.validationLoss)
            parts.append(Studio::tr("validation %1")
                             .arg(QLocale().toString(*record.validationLoss, 'f', 2)));
        return parts.join(QStringLiteral(" · "));
    }

    /// Of the run under way or, where there was none, of the one that is planned.
    const TrainingSettings& comparedSettings() const {
        return studio_.training().runStart().stepsPerEpoch > 0
                   ? studio_.training().runStart().settings
                   : studio_.setup().plan().settings;
    }

    Studio& studio_;
    QHash<QString, std::shared_ptr<const TrainingHistory>> histories_;
    QSet<QString> shown_;
};

/// Its model, and its past where that doesn't take the place of the one that is being written.
void openRun(Studio& studio, const RunRecord& run) {
    studio.runKeeper().open(run);
    studio.model().load(run.checkpoint, run.name);
}

void removeRun(Studio& studio, const QString& id) {
    const auto record = studio.runs().run(id);
    if (!record)
        return;
    const auto answer = QMessageBox::question(
        &studio.window(), Studio::tr("Remove a Run"),
        Studio::tr("Remove %1 with its checkpoint and the weights of its time machine (%2)? "
                   "This can't be undone.")
            .arg(record->name,
                 QLocale().formattedDataSize(static_cast<qint64>(studio.runs().bytes(id)))));
    if (answer == QMessageBox::Yes)
        studio.runs().remove(id);
}

void exportHistory(Studio& studio) {
    QString path = QFileDialog::getSaveFileName(&studio.window(), Studio::tr("Export the History"),
                                                QStringLiteral("training-history.csv"),
                                                Studio::tr("Table (*.csv)"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(QStringLiteral(".csv")))
        path += QStringLiteral(".csv");
    try {
        AtomicFile file(QFile::encodeName(path).toStdString());
        file.write(formatTrainingHistory(studio.window().training().records()));
        file.commit();
        studio.window().notify(Studio::tr("Saved %1").arg(path));
    } catch (const Error& error) {
        studio.window().showProblem(QString::fromUtf8(error.what()));
    }
}

void addRun(Studio& studio) {
    const QString path =
        QFileDialog::getOpenFileName(&studio.window(), Studio::tr("Compare with a Run"), {},
                                     Studio::tr("Checkpoint (*.tempera)"));
    if (!path.isEmpty())
        studio.runs().loadHistoryOf(path);
}

void connectPanel(Studio& studio, ui::TrainingPanel& panel) {
    QObject::connect(&panel, &ui::TrainingPanel::earlierRunOpened, &studio,
                     [&studio](const QString& id) {
                         if (const auto record = studio.runs().run(id))
                             openRun(studio, *record);
                     });
    QObject::connect(&panel, &ui::TrainingPanel::earlierRunResumed, &studio,
                     [&studio](const QString& id) {
                         if (const auto record = studio.runs().run(id))
                             goOnWith(studio, *record);
                     });
    QObject::connect(&panel, &ui::TrainingPanel::earlierRunRemoved, &studio,
                     [&studio](const QString& id) { removeRun(studio, id); });
    QObject::connect(&panel, &ui::TrainingPanel::addRunRequested, &studio,
                     [&studio] { addRun(studio); });
    QObject::connect(&panel, &ui::TrainingPanel::historyExportRequested, &studio,
                     [&studio] { exportHistory(studio); });
}

} // namespace

void wireRuns(Studio& studio) {
    auto* const earlier = new EarlierRuns(studio);
    ui::TrainingPanel& panel = studio.window().training();
    const auto refresh = [earlier] { earlier->refresh(); };
    QObject::connect(&studio.runs(), &RunLibrary::changed, earlier, refresh);
    QObject::connect(&studio.runs(), &RunLibrary::historyLoaded, earlier, &EarlierRuns::take);
    QObject::connect(&studio.runs(), &RunLibrary::failed, &studio,
                     [&studio](const QString& message) { studio.window().showProblem(message); });
    QObject::connect(&studio.training(), &TrainingController::started, earlier, refresh);
    QObject::connect(&studio.training(), &TrainingController::prepared, earlier, refresh);
    QObject::connect(&studio.training(), &TrainingController::ended, earlier,
                     [earlier, &studio] { earlier->forget(studio.runKeeper().current().id); });
    QObject::connect(&studio.setup(), &TrainingSetup::changed, earlier, refresh);
    QObject::connect(&panel, &ui::TrainingPanel::earlierRunToggled, earlier, &EarlierRuns::show);
    connectPanel(studio, panel);
    earlier->refresh();
}

} // namespace tempera::studio
