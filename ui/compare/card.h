// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tempera::ui {

/// A rounded panel on the window's background that can have the keyboard's focus. The current one
/// has a border in the accent colour, the focused one a ring within.
class Card : public QWidget {
    Q_OBJECT
public:
    explicit Card(QWidget* parent = nullptr);

    bool isCurrent() const { return current_; }
    void setCurrent(bool current);
    /// Drawn above its neighbours, as while it is dragged.
    void setLifted(bool lifted);
    /// Space that the border takes from a layout on each side.
    int padding() const;

protected:
    /// True while a part of the card has the keyboard: keys that it leaves aren't meant for the
    /// card.
    bool partHasFocus() const;

    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    bool current_ = false;
    bool lifted_ = false;
};

} // namespace tempera::ui
