// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_preview.h"

#include "ui/charts/chart_file.h"
#include "ui/export/picture_view.h"
#include "ui/theme/theme.h"

#include <QtSvg>
#include <QtWidgets>

namespace tempera::ui {

namespace {

constexpr qsizetype longestPreview = 24 * 1024; // bytes: laid out in a few milliseconds

/// Up to a whole line, or at least a whole character.
QByteArray beginningOf(const QByteArray& text, const QByteArray& end) {
    if (text.size() <= longestPreview)
        return text;
    const qsizetype last = text.lastIndexOf(end, longestPreview);
    if (last > 0)
        return text.left(last + end.size());
    qsizetype cut = longestPreview;
    while (cut > 0 && (text.at(cut) & 0xC0) == 0x80) // in the middle of a UTF-8 sequence
        --cut;
    return text.left(cut);
}

/// QSvgRenderer draws the file's own bytes.
QImage drawnSvg(const QByteArray& bytes, QSize size, double ratio) {
    QImage image((QSizeF(size) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    QSvgRenderer(bytes).render(&painter);
    return image;
}

} // namespace

ExportPreview::ExportPreview(QWidget* parent)
    : QWidget(parent),
      pages_(new QStackedWidget(this)),
      text_(new QPlainTextEdit(this)),
      page_(new QTextBrowser(this)),
      picture_(new PictureView(this)),
      nothing_(new QLabel(this)),
      note_(new QLabel(this)) {
    text_->setReadOnly(true);
    text_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    page_->setOpenLinks(false);
    nothing_->setAlignment(Qt::AlignCenter);
    nothing_->setWordWrap(true);
    note_->setWordWrap(true);
    for (QWidget* page : {static_cast<QWidget*>(text_), static_cast<QWidget*>(page_),
                          static_cast<QWidget*>(picture_), static_cast<QWidget*>(nothing_)}) {
        page->setAccessibleName(tr("Preview"));
        page->setToolTip(tr("What the file will hold"));
        pages_->addWidget(page);
    }
    // A page is light whatever the theme; so is the paper around its words.
    QPalette paper;
    paper.setColor(QPalette::Base, lightPalette().color(QPalette::Base));
    paper.setColor(QPalette::Text, lightPalette().color(QPalette::Text));
    page_->setPalette(paper);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_, 1);
    layout->addWidget(note_);
}

void ExportPreview::show(const QByteArray& bytes, ExportFormat format, const Chart* chart) {
    const bool isPicture =
        format == ExportFormat::png || format == ExportFormat::svg || format == ExportFormat::pdf;
    if (isPicture && chart != nullptr)
        showChart(bytes, format, *chart);
    else if (format == ExportFormat::html)
        showPage(bytes);
    else
        showText(bytes, format != ExportFormat::csv);
}

void ExportPreview::showNothing(const QString& reason) {
    nothing_->setText(reason);
    pages_->setCurrentWidget(nothing_);
    note_->clear();
}

void ExportPreview::showText(const QByteArray& bytes, bool wrapped) {
    text_->setLineWrapMode(wrapped ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    const QByteArray shown = beginningOf(bytes, "\n");
    text_->setPlainText(QString::fromUtf8(shown));
    pages_->setCurrentWidget(text_);
    tellSize(bytes, shown.size() < bytes.size());
}

void ExportPreview::showPage(const QByteArray& bytes) {
    // Qt knows no media queries, and drops a style sheet that has one: the page's is in two parts.
    const QByteArray shown = beginningOf(bytes, "</span>");
    page_->setHtml(QString::fromUtf8(shown));
    pages_->setCurrentWidget(page_);
    tellSize(bytes, shown.size() < bytes.size());
}

void ExportPreview::showChart(const QByteArray& bytes, ExportFormat format, const Chart& chart) {
    const double ratio = devicePixelRatioF();
    QImage picture;
    if (format == ExportFormat::png)
        picture = QImage::fromData(bytes, "PNG");
    else if (format == ExportFormat::svg)
        picture = drawnSvg(bytes, pictureSize(chart), ratio);
    else
        picture = chartImage(chart, ratio);
    picture_->setPicture(picture, pictureSize(chart));
    pages_->setCurrentWidget(picture_);
    tellSize(bytes, false);
    if (format == ExportFormat::png)
        note_->setText(tr("%1 \u00D7 %2 pixels, %3")
                           .arg(QLocale().toString(picture.width()),
                                QLocale().toString(picture.height()), note_->text()));
}

void ExportPreview::tellSize(const QByteArray& bytes, bool cut) {
    const QString size = QLocale().formattedDataSize(bytes.size());
    note_->setText(cut ? tr("%1; the preview shows the beginning").arg(size) : size);
}

} // namespace tempera::ui
