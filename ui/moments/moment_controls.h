// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
class QSpinBox;
QT_END_NAMESPACE

namespace tempera::ui {

class SwitchBox;

/// The row above the timeline: what is shown, playing, the scale of steps, how often weights are
/// kept. Setters emit nothing.
class MomentControls final : public QWidget {
    Q_OBJECT
public:
    explicit MomentControls(QWidget* parent = nullptr);

    void setReading(const QString& text);
    /// Whether there are moments to go through.
    void setPlayable(bool playable);
    void setPlaying(bool playing);
    void setLive(bool live);
    void setInterval(qint64 steps);

    bool isPlaying() const;

Q_SIGNALS:
    void playToggled(bool on);
    void newestRequested();
    void logarithmicToggled(bool on);
    /// 0: at the ends of epochs only.
    void intervalChanged(qint64 steps);

private:
    QWidget* makeGoing();
    QWidget* makeKeeping();
    void makeButtons();
    void updatePlay();

    QPushButton* play_;
    QPushButton* newest_;
    QLabel* reading_;
    SwitchBox* logarithmic_;
    SwitchBox* alsoSteps_ = nullptr;
    QSpinBox* steps_ = nullptr;
};

} // namespace tempera::ui
