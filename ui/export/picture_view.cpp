// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/picture_view.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace tempera::ui {

PictureView::PictureView(QWidget* parent) : QWidget(parent) {}

void PictureView::setPicture(const QImage& picture, QSize size) {
    picture_ = picture;
    picture_.setDevicePixelRatio(1.0);
    size_ = size;
    update();
}

void PictureView::paintEvent(QPaintEvent*) {
    if (picture_.isNull())
        return;
    const int margin = fontMetrics().height();
    const QRect room = rect().adjusted(margin, margin, -margin, -margin);
    QSize size = size_;
    if (size.width() > room.width() || size.height() > room.height())
        size.scale(room.size(), Qt::KeepAspectRatio);
    QRect target(QPoint(), size);
    target.moveCenter(rect().center());
    QPainter painter(this);
    // Scaled once and well: drawImage() takes single pixels where it shrinks much.
    const QSize pixels = (QSizeF(size) * devicePixelRatioF()).toSize();
    const QImage shown = picture_.size() == pixels ? picture_
                                                   : picture_.scaled(pixels, Qt::IgnoreAspectRatio,
                                                                     Qt::SmoothTransformation);
    painter.drawImage(target, shown);
    painter.setPen(themeColors(palette()).cardBorder);
    painter.drawRect(target.adjusted(-1, -1, 0, 0));
}

} // namespace tempera::ui
