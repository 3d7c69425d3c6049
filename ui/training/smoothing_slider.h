// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QSlider;
QT_END_NAMESPACE

namespace tempera::ui {

/// Over how many steps the loss is smoothed, from 1 to 1,000: a logarithmic handle with its name
/// and value.
class SmoothingSlider final : public QWidget {
    Q_OBJECT
public:
    explicit SmoothingSlider(QWidget* parent = nullptr);

    /// In steps.
    int window() const;

Q_SIGNALS:
    void windowChanged(int window);

private:
    void showValue();

    QSlider* slider_;
    QLabel* value_;
};

/// The window at a place of the handle, 0 to 60: 20 places a decade, rounded to whole steps.
int smoothingWindow(int place);

} // namespace tempera::ui
