// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/export_choice.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTextBrowser;
QT_END_NAMESPACE

namespace tempera::ui {

class PictureView;

/// Shows what a file would hold: text as it is, a page as a browser shows it, a chart as a picture.
/// Below it the file's size, and that it is cut where it is long.
class ExportPreview final : public QWidget {
    Q_OBJECT
public:
    explicit ExportPreview(QWidget* parent = nullptr);

    /// `chart` is what the bytes of png, svg and pdf show.
    void show(const QByteArray& bytes, ExportFormat format, const Chart* chart);
    /// Where there is nothing: why.
    void showNothing(const QString& reason);

private:
    void showText(const QByteArray& bytes, bool wrapped);
    void showPage(const QByteArray& bytes);
    void showChart(const QByteArray& bytes, ExportFormat format, const Chart& chart);
    void tellSize(const QByteArray& bytes, bool cut);

    QStackedWidget* pages_;
    QPlainTextEdit* text_;
    QTextBrowser* page_;
    PictureView* picture_;
    QLabel* nothing_;
    QLabel* note_;
};

} // namespace tempera::ui
