// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tempera::ui {

/// How much of something that there is a thing takes.
class MeterBar final : public QWidget {
    Q_OBJECT
public:
    explicit MeterBar(QWidget* parent = nullptr);

    /// From 0; above 1 it doesn't fit and is drawn full, in the colour of warnings.
    void setFraction(double fraction);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double fraction_ = 0.0;
};

} // namespace tempera::ui
