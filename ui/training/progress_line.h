// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tempera::ui {

/// A thin bar with a line of text beneath, elided where it doesn't fit.
class ProgressLine final : public QWidget {
    Q_OBJECT
public:
    explicit ProgressLine(QWidget* parent = nullptr);

    enum class Tone { quiet, active, paused, bad };
    /// `fraction` in [0, 1], clamped.
    void setProgress(double fraction, const QString& text, Tone tone);
    QString text() const { return text_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QFont textFont() const;

    double fraction_ = 0.0;
    QString text_;
    Tone tone_ = Tone::quiet;
};

} // namespace tempera::ui
