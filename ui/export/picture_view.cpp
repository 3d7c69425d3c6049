// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/picture_view.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace tempera::ui {

PictureView::PictureView(QWidget* parent) : QWidget(parent) {}

void PictureView::setPicture(const QImage& picture, QSize size) {
    picture_ = picture;
    picture_.setDevicePixelRatio(1.0);
    scaled_ = {};
    size_ = size;
    update();
}

QRect PictureView::targetRectangle() const {
    const int margin = fontMetrics().height();
    const QRect room = rect().adjusted(margin, margin, -margin, -margin);
    QSize size = size_;
    if (size.width() > room.width() || size.height() > room.height())
        size.scale(room.size(), Qt::KeepAspectRatio);
    QRect target(QPoint(), size);
    target.moveCenter(rect().center());
    return target;
}

void PictureView::paintEvent(QPaintEvent*) {
    const QRect target = targetRectangle();
    const QSize pixels = (QSizeF(target.size()) * devicePixelRatioF()).toSize();
    if (picture_.isNull() || pixels.isEmpty())
        return;
    // Scaled once and well: drawImage() takes single pixels where it shrinks much.
    if (scaled_.size() != pixels)
        scaled_ = picture_.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QPainter painter(this);
    painter.drawImage(target, scaled_);
    painter.setPen(themeColors(palette()).cardBorder);
    painter.drawRect(target.adjusted(-1, -1, 0, 0));
}

} // namespace tempera::ui
