// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
QT_END_NAMESPACE

namespace tempera::ui {

/// Where a file goes: its path to type or browse for. Proposes a name until a person has typed one,
/// and keeps the extension right after that too.
class ExportTarget final : public QWidget {
    Q_OBJECT
public:
    explicit ExportTarget(QWidget* parent = nullptr);

    /// In the folder that is named now.
    void propose(const QString& title, const QString& extension);
    void setFolder(const QString& folder);
    QString folder() const;
    /// Absolute, with an extension; empty where no name is typed.
    QString path() const;

Q_SIGNALS:
    void pathChanged();

private:
    void browse();

    QLineEdit* edit_;
    QString extension_;
    bool typed_ = false; ///< the name is a person's
};

} // namespace tempera::ui
