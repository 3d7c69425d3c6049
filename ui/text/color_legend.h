// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/token_coloring.h"

#include <QWidget>

namespace tempera::ui {

/// The scale of a colouring in one line: its name, the low end, the colours, the high end with the
/// unit. Not to be shown where the colouring is none.
class ColorLegend final : public QWidget {
    Q_OBJECT
public:
    explicit ColorLegend(QWidget* parent = nullptr);

    void setScale(const TokenScale& scale);
    const TokenScale& scale() const { return scale_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int textWidth(const QString& text) const;
    int barWidth() const;
    int space() const;

    TokenScale scale_;
};

} // namespace tempera::ui
