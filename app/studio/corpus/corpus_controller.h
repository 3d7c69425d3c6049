// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/corpus/corpus_reading.h"

#include <QObject>
#include <QString>
#include <memory>

namespace tempera::studio {

/// The corpus that the window looks at and trains on, read in the background. What was opened last
/// counts: a reading that it replaces is cancelled and its answer dropped.
class CorpusController final : public QObject {
    Q_OBJECT
public:
    explicit CorpusController(QObject* parent = nullptr);

    /// Reads what lies at `path` (empty: the built-in reviews) with the current standardization.
    /// One of opened, failed, cancelled follows, unless something else is opened meanwhile.
    void open(const QString& path, const CorpusOptions& options = {});
    /// Reads what is open, or being opened, again where that differs; the overview before stays
    /// until then. To go back to the one that is read already just ends the reading.
    void setStandardization(Standardization standardization);
    /// The same for what a document of a plain text is.
    void setUnit(DocumentUnit unit);
    /// Ends a reading; what was open before stays, with its standardization.
    void cancel();
    bool isReading() const { return reading_ != nullptr; }

    /// Null before the first corpus is there.
    const ui::SharedOverview& overview() const { return overview_; }
    std::shared_ptr<const TokenizedCorpus> corpus() const;
    /// Of what is open; empty: the built-in reviews, or nothing yet.
    QString path() const { return opened_.path; }
    /// That what is open was read with.
    const CorpusOptions& options() const { return opened_.options; }
    /// Of what is being read, or was asked for last.
    QString wantedPath() const { return wanted_.path; }
    /// What a document is in the next reading.
    DocumentUnit unit() const { return wanted_.options.unit; }
    /// That the next reading is done with: the one wanted, not always that of overview().
    Standardization standardization() const { return wanted_.standardization; }

Q_SIGNALS:
    void readingStarted(const QString& path);
    /// In [0, 1].
    void progressed(double fraction);
    /// overview() is a new one.
    void opened();
    /// The corpus that was open before stays; its standardization is wanted again.
    void failed(const QString& message);
    /// After failed(), where a table lacks the column wanted: opened with another one of these, it
    /// may do.
    void columnNeeded(const QString& path, const QStringList& columns);
    void cancelled();

private:
    void readAgain(const CorpusSource& source);
    void start(const CorpusSource& source);
    void end(CorpusReading* reading, const CorpusReadingResult& result);
    void abandon();
    void goBack();

    CorpusSource opened_; ///< of overview_
    CorpusSource wanted_; ///< what was asked for last
    ui::SharedOverview overview_;
    CorpusReading* reading_ = nullptr; ///< the one whose answer counts
    bool again_ = false;               ///< it reads what is open, standardized otherwise
};

} // namespace tempera::studio
