// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/download/corpus_download.h"

#include "app/studio/download/download_worker.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <utility>

namespace tempera::studio {

CorpusDownload::CorpusDownload(DownloadSource source, DownloadOptions options, QObject* parent)
    : QObject(parent),
      source_(std::move(source)),
      options_(std::move(options)),
      worker_(new DownloadWorker(source_, options_)) {
    worker_->moveToThread(&thread_);
    connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
    connect(worker_, &DownloadWorker::progressed, this, &CorpusDownload::progressed);
    connect(worker_, &DownloadWorker::verifying, this, &CorpusDownload::verifying);
    connect(worker_, &DownloadWorker::finished, this, [this] {
        running_ = false;
        Q_EMIT finished(path());
    });
    connect(worker_, &DownloadWorker::failed, this, [this](const QString& message) {
        running_ = false;
        Q_EMIT failed(message);
    });
    connect(worker_, &DownloadWorker::cancelled, this, [this] {
        running_ = false;
        Q_EMIT cancelled();
    });
    thread_.setObjectName("download");
    thread_.start();
}

CorpusDownload::~CorpusDownload() {
    stop_.request_stop();
    thread_.quit();
    thread_.wait();
}

QString CorpusDownload::defaultFolder() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
        .filePath("corpora");
}

QString CorpusDownload::path() const {
    return QDir(options_.folder).filePath(source_.fileName);
}

bool CorpusDownload::isPresent() const {
    return QFileInfo(path()).size() == source_.size;
}

qint64 CorpusDownload::partialSize() const {
    return QFileInfo(PartialFile::pathFor(path())).size();
}

void CorpusDownload::start() {
    if (std::exchange(running_, true))
        return;
    stop_ = std::stop_source();
    QMetaObject::invokeMethod(worker_, [this, stop = stop_.get_token()] { worker_->run(stop); });
}

void CorpusDownload::cancel() {
    if (!running_)
        return;
    stop_.request_stop();
    QMetaObject::invokeMethod(worker_, [worker = worker_] { worker->cancel(); });
}

} // namespace tempera::studio
