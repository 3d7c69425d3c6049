// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/model_button.h"

#include "ui/theme/plain_tool_tip.h"
#include "ui/theme/theme.h"

#include <QEnterEvent>
#include <QPainter>
#include <algorithm>

namespace tempera::ui {

ModelButton::ModelButton(QWidget* parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setModel({}, {}, {});
}

void ModelButton::setModel(const QString& name, const QString& description,
                           const QString& details) {
    const bool none = name.isEmpty();
    setText(none ? tr("No model") : name);
    description_ = none ? tr("Open one, or train one") : description;
    setAccessibleName(tr("Model: %1").arg(text()));
    setAccessibleDescription(description_ + u"\n"_qs + details);
    setToolTip(details.isEmpty() ? tr("The model that the texts are written with.")
                                 : plainToolTip(details));
    updateGeometry();
    update();
}

QFont ModelButton::nameFont() const {
    return scaledFont(font(), 1.05, QFont::DemiBold);
}

QFont ModelButton::descriptionFont() const {
    return scaledFont(font(), 0.85);
}

int ModelButton::textHeight() const {
    return QFontMetrics(nameFont()).height() + QFontMetrics(descriptionFont()).height();
}

QSize ModelButton::sizeHint() const {
    const int width = std::max(QFontMetrics(nameFont()).horizontalAdvance(text()),
                               QFontMetrics(descriptionFont()).horizontalAdvance(description_));
    const int most = 44 * fontMetrics().averageCharWidth();
    return {std::min(width, most) + 3 * fontMetrics().height() / 2,
            textHeight() + fontMetrics().height() / 2};
}

QSize ModelButton::minimumSizeHint() const {
    return {std::min(sizeHint().width(), 22 * fontMetrics().averageCharWidth()),
            sizeHint().height()};
}

QRect ModelButton::textArea() const {
    const int space = 3 * fontMetrics().height() / 4;
    return rect().adjusted(space, 0, -space, 0);
}

void ModelButton::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool marked = hasFocus() || isDown();
    painter.setPen(QPen(marked ? colors.accent : colors.cardBorder, marked ? 2.0 : 1.0));
    painter.setBrush(underMouse() ? palette().color(QPalette::Button)
                                  : palette().color(QPalette::AlternateBase));
    const double radius = fontMetrics().height() / 3.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
    const QFontMetrics name(nameFont());
    const QFontMetrics description(descriptionFont());
    QRect line = textArea();
    line.setTop((height() - textHeight()) / 2);
    line.setHeight(name.height());
    painter.setFont(nameFont());
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     name.elidedText(text(), Qt::ElideMiddle, line.width()));
    line.translate(0, name.height());
    line.setHeight(description.height());
    painter.setFont(descriptionFont());
    painter.setPen(colors.secondaryText);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     description.elidedText(description_, Qt::ElideRight, line.width()));
}

void ModelButton::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void ModelButton::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace tempera::ui
