// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace tempera::ui {

/// A message about something that went wrong, across the window, until it is closed: nothing is
/// covered and nothing waits for it.
class ProblemBanner final : public QFrame {
    Q_OBJECT
public:
    /// Hidden until there is something to say.
    explicit ProblemBanner(QWidget* parent = nullptr);

    void showMessage(const QString& message);
    QString message() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void recolor();

    QLabel* label_;
};

} // namespace tempera::ui
