// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus_reader.h"
#include "ui/corpus/corpus_overview.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QString>
#include <QStringList>
#include <stop_token>

namespace tempera::studio {

/// What is to be read.
struct CorpusSource {
    QString path; ///< empty: the built-in reviews
    CorpusOptions options;
    Standardization standardization = Standardization::book;
};

/// How a reading ended: with an overview, with a message, or cancelled (neither).
struct CorpusReadingResult {
    ui::SharedOverview overview = {};
    QString problem = {};
    QStringList columns = {}; ///< of a table that lacks the one wanted: those there are
};

/// Reads and counts on the calling thread. Never throws.
CorpusReadingResult readOverview(const CorpusSource& source, const Progress& progress);

/// One reading in the background, from its construction to ended(). Its destructor cancels and
/// waits.
class CorpusReading final : public QObject {
    Q_OBJECT
public:
    explicit CorpusReading(CorpusSource source, QObject* parent);
    ~CorpusReading() override;

    const CorpusSource& source() const { return source_; }
    /// Asks it to end soon; ended() follows.
    void cancel() { stop_.request_stop(); }

Q_SIGNALS:
    /// In [0, 1], at most some 25 times a second.
    void progressed(double fraction);
    void ended(const tempera::studio::CorpusReadingResult& result);

private:
    CorpusSource source_;
    std::stop_source stop_;
    QFutureWatcher<CorpusReadingResult> watcher_;
};

} // namespace tempera::studio
