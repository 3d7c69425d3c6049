// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/figure_label.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <algorithm>

namespace tempera::ui {

FigureLabel::FigureLabel(const QString& name, const QString& widest, const QString& toolTip,
                         QWidget* parent)
    : QWidget(parent), name_(name), widest_(widest) {
    setToolTip(toolTip);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred);
    setValue({});
}

void FigureLabel::setValue(const QString& value) {
    known_ = !value.isEmpty();
    value_ = value.isEmpty() ? u"\u2014"_qs : value;
    setAccessibleName(name_);
    setAccessibleDescription(value.isEmpty() ? tr("not known") : value_);
    update();
}

QFont FigureLabel::valueFont() const {
    return scaledFont(font(), 1.15, QFont::DemiBold);
}

QFont FigureLabel::nameFont() const {
    return scaledFont(font(), 0.85);
}

QSize FigureLabel::sizeHint() const {
    const QFontMetrics value(valueFont());
    const QFontMetrics name(nameFont());
    const int width = std::max({value.horizontalAdvance(widest_), value.horizontalAdvance(value_),
                                name.horizontalAdvance(name_)});
    return {width + 1, value.height() + name.height()};
}

void FigureLabel::paintEvent(QPaintEvent*) {
    const QFontMetrics value(valueFont());
    const QFontMetrics name(nameFont());
    const int top = (height() - value.height() - name.height()) / 2;
    QPainter painter(this);
    painter.setFont(valueFont());
    const QColor quiet = themeColors(palette()).secondaryText;
    painter.setPen(known_ ? palette().color(QPalette::WindowText) : quiet);
    painter.drawText(QRect(0, top, width(), value.height()), Qt::AlignRight | Qt::AlignVCenter,
                     value_);
    painter.setFont(nameFont());
    painter.setPen(quiet);
    painter.drawText(QRect(0, top + value.height(), width(), name.height()),
                     Qt::AlignRight | Qt::AlignVCenter, name_);
}

} // namespace tempera::ui
