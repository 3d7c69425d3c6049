// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/weights_box.h"

#include "ui/samplers/number_text.h"
#include "ui/theme/theme.h"
#include "ui/training/training_status.h"

#include <QEvent>
#include <QPainter>
#include <QToolButton>
#include <algorithm>

namespace tempera::ui {

WeightsBox::WeightsBox(QWidget* parent) : QWidget(parent), pin_(new QToolButton(this)) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    pin_->setCheckable(true);
    pin_->setAutoRaise(true);
    pin_->setFocusPolicy(Qt::StrongFocus);
    pin_->setAccessibleName(tr("Pin the weights"));
    pin_->setToolTip(tr("Keep writing with these weights while training goes on."));
    pin_->setAccessibleDescription(pin_->toolTip());
    showIcon();
    connect(pin_, &QToolButton::clicked, this, &WeightsBox::pinToggled);
    setWeights({}, 0);
}

void WeightsBox::setWeights(const std::optional<WeightsAge>& weights, qint64 runStep) {
    setVisible(weights.has_value());
    if (!weights)
        return;
    const QString step = countText(weights->step);
    if (weights->pinned) {
        first_ = tr("pinned at step %1").arg(step);
        second_ = weights->newerExist ? tr("training is at %1").arg(countText(runStep))
                                      : tr("the newest ones");
    } else {
        first_ = tr("weights of step %1").arg(step);
        second_ = tr("%1 old").arg(shortDurationText(std::max(0.0, weights->secondsOld)));
    }
    pin_->setChecked(weights->pinned); // emits toggled() alone, not clicked()
    setToolTip(tr("What texts are written with: %1.").arg(text()));
    setAccessibleName(text());
    updateGeometry(); // only a number longer than all before moves the neighbours
    update();
}

QString WeightsBox::text() const {
    return tr("%1, %2").arg(first_, second_);
}

QFont WeightsBox::textFont() const {
    return scaledFont(font(), 0.85);
}

int WeightsBox::textWidth() const {
    const QFontMetrics metrics(textFont());
    const QString widest = countText(88'888);
    int width = 0;
    for (const QString& text :
         {tr("pinned at step %1").arg(widest), tr("training is at %1").arg(widest),
          tr("weights of step %1").arg(widest), first_, second_})
        width = std::max(width, metrics.horizontalAdvance(text));
    return width + 1;
}

QSize WeightsBox::sizeHint() const {
    const int gap = fontMetrics().height() / 4;
    return {textWidth() + gap + pin_->sizeHint().width(),
            std::max(2 * QFontMetrics(textFont()).height(), pin_->sizeHint().height())};
}

void WeightsBox::resizeEvent(QResizeEvent*) {
    const QSize size = pin_->sizeHint();
    pin_->setGeometry(width() - size.width(), (height() - size.height()) / 2, size.width(),
                      size.height());
}

void WeightsBox::paintEvent(QPaintEvent*) {
    const QFontMetrics metrics(textFont());
    const QColor quiet = themeColors(palette()).secondaryText;
    const bool pinned = pin_->isChecked();
    QRect line(0, height() / 2 - metrics.height(), width(), metrics.height());
    QPainter painter(this);
    painter.setFont(textFont());
    painter.setPen(pinned ? palette().color(QPalette::WindowText) : quiet);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, first_);
    line.translate(0, metrics.height());
    painter.setPen(quiet);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, second_);
}

void WeightsBox::showIcon() {
    pin_->setIcon(QIcon::fromTheme(u"window-pin"_qs));
}

void WeightsBox::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        showIcon();
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace tempera::ui
