// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/corpus/corpus_reading.h"

#include "core/system/error.h"
#include "core/text/builtin_corpus.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPromise>
#include <QtConcurrent>
#include <exception>
#include <filesystem>
#include <new>
#include <utility>

namespace tempera::studio {

namespace {

constexpr int progressSteps = 1'000;

QString nameOf(const QString& path) {
    if (path.isEmpty())
        return CorpusReading::tr("Built-in reviews");
    const QString name = QFileInfo(QDir::cleanPath(path)).fileName();
    return name.isEmpty() ? path : name;
}

TokenizedCorpus readTokens(const CorpusSource& source, const Progress& progress) {
    if (source.path.isEmpty())
        return readBuiltinCorpus(source.standardization);
    const std::filesystem::path path(QFile::encodeName(source.path).toStdString());
    return TokenizedCorpus::read(path, source.options, source.standardization, progress);
}

/// `report` of a Progress, for a promise, which thins it out.
auto reportTo(QPromise<CorpusReadingResult>& promise) {
    return [&promise](double fraction) {
        promise.setProgressValue(static_cast<int>(fraction * progressSteps));
    };
}

} // namespace

CorpusReadingResult readOverview(const CorpusSource& source, const Progress& progress) {
    try {
        auto corpus = std::make_shared<const TokenizedCorpus>(readTokens(source, progress));
        CorpusStatistics statistics(*corpus, progress.stop);
        auto overview = std::make_shared<const ui::CorpusOverview>(
            ui::CorpusOverview{nameOf(source.path), source.path, source.standardization,
                               std::move(corpus), std::move(statistics)});
        return {std::move(overview)};
    } catch (const Cancelled&) {
        return {};
    } catch (const std::bad_alloc&) {
        return {nullptr,
                CorpusReading::tr("%1: there is not enough memory for this corpus. Close other "
                                  "programs, or open a part of it.")
                    .arg(nameOf(source.path))};
    } catch (const MissingColumnError& error) {
        QStringList columns;
        for (const std::string& column : error.columns())
            columns.append(QString::fromStdString(column));
        return {nullptr, QString::fromUtf8(error.what()), columns};
    } catch (const std::exception& error) {
        return {nullptr, QString::fromUtf8(error.what())};
    }
}

CorpusReading::CorpusReading(CorpusSource source, QObject* parent)
    : QObject(parent), source_(std::move(source)) {
    using Watcher = QFutureWatcher<CorpusReadingResult>;
    connect(&watcher_, &Watcher::progressValueChanged, this,
            [this](int value) { Q_EMIT progressed(static_cast<double>(value) / progressSteps); });
    connect(&watcher_, &Watcher::finished, this, [this] { Q_EMIT ended(watcher_.result()); });
    const auto work = [source = source_,
                       stop = stop_.get_token()](QPromise<CorpusReadingResult>& promise) {
        promise.setProgressRange(0, progressSteps);
        promise.addResult(readOverview(source, {reportTo(promise), stop}));
    };
    watcher_.setFuture(QtConcurrent::run(work));
}

CorpusReading::~CorpusReading() {
    watcher_.disconnect(this);
    cancel();
    watcher_.waitForFinished();
}

} // namespace tempera::studio
