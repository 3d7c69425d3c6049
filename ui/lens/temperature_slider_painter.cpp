// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/temperature_slider_painter.h"

#include "ui/lens/temperature_scale.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <limits>

namespace tempera::ui {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double handleShare = 0.5; ///< the handle's radius, of a line's height
constexpr double haloShare = 1.4;   ///< the focus ring's radius, of the handle's

QFont bandFont(const QFont& font) {
    return scaledFont(font, 0.8);
}

QString translate(const char* text) {
    return QCoreApplication::translate("TemperatureSlider", text);
}

struct Band {
    double from;
    double to;
    QColor color;
    QString name;
};

std::array<Band, 3> bandsOf(const ThemeColors& colors) {
    return {Band{lowestTemperature, repetitiveUpTo, colors.repetitiveBand, translate("repetitive")},
            Band{repetitiveUpTo, chaoticFrom, colors.balancedBand, translate("balanced")},
            Band{chaoticFrom, highestTemperature, colors.chaoticBand, translate("chaotic")}};
}

class SliderPainting {
public:
    SliderPainting(QPainter& painter, const TemperatureSliderLayout& layout,
                   const TemperatureSliderLook& look)
        : painter_(painter), layout_(layout), look_(look), colors_(themeColors(look.palette)) {}

    void paintStops() {
        painter_.setPen(
            QPen(colors_.cardBorder, layout_.thickness / 4.0, Qt::SolidLine, Qt::RoundCap));
        painter_.drawLine(at(0.0), at(lowestTemperature));
        painter_.drawLine(at(highestTemperature), at(infinity));
        painter_.setPen(Qt::NoPen);
        for (const double stop : {0.0, infinity}) {
            painter_.setBrush(stop == 0.0 ? colors_.repetitiveBand : colors_.chaoticBand);
            painter_.drawEllipse(at(stop), layout_.thickness / 2.0, layout_.thickness / 2.0);
        }
    }

    void paintBands() {
        QPainterPath groove;
        const double half = layout_.thickness / 2.0;
        groove.addRoundedRect(
            QRectF(at(lowestTemperature), at(highestTemperature)).adjusted(0.0, -half, 0.0, half),
            half, half);
        painter_.save();
        painter_.setClipPath(groove);
        for (const Band& band : bandsOf(colors_))
            painter_.fillRect(QRectF(at(band.from), at(band.to)).adjusted(0.0, -half, 0.0, half),
                              band.color);
        painter_.restore();
    }

    void paintBandNames() {
        painter_.setFont(bandFont(look_.font));
        painter_.setPen(textColor());
        const QFontMetricsF metrics(painter_.font());
        for (const Band& band : bandsOf(colors_)) {
            const QRectF room(at(band.from).x(), layout_.bandNames,
                              at(band.to).x() - at(band.from).x(), metrics.height());
            if (metrics.horizontalAdvance(band.name) <= room.width())
                painter_.drawText(room, Qt::AlignCenter, band.name);
        }
    }

    void paintTicks() {
        for (const TemperatureTick& tick :
             placeTemperatureTicks(layout_.groove, layout_.labels, look_.font)) {
            const double x = at(tick.temperature).x();
            painter_.setPen(QPen(tick.ofTheBook ? colors_.secondaryText : colors_.removed, 1.0));
            const double top = layout_.middle + layout_.thickness / 2.0 + 1.0;
            painter_.drawLine(QPointF(x, top), QPointF(x, layout_.labels));
            painter_.setFont(temperatureTickFont(look_.font, tick.ofTheBook));
            painter_.setPen(tick.ofTheBook && look_.enabled
                                ? look_.palette.color(QPalette::WindowText)
                                : textColor());
            painter_.drawText(tick.label, Qt::AlignCenter | Qt::TextDontClip, tick.text);
        }
    }

    void paintHandle() {
        const double radius = layout_.handleRadius;
        const QPointF center = at(look_.temperature);
        const QColor color = look_.enabled ? colors_.accent : colors_.removed;
        if (look_.focused) {
            QColor halo = color;
            halo.setAlphaF(0.3F);
            painter_.setPen(Qt::NoPen);
            painter_.setBrush(halo);
            painter_.drawEllipse(center, radius * haloShare, radius * haloShare);
        }
        painter_.setPen(QPen(color, radius / 3.0));
        painter_.setBrush(look_.pressed ? color : colors_.cardBackground);
        painter_.drawEllipse(center, radius * 0.83, radius * 0.83);
    }

private:
    QPointF at(double temperature) const { return {layout_.groove.x(temperature), layout_.middle}; }
    QColor textColor() const {
        return look_.enabled ? colors_.secondaryText
                             : look_.palette.color(QPalette::Disabled, QPalette::WindowText);
    }

    QPainter& painter_;
    const TemperatureSliderLayout& layout_;
    const TemperatureSliderLook& look_;
    ThemeColors colors_;
};

} // namespace

TemperatureSliderLayout::TemperatureSliderLayout(const QRect& area, const QFont& font) {
    const QFontMetricsF labelMetrics(temperatureTickFont(font, false));
    const double bandHeight = QFontMetricsF(bandFont(font)).height();
    handleRadius = QFontMetricsF(font).height() * handleShare;
    thickness = std::round(handleRadius);
    const double endLabels = std::max(labelMetrics.horizontalAdvance(temperatureText(0.0)),
                                      labelMetrics.horizontalAdvance(temperatureText(infinity)));
    const double margin = std::max(endLabels / 2.0, handleRadius * haloShare) + 1.0;
    groove = {area.left() + margin, std::max(0.0, area.width() - 2.0 * margin)};
    const double spare = std::max(0.0, area.height() - static_cast<double>(heightFor(font)));
    bandNames = area.top() + std::floor(spare / 2.0);
    middle = std::round(bandNames + bandHeight + handleRadius * haloShare) + 0.5;
    labels = std::round(middle + handleRadius + 1.0);
}

int TemperatureSliderLayout::heightFor(const QFont& font) {
    return static_cast<int>(
        std::ceil(QFontMetricsF(bandFont(font)).height() +
                  (1.0 + haloShare) * handleShare * QFontMetricsF(font).height() + 3.0 +
                  QFontMetricsF(temperatureTickFont(font, true)).height()));
}

double TemperatureSliderLayout::snapped(double x) const {
    for (const double temperature : bookTemperatures)
        if (std::abs(groove.x(temperature) - x) <= handleRadius / 3.0)
            return temperature;
    return groove.temperatureAt(x);
}

void paintTemperatureSlider(QPainter& painter, const TemperatureSliderLayout& layout,
                            const TemperatureSliderLook& look) {
    painter.setRenderHint(QPainter::Antialiasing);
    SliderPainting painting(painter, layout, look);
    painting.paintStops();
    painting.paintBands();
    painting.paintBandNames();
    painting.paintTicks();
    painting.paintHandle();
}

} // namespace tempera::ui
