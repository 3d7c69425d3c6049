// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/moment.h"

#include <QString>
#include <QWidget>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QLabel;
class QTimer;
QT_END_NAMESPACE

namespace tempera::ui {

class ExpectationChart;
class MomentControls;
class MomentTexts;
class MomentTimeline;

/// A run's past: a timeline of the moments whose weights are kept, and what the model wrote and
/// expected at each. Setters emit nothing. What a person chooses is shown at once and emitted; the
/// model that belongs to it may come later.
class MomentsPanel : public QWidget {
    Q_OBJECT
public:
    explicit MomentsPanel(QWidget* parent = nullptr);

    /// In the order of their steps.
    void setMoments(const std::vector<Moment>& moments);
    /// The moment whose weights the window explores; nothing: the newest ones (live).
    void setShown(std::optional<qint64> step);
    /// The chosen weights are being read.
    void setBusy(bool busy);
    /// A run is under way: there are newer weights than the last moment's.
    void setTraining(bool running);
    /// Every how many steps weights are kept besides the ends of epochs; 0: at these alone.
    void setInterval(qint64 steps);
    /// Something that a person should know, as that a moment could not be kept; empty: nothing.
    void setMessage(const QString& message);
    /// How long each moment stands while they are played, in milliseconds.
    void setPlayInterval(int milliseconds);

    const std::vector<Moment>& moments() const { return moments_; }
    std::optional<qint64> shownStep() const { return shown_; }

Q_SIGNALS:
    void momentChosen(qint64 step);
    void liveRequested();
    void intervalChanged(qint64 steps);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOut();
    void connectParts();
    void choose(std::size_t index);
    void goLive();
    void play(bool on);
    void playOn();
    void showMoment();
    void showReading();
    std::optional<std::size_t> placeOnTimeline() const;
    void fitParts();
    void colorMessage();
    /// The shown moment, the newest where the window is live; none before any.
    const Moment* current() const;
    const Moment* before(const Moment& moment) const;

    std::vector<Moment> moments_;
    std::optional<qint64> shown_;
    std::optional<Moment> shownMoment_; ///< stays in sight also after it was thinned away
    bool busy_ = false;
    bool training_ = false;
    MomentControls* controls_;
    QLabel* message_;
    MomentTimeline* timeline_;
    MomentTexts* texts_;
    QWidget* chartCard_;
    ExpectationChart* chart_;
    QLabel* empty_;
    QTimer* player_;
};

} // namespace tempera::ui
