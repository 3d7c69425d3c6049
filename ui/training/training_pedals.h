// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/training/training_status.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace tempera::ui {

/// Play or pause, a single step, stop: what can be done with a run.
class TrainingPedals final : public QWidget {
    Q_OBJECT
public:
    explicit TrainingPedals(QWidget* parent = nullptr);

    void setPhase(TrainingStatus::Phase phase);

Q_SIGNALS:
    /// Train, or go on with a paused run.
    void playRequested();
    void pauseRequested();
    /// Do one step, then rest.
    void stepRequested();
    void stopRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void showPlayAs(const QString& text, const QString& iconName, const QString& toolTip);
    void showIcons();
    void fixWidth();

    TrainingStatus::Phase phase_ = TrainingStatus::Phase::none;
    QPushButton* play_;
    QPushButton* stop_;
    QPushButton* step_;
};

} // namespace tempera::ui
