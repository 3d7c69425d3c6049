// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/moment.h"
#include "ui/moments/moment_scale.h"

#include <QAbstractSlider>
#include <optional>
#include <vector>

namespace tempera::ui {

struct MomentTimelineLayout;

/// A scrubber over a run: a tick for every moment, ends of epochs stronger and with their number,
/// the losses drawn above; at its right end a place for the newest weights. value() counts the
/// moments, maximum() stands for the newest weights. Setters emit nothing.
class MomentTimeline final : public QAbstractSlider {
    Q_OBJECT
public:
    explicit MomentTimeline(QWidget* parent = nullptr);

    void setMoments(const std::vector<Moment>& moments);
    /// Nothing: the newest weights.
    void setShown(std::optional<std::size_t> index);
    void setLogarithmic(bool logarithmic);
    /// What the place of the newest weights is called.
    void setTraining(bool running);

    std::optional<std::size_t> shown() const;
    /// Where the handle stands for a moment, or for the newest weights, in the widget.
    QPointF handleCenter(std::optional<std::size_t> index) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A person went to another moment.
    void chosen(std::size_t index);
    /// A person went to the newest weights.
    void liveChosen();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void sliderChange(SliderChange change) override;

private:
    MomentTimelineLayout layoutNow() const;
    int valueAt(QPointF position) const;
    void moveTo(int value);
    void hover(int value);
    void rescale();
    void describe();
    QString textOf(int value) const;

    std::vector<Moment> moments_;
    MomentScale scale_;
    bool logarithmic_ = false;
    bool training_ = false;
    bool setting_ = false; ///< the value is changed by the program
    int hovered_ = -1;
    int wheelRemainder_ = 0;
};

} // namespace tempera::ui
