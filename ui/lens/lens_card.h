// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace tempera::ui {

/// A panel with rounded corners that stands on the window's background.
class LensCard final : public QFrame {
    Q_OBJECT
public:
    explicit LensCard(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace tempera::ui
