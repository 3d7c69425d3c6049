// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <functional>
#include <vector>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace tempera::ui {

/// A way out of a problem: a button's text, and what it does. The message is closed first.
struct WayOut {
    QString text;
    std::function<void()> take;
};

/// A message about something that went wrong, across the window, until it is closed: nothing is
/// covered and nothing waits for it.
class ProblemBanner final : public QFrame {
    Q_OBJECT
public:
    /// Hidden until there is something to say.
    explicit ProblemBanner(QWidget* parent = nullptr);

    /// In the place of the message before.
    void showMessage(const QString& message, const std::vector<WayOut>& waysOut = {});
    QString message() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void recolor();
    void offer(const WayOut& wayOut);

    QLabel* label_;
    QHBoxLayout* row_;
    std::vector<QPushButton*> buttons_;
};

} // namespace tempera::ui
