// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/training/weights_age.h"

#include <QString>
#include <QWidget>
#include <optional>

QT_BEGIN_NAMESPACE
class QToolButton;
QT_END_NAMESPACE

namespace tempera::ui {

/// Two small lines that say which weights of a run are in use and how old they are, and a pin that
/// keeps them. Its width stays while numbers count. Hidden where there are none.
class WeightsBox final : public QWidget {
    Q_OBJECT
public:
    explicit WeightsBox(QWidget* parent = nullptr);

    /// `runStep`: how far training is.
    void setWeights(const std::optional<WeightsAge>& weights, qint64 runStep);
    /// As in "weights of step 1,234, 3 s old".
    QString text() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void pinToggled(bool pinned);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QFont textFont() const;
    int textWidth() const;
    void showIcon();

    QString first_, second_;
    QToolButton* pin_;
};

} // namespace tempera::ui
