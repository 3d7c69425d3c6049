// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tempera::ui {

/// The outline of an input field that stands on a page of the field's own colour, where the style's
/// outline can't be seen in dark themes. Takes a field without a frame; strong while it has the
/// focus.
class FieldFrame final : public QWidget {
    Q_OBJECT
public:
    /// Becomes the field's parent.
    explicit FieldFrame(QWidget* field, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* field_;
};

} // namespace tempera::ui
