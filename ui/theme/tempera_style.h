// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace tempera::ui {

/// Fusion with flat, rounded buttons, check boxes and radio buttons whose outlines are seen in a
/// dark theme too (Fusion's are darker than the window), and a focus ring in the accent colour.
/// Sizes are Fusion's. Labels, those of message boxes too, show text that looks like HTML as it is:
/// words of a corpus, file names and messages are no markup. One that means it says Qt::RichText.
class TemperaStyle final : public QProxyStyle {
    Q_OBJECT
public:
    TemperaStyle();

    using QProxyStyle::polish;
    void polish(QWidget* widget) override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                            QPainter* painter, const QWidget* widget) const override;
};

} // namespace tempera::ui
