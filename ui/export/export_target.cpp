// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_target.h"

#include "ui/charts/chart_file.h"

#include <QtWidgets>

namespace tempera::ui {

ExportTarget::ExportTarget(QWidget* parent) : QWidget(parent), edit_(new QLineEdit(this)) {
    edit_->setObjectName("path");
    edit_->setAccessibleName(tr("File"));
    edit_->setToolTip(tr("The file that is written"));
    edit_->setText(QDir::home().filePath(QString()));
    auto* browseButton = new QPushButton(tr("&Browse..."), this);
    browseButton->setToolTip(tr("Choose a folder and a name"));
    browseButton->setAutoDefault(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(edit_, 1);
    layout->addWidget(browseButton);
    setFocusProxy(edit_);
    connect(edit_, &QLineEdit::textEdited, this, [this] { typed_ = true; });
    connect(edit_, &QLineEdit::textChanged, this, &ExportTarget::pathChanged);
    connect(browseButton, &QPushButton::clicked, this, &ExportTarget::browse);
}

void ExportTarget::propose(const QString& title, const QString& extension) {
    const QFileInfo present(path());
    extension_ = extension;
    const QString name = typed_ && !present.completeBaseName().isEmpty()
                             ? present.completeBaseName() + '.' + extension
                             : fileNameFor(title, extension);
    edit_->setText(QDir::toNativeSeparators(QDir(folder()).filePath(name)));
}

void ExportTarget::setFolder(const QString& folder) {
    const QString name = QFileInfo(edit_->text()).fileName();
    edit_->setText(QDir::toNativeSeparators(QDir(folder).filePath(name)));
}

QString ExportTarget::folder() const {
    return QFileInfo(QDir::home(), edit_->text()).absolutePath();
}

QString ExportTarget::path() const {
    QString typed = edit_->text().trimmed();
    if (typed.startsWith("~/"))
        typed = QDir::home().filePath(typed.mid(2));
    const QFileInfo file(QDir::home(), typed);
    if (typed.isEmpty() || file.fileName().isEmpty())
        return {};
    const bool complete = !file.suffix().isEmpty() || extension_.isEmpty() || file.isDir();
    return file.absoluteFilePath() + (complete ? QString() : '.' + extension_);
}

void ExportTarget::browse() {
    auto* dialog = new QFileDialog(this, tr("Export To"), path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(QString("*.%1").arg(extension_));
    dialog->setDefaultSuffix(extension_);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // it is asked when the file is written
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& chosen) {
        typed_ = true;
        edit_->setText(QDir::toNativeSeparators(chosen));
    });
    dialog->open();
}

} // namespace tempera::ui
