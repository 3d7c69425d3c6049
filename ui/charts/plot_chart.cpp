// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_chart.h"

#include "ui/charts/chart_actions.h"
#include "ui/charts/plot_style.h"
#include "ui/charts/qcustomplot.h"

namespace tempera::ui {

namespace {

constexpr int focusFrame = 2; // device-independent pixels around the plot

/// Images are made of pixels, everything else of lines and letters.
bool isRaster(const QPaintDevice& device) {
    return device.devType() == QInternal::Image || device.devType() == QInternal::Pixmap;
}

} // namespace

PlotChart::PlotChart(QWidget* parent)
    : QWidget(parent), plot_(new QCustomPlot(this)), actions_(new ChartActions(*this, *this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(focusFrame, focusFrame, focusFrame, focusFrame);
    layout->addWidget(plot_);
    setFocusPolicy(Qt::StrongFocus);
    plot_->setFocusPolicy(Qt::ClickFocus);
    plot_->setFocusProxy(this);
}

PlotChart::~PlotChart() = default;

QSize PlotChart::chartSize() const {
    // The plot's own size is right only once the widget was shown.
    return size().shrunkBy(QMargins(focusFrame, focusFrame, focusFrame, focusFrame));
}

void PlotChart::style(const QPalette& palette) {
    stylePlot(*plot_, palette, font());
    recolor(themeColors(palette), palette);
}

void PlotChart::restyle() {
    style(palette());
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void PlotChart::paintChart(QPaintDevice& device, QSize size, const QPalette& palette) const {
    // The plot is lent: it gets the other colours, draws, and is as it was before anyone looks.
    auto& self = const_cast<PlotChart&>(*this);
    self.style(palette);
    QCPPainter painter;
    if (painter.begin(&device)) {
        painter.setMode(QCPPainter::pmNoCaching);
        painter.setMode(QCPPainter::pmNonCosmetic);
        painter.setMode(QCPPainter::pmVectorized, !isRaster(device));
        plot_->toPainter(&painter, size.width(), size.height());
        painter.end();
    }
    self.style(this->palette());
    plot_->replot();
}

QSize PlotChart::sizeHint() const {
    const QFontMetrics metrics(font());
    return {40 * metrics.averageCharWidth(), 12 * metrics.height()};
}

QSize PlotChart::minimumSizeHint() const {
    return sizeHint() / 2;
}

bool PlotChart::event(QEvent* event) {
    if (event->type() == QEvent::Polish) {
        if (accessibleName().isEmpty())
            setAccessibleName(chartTitle());
        restyle();
    } else if (event->type() == QEvent::Show) {
        plot_->setBufferDevicePixelRatio(devicePixelRatioF());
    }
    return QWidget::event(event);
}

void PlotChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    const auto type = event->type();
    const bool concerns =
        type == QEvent::PaletteChange || type == QEvent::FontChange || type == QEvent::StyleChange;
    if (concerns && testAttribute(Qt::WA_WState_Polished))
        restyle();
    if (type == QEvent::ActivationChange || concerns)
        update();
}

void PlotChart::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.cardBackground);
    if (!hasFocus())
        return;
    painter.setPen(QPen(colors.accent, focusFrame));
    painter.setRenderHint(QPainter::Antialiasing);
    const double inset = focusFrame / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), focusFrame,
                            focusFrame);
}

} // namespace tempera::ui
