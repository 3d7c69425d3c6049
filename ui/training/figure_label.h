// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tempera::ui {

/// A number over its name. Its width is that of `widest`, so that nothing moves while it counts.
class FigureLabel final : public QWidget {
    Q_OBJECT
public:
    FigureLabel(const QString& name, const QString& widest, const QString& toolTip,
                QWidget* parent = nullptr);

    /// Empty: an em dash, for a value that there is none of.
    void setValue(const QString& value);
    QString value() const { return value_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QFont valueFont() const;
    QFont nameFont() const;

    QString name_;
    QString widest_;
    QString value_;
    bool known_ = false;
};

} // namespace tempera::ui
