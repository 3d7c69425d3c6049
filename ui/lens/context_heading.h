// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tempera::ui {

/// "Next token after “… it for the”": as much of the context's end as there is room for.
class ContextHeading final : public QWidget {
    Q_OBJECT
public:
    explicit ContextHeading(QWidget* parent = nullptr);

    void setContext(const QString& context);
    /// The whole of it.
    QString text() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString textFor(int width) const;

    QString context_;
};

} // namespace tempera::ui
