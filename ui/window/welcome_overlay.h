// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace tempera::ui {

/// Keeps the welcome panel over the lower part of the window, where it leaves text, temperature and
/// distribution in sight: what it invites to is alive above it.
class WelcomeOverlay final : public QObject {
    Q_OBJECT
public:
    /// Borrows both; `panel` is a child of `window` and in no layout.
    WelcomeOverlay(QWidget& window, QWidget& panel);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    QWidget& window_;
    QWidget& panel_;
};

} // namespace tempera::ui
