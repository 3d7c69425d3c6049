// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace tempera::ui {

/// Fusion with flat, rounded buttons, check boxes and radio buttons whose outlines are seen in a
/// dark theme too (Fusion's are darker than the window), and a focus ring in the accent colour.
/// Sizes are Fusion's.
class TemperaStyle final : public QProxyStyle {
    Q_OBJECT
public:
    TemperaStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                            QPainter* painter, const QWidget* widget) const override;
};

} // namespace tempera::ui
