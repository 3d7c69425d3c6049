// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/training/training_series.h"

#include <QWidget>
#include <map>
#include <vector>

QT_BEGIN_NAMESPACE
class QAbstractButton;
class QAction;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QToolButton;
QT_END_NAMESPACE

namespace tempera::ui {

class FlowLayout;
class SmoothingSlider;
class SwitchBox;

/// What a person sets at the chart of a run: smoothing, axes, references, which series are shown;
/// and a line below that tells values.
class ChartControls final : public QWidget {
    Q_OBJECT
public:
    explicit ChartControls(QWidget* parent = nullptr);

    /// In front of everything.
    void addInFront(QWidget* widget);
    /// At the end of the line that tells values: a small button.
    QToolButton* addSmallButton(const QString& text, const QString& name, const QString& toolTip);
    void setReading(const QString& text);
    QString reading() const { return readingText_; }

    int smoothing() const;
    bool references() const;
    /// Those to show, the loss first: the chosen one alone where there is room for one only.
    std::vector<TrainingSeries> series() const;
    /// Whether there is room for several series.
    void setRoomForAll(bool room);
    void setFollowing(bool following);
    void setReferencesKnown(bool known);
    QToolButton* followButton() const { return follow_; }

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void smoothingChanged(int window);
    void logStepsToggled(bool logarithmic);
    void logLossToggled(bool logarithmic);
    void referencesToggled(bool shown);
    void seriesChanged();
    void followRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showReading();
    void addSeriesMenu();
    void addSeriesChoice();
    void describe(QAbstractButton* button, const QString& toolTip);
    void layOut();

    FlowLayout* row_;
    QHBoxLayout* readingRow_;
    QLabel* reading_;
    QString readingText_;
    SmoothingSlider* smoothing_;
    SwitchBox* logSteps_;
    SwitchBox* logLoss_;
    SwitchBox* references_;
    QToolButton* menu_;
    std::map<TrainingSeries, QAction*> shown_;
    QComboBox* choice_;
    QToolButton* follow_ = nullptr;
    bool roomForAll_ = true;
};

} // namespace tempera::ui
