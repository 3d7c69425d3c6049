// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/loaded_model.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

namespace tempera::studio {

/// The model that the window explores: the built-in one, one of a file (read in the background), or
/// what training published last.
class CurrentModel final : public QObject {
    Q_OBJECT
public:
    explicit CurrentModel(QObject* parent = nullptr);
    /// Waits for a file that is being read.
    ~CurrentModel() override;

    /// Null until the first one is there.
    const ModelHandle& handle() const { return handle_; }
    /// The file that it came from; empty for the built-in one and for weights of a run.
    const QString& path() const { return path_; }
    /// The file that was asked for last: path(), or one that is being read or could not be.
    const QString& wantedPath() const { return wantedPath_; }

    void loadBuiltin();
    /// Reads a `.safetensors` or `.tempera` file; loaded() or failed() follows, unless another
    /// model was asked for meanwhile. It is called by `name`; empty: by the file's.
    void load(const QString& path, const QString& name = {});
    void set(ModelHandle handle, const QString& path = {});

Q_SIGNALS:
    void changed(const tempera::ModelHandle& handle);
    void loadingStarted(const QString& path);
    /// The model that was there before stays.
    void failed(const QString& path, const QString& message);

private:
    ModelHandle handle_;
    QString path_;
    QString wantedPath_;
    quint64 request_ = 0; ///< counts what was asked for, to drop answers that come too late
    /// Of its own: a reading, whose answer looks for this object, must end before it does.
    QThreadPool reading_;
};

/// What stands between two tokens of the model's texts.
QString tokenSeparatorOf(const LoadedModel& model);

} // namespace tempera::studio
