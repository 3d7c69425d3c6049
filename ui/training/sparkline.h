// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

namespace tempera::ui {

/// The course of the loss in the space of a word.
class Sparkline final : public QWidget {
    Q_OBJECT
public:
    explicit Sparkline(QWidget* parent = nullptr);

    /// In order; evenly spaced. Values that are not finite are left out.
    void setValues(const std::vector<double>& values);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QPolygonF line() const;

    std::vector<double> values_;
};

} // namespace tempera::ui
