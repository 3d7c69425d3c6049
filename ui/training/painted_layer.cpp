// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/painted_layer.h"

#include "ui/charts/qcustomplot.h"

namespace tempera::ui {

namespace {

class PaintedLayer final : public QCPLayerable {
public:
    PaintedLayer(QCPAxisRect& rectangle, const QString& layer, std::function<void(QPainter&)> paint)
        : QCPLayerable(rectangle.parentPlot(), layer, &rectangle),
          rectangle_(rectangle),
          paint_(std::move(paint)) {}

protected:
    QRect clipRect() const override { return rectangle_.rect(); }
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override {
        painter->setAntialiasing(true);
    }
    void draw(QCPPainter* painter) override { paint_(*painter); }

private:
    QCPAxisRect& rectangle_;
    std::function<void(QPainter&)> paint_;
};

} // namespace

void addPaintedLayer(QCPAxisRect& rectangle, const QString& layer,
                     std::function<void(QPainter&)> paint) {
    new PaintedLayer(rectangle, layer, std::move(paint)); // the plot takes it
}

} // namespace tempera::ui
