// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>

namespace tempera::ui {

void copyToClipboard(const QByteArray& bytes, ExportFormat format) {
    auto* data = new QMimeData;
    switch (format) {
    case ExportFormat::png:
        data->setImageData(QImage::fromData(bytes, "PNG"));
        break;
    case ExportFormat::svg:
        data->setData("image/svg+xml", bytes);
        data->setText(QString::fromUtf8(bytes));
        break;
    case ExportFormat::pdf:
        data->setData("application/pdf", bytes);
        break;
    case ExportFormat::html:
        data->setHtml(QString::fromUtf8(bytes));
        data->setText(QString::fromUtf8(bytes));
        break;
    default:
        data->setText(QString::fromUtf8(bytes));
    }
    QGuiApplication::clipboard()->setMimeData(data);
}

} // namespace tempera::ui
