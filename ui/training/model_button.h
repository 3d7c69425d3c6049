// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace tempera::ui {

/// Which model is in use: its name over a line that describes it. What doesn't fit is elided.
class ModelButton final : public QAbstractButton {
    Q_OBJECT
public:
    explicit ModelButton(QWidget* parent = nullptr);

    /// An empty name: there is no model.
    void setModel(const QString& name, const QString& description, const QString& details);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QFont nameFont() const;
    QFont descriptionFont() const;
    int textHeight() const;
    QRect textArea() const;

    QString description_;
};

} // namespace tempera::ui
