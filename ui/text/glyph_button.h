// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace tempera::ui {

/// A square button with a small drawing in the text's colour: sharp at every scaling, right in
/// every theme, and no icon theme is needed.
class GlyphButton final : public QToolButton {
    Q_OBJECT
public:
    enum class Glyph {
        lock, ///< closed while the button is checked, open otherwise
        dice,
    };
    explicit GlyphButton(Glyph glyph, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Glyph glyph_;
};

} // namespace tempera::ui
