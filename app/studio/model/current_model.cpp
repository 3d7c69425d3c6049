// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/model/current_model.h"

#include "core/model/builtin_model.h"

#include <QFileInfo>
#include <QFuture>
#include <QtConcurrent>
#include <exception>
#include <filesystem>
#include <utility>

namespace tempera::studio {

namespace {

struct LoadResult {
    ModelHandle model;
    QString problem; ///< why there is no model
};

LoadResult read(const QString& path, const QString& wantedName) {
    try {
        const auto name =
            (wantedName.isEmpty() ? QFileInfo(path).fileName() : wantedName).toStdString();
        const std::filesystem::path file(QFile::encodeName(path).toStdString());
        auto model = std::make_shared<const LoadedModel>(loadModel(file), name);
        model->hash(); // here, where nobody waits for it
        return {std::move(model), {}};
    } catch (const std::exception& error) {
        return {nullptr, QString::fromUtf8(error.what())};
    }
}

} // namespace

CurrentModel::CurrentModel(QObject* parent) : QObject(parent) {}

CurrentModel::~CurrentModel() {
    reading_.waitForDone();
}

void CurrentModel::loadBuiltin() {
    set(loadBuiltinModel());
}

void CurrentModel::load(const QString& path, const QString& name) {
    const quint64 request = ++request_;
    wantedPath_ = path;
    Q_EMIT loadingStarted(path);
    QtConcurrent::run(&reading_, read, path, name)
        .then(this, [this, path, request](const LoadResult& result) {
            if (request != request_)
                return;
            if (result.model)
                set(result.model, path);
            else
                Q_EMIT failed(path, result.problem);
        });
}

QString tokenSeparatorOf(const LoadedModel& model) {
    const std::string_view separator = tokenSeparator(model.tokenizer().standardization);
    return QString::fromUtf8(separator.data(), static_cast<qsizetype>(separator.size()));
}

void CurrentModel::set(ModelHandle handle, const QString& path) {
    ++request_;
    handle_ = std::move(handle);
    path_ = wantedPath_ = path;
    Q_EMIT changed(handle_);
}

} // namespace tempera::studio
