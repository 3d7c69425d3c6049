// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace tempera::ui {

/// A cross without a frame, in the colour of secondary text.
class CloseButton final : public QToolButton {
    Q_OBJECT
public:
    explicit CloseButton(QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace tempera::ui
