// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

namespace tempera::ui {

/// A picture in the middle, as large as there is room for but never enlarged.
class PictureView final : public QWidget {
    Q_OBJECT
public:
    explicit PictureView(QWidget* parent = nullptr);

    /// Shown in `size` device-independent pixels where there is room.
    void setPicture(const QImage& picture, QSize size);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QRect targetRectangle() const;

    QImage picture_;
    QImage scaled_; ///< as it was shown last
    QSize size_;
};

} // namespace tempera::ui
