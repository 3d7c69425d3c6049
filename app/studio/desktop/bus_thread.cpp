// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/bus_thread.h"

#include <QThread>

namespace tempera::studio {

namespace {

constexpr unsigned long patienceMilliseconds = 200;

} // namespace

BusThread::BusThread(const QString& name, QObject* worker) : thread_(new QThread) {
    worker->moveToThread(thread_);
    QObject::connect(thread_, &QThread::finished, worker, &QObject::deleteLater);
    thread_->setObjectName(name);
    thread_->start();
}

BusThread::~BusThread() {
    thread_->quit();
    if (thread_->wait(patienceMilliseconds))
        delete thread_;
}

} // namespace tempera::studio
