// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tempera_style.h"

#include "ui/theme/theme.h"

#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <algorithm>

namespace tempera::ui {

namespace {

constexpr qreal cornerRadius = 4.0;

struct ControlColors {
    QColor fill;
    QColor line;
    QColor mark;
};

QColor mixed(const QColor& from, const QColor& to, float fraction) {
    const auto part = [fraction](float a, float b) { return a + (b - a) * fraction; };
    return QColor::fromRgbF(part(from.redF(), to.redF()), part(from.greenF(), to.greenF()),
                            part(from.blueF(), to.blueF()));
}

/// A button that is on, or the one that Return presses, is filled.
ControlColors buttonColors(const QStyleOption& option) {
    const QPalette& palette = option.palette;
    const bool enabled = option.state & QStyle::State_Enabled;
    const auto* const button = qstyleoption_cast<const QStyleOptionButton*>(&option);
    const bool filled =
        enabled && ((option.state & QStyle::State_On) ||
                    (button && (button->features & QStyleOptionButton::DefaultButton)));
    ControlColors colors{palette.color(QPalette::Button), themeColors(palette).removed, {}};
    if (filled)
        colors.line = themeColors(palette).accent;
    const QColor text = palette.color(QPalette::ButtonText);
    if (option.state & QStyle::State_On)
        colors.fill = mixed(colors.fill, colors.line, 0.25F);
    if (enabled && (option.state & QStyle::State_Sunken))
        colors.fill = mixed(colors.fill, text, 0.16F);
    else if (enabled && (option.state & QStyle::State_MouseOver))
        colors.fill = mixed(colors.fill, text, 0.06F);
    if (!enabled)
        colors.line = themeColors(palette).cardBorder;
    return colors;
}

ControlColors indicatorColors(const QStyleOption& option) {
    const QPalette& palette = option.palette;
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    if (!(option.state & QStyle::State_Enabled))
        return {palette.color(QPalette::Window), themeColors(palette).cardBorder,
                palette.color(QPalette::Disabled, QPalette::Text)};
    const QColor filled = palette.color(QPalette::Active, QPalette::Highlight);
    if (on)
        return {filled, filled, palette.color(QPalette::Active, QPalette::HighlightedText)};
    const bool hovered = option.state & QStyle::State_MouseOver;
    return {palette.color(QPalette::Base),
            hovered ? themeColors(palette).accent : themeColors(palette).removed,
            {}};
}

void paintBox(QPainter& painter, const QRectF& rect, const ControlColors& colors, qreal radius) {
    painter.setPen(QPen(colors.line, 1.0));
    painter.setBrush(colors.fill);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

void paintCheckMark(QPainter& painter, const QRectF& box, const QColor& color, bool partly) {
    const auto at = [&box](qreal x, qreal y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    painter.setPen(QPen(color, box.width() / 7.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    if (partly)
        painter.drawLine(at(0.27, 0.5), at(0.73, 0.5));
    else
        painter.drawPolyline(QPolygonF{at(0.24, 0.52), at(0.43, 0.71), at(0.77, 0.31)});
}

void paintCheckBox(QPainter& painter, const QStyleOption& option) {
    const ControlColors colors = indicatorColors(option);
    paintBox(painter, option.rect, colors, cornerRadius * 0.75);
    if (option.state & (QStyle::State_On | QStyle::State_NoChange))
        paintCheckMark(painter, option.rect, colors.mark, option.state & QStyle::State_NoChange);
}

void paintRadioButton(QPainter& painter, const QStyleOption& option) {
    const ControlColors colors = indicatorColors(option);
    const QRectF circle = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    paintBox(painter, circle, colors, circle.width() / 2.0);
    if (!(option.state & QStyle::State_On))
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.mark);
    painter.drawEllipse(circle.center(), circle.width() * 0.2, circle.height() * 0.2);
}

void paintButton(QPainter& painter, const QStyleOption& option) {
    paintBox(painter, option.rect, buttonColors(option), cornerRadius);
    if (!(option.state & QStyle::State_HasFocus) ||
        !(option.state & QStyle::State_KeyboardFocusChange))
        return;
    painter.setPen(QPen(themeColors(option.palette).accent, 2.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), cornerRadius, cornerRadius);
}

void paintFocusRing(QPainter& painter, const QStyleOption& option) {
    painter.setPen(QPen(themeColors(option.palette).accent, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -0.75),
                            cornerRadius - 1, cornerRadius - 1);
}

/// Round a line edit or a spin box: the accent colour where one types.
void paintFieldFrame(QPainter& painter, const QStyleOption& option) {
    const ThemeColors colors = themeColors(option.palette);
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool focused = enabled && (option.state & QStyle::State_HasFocus);
    const qreal width = focused ? 1.5 : 1.0;
    const qreal inset = width / 2.0;
    painter.setPen(QPen(focused   ? colors.accent
                        : enabled ? colors.removed
                                  : colors.cardBorder,
                        width));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset),
                            cornerRadius - 1, cornerRadius - 1);
}

void paintFrame(QPainter& painter, const QStyleOption& option) {
    paintBox(painter, option.rect, {Qt::transparent, themeColors(option.palette).cardBorder, {}},
             cornerRadius - 1);
}

void paintGroove(QPainter& painter, const QStyleOption& option) {
    const ThemeColors colors = themeColors(option.palette);
    paintBox(painter, option.rect, {colors.gridLine, colors.cardBorder, {}}, cornerRadius - 1);
}

/// The done part of a bar from left to right; false where it is another kind.
bool paintProgress(QPainter& painter, const QStyleOption& option) {
    const auto* const bar = qstyleoption_cast<const QStyleOptionProgressBar*>(&option);
    const bool plain = bar && bar->maximum > bar->minimum && !bar->invertedAppearance &&
                       (bar->state & QStyle::State_Horizontal) && bar->direction == Qt::LeftToRight;
    if (!plain)
        return false;
    const qreal share = static_cast<qreal>(bar->progress - bar->minimum) /
                        static_cast<qreal>(bar->maximum - bar->minimum);
    QPainterPath groove;
    groove.addRoundedRect(QRectF(bar->rect).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius - 1,
                          cornerRadius - 1);
    QRectF done = bar->rect;
    done.setWidth(done.width() * std::clamp(share, 0.0, 1.0));
    QPainterPath part;
    part.addRect(done);
    painter.fillPath(groove.intersected(part),
                     bar->palette.color(QPalette::Active, QPalette::Highlight));
    return true;
}

/// Keeps the painter's state, with smooth edges in between.
class SmoothPainting {
public:
    explicit SmoothPainting(QPainter& painter) : painter_(painter) {
        painter_.save();
        painter_.setRenderHint(QPainter::Antialiasing);
    }
    ~SmoothPainting() { painter_.restore(); }
    SmoothPainting(const SmoothPainting&) = delete;
    SmoothPainting& operator=(const SmoothPainting&) = delete;

private:
    QPainter& painter_;
};

} // namespace

TemperaStyle::TemperaStyle() : QProxyStyle("Fusion") {}

void TemperaStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    auto* const label = qobject_cast<QLabel*>(widget);
    // Tool tips are labels too, which know their markup by its look alone: see plainToolTip().
    const bool isToolTip = (widget->windowFlags() & Qt::WindowType_Mask) == Qt::ToolTip;
    if (label != nullptr && !isToolTip && label->textFormat() == Qt::AutoText)
        label->setTextFormat(Qt::PlainText);
}

void TemperaStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                 QPainter* painter, const QWidget* widget) const {
    const auto paint = element == PE_PanelButtonCommand     ? paintButton
                       : element == PE_IndicatorCheckBox    ? paintCheckBox
                       : element == PE_IndicatorRadioButton ? paintRadioButton
                       : element == PE_FrameFocusRect       ? paintFocusRing
                       : element == PE_FrameLineEdit        ? paintFieldFrame
                       : element == PE_Frame                ? paintFrame
                                                            : nullptr;
    if (paint == nullptr)
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    const SmoothPainting smooth(*painter);
    paint(*painter, *option);
}

void TemperaStyle::drawControl(ControlElement element, const QStyleOption* option,
                               QPainter* painter, const QWidget* widget) const {
    if (element == CE_ProgressBarGroove || element == CE_ProgressBarContents) {
        const SmoothPainting smooth(*painter);
        if (element == CE_ProgressBarGroove)
            return paintGroove(*painter, *option);
        if (paintProgress(*painter, *option))
            return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void TemperaStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                      QPainter* painter, const QWidget* widget) const {
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    const auto* const spinBox = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    if (control != CC_SpinBox || spinBox == nullptr || !spinBox->frame)
        return;
    const SmoothPainting smooth(*painter);
    paintFieldFrame(*painter, *option);
}

} // namespace tempera::ui
