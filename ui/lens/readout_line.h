// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tempera::ui {

/// A number in bold and what it is: "2.15 bits entropy". Cut with "…" where there is no room.
class ReadoutLine final : public QWidget {
    Q_OBJECT
public:
    /// `explanation` is the tooltip: one sentence on the term.
    ReadoutLine(const QString& explanation, QWidget* parent);

    void setText(const QString& value, const QString& caption);
    /// Both together, as screen readers say it.
    QString text() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString value_;
    QString caption_;
};

} // namespace tempera::ui
