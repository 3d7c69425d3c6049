// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/field_frame.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace tempera::ui {

namespace {

constexpr int thickness = 2;

} // namespace

FieldFrame::FieldFrame(QWidget* field, QWidget* parent) : QWidget(parent), field_(field) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(thickness, thickness, thickness, thickness);
    layout->addWidget(field);
    field->installEventFilter(this);
    setSizePolicy(field->sizePolicy());
}

bool FieldFrame::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QWidget::eventFilter(watched, event);
}

void FieldFrame::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    const bool focused = field_->hasFocus();
    const qreal width = focused ? thickness : 1.0;
    const qreal inset = width / 2.0;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(focused ? colors.accent : colors.removed, width));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 2.0 * thickness,
                            2.0 * thickness);
}

} // namespace tempera::ui
