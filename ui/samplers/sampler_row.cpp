// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samplers/sampler_row.h"

#include "ui/samplers/sampler_card.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace tempera::ui {

SamplerRow::SamplerRow(QWidget* parent) : QWidget(parent) {}

void SamplerRow::setCards(std::vector<SamplerCard*> cards) {
    for (SamplerCard* card : cards_)
        card->disconnect(this);
    cards_ = std::move(cards);
    for (SamplerCard* card : cards_) {
        card->setParent(this);
        card->show();
        connect(card, &SamplerCard::dragged, this,
                [this, card](QPoint pointer, QPoint grip) { drag(card, pointer, grip); });
        connect(card, &SamplerCard::dropped, this, &SamplerRow::drop);
    }
    updateGeometry();
    arrange();
}

int SamplerRow::gap() const {
    return fontMetrics().height() * 3 / 2;
}

int SamplerRow::endWidth() const {
    const QFontMetrics metrics(scaledFont(font(), 0.85));
    return std::max(metrics.horizontalAdvance(tr("logits")),
                    metrics.horizontalAdvance(tr("draw"))) +
           metrics.height() / 2;
}

QSize SamplerRow::minimumSizeHint() const {
    QSize widest;
    for (const SamplerCard* card : cards_)
        widest = widest.expandedTo(card->minimumSizeHint());
    const int count = static_cast<int>(cards_.size());
    return {2 * endWidth() + (count + 1) * gap() + count * widest.width(), widest.height()};
}

QSize SamplerRow::sizeHint() const {
    return minimumSizeHint();
}

QRect SamplerRow::place(std::size_t index) const {
    const int count = static_cast<int>(cards_.size());
    const int widest = 60 * fontMetrics().averageCharWidth();
    const int room = width() - 2 * endWidth() - (count + 1) * gap();
    const int cardWidth = std::min(room / std::max(count, 1), widest);
    const int spare = (room - count * cardWidth) / 2;
    const int left = spare + endWidth() + gap() + static_cast<int>(index) * (cardWidth + gap());
    const int cardHeight = std::min(height(), minimumSizeHint().height() + fontMetrics().height());
    return {left, (height() - cardHeight) / 2, cardWidth, cardHeight};
}

void SamplerRow::arrange() {
    for (std::size_t index = 0; index < cards_.size(); ++index)
        if (cards_[index] != dragged_)
            cards_[index]->setGeometry(place(index));
    update();
}

void SamplerRow::drag(SamplerCard* card, QPoint pointer, QPoint grip) {
    if (dragged_ == nullptr) {
        dragged_ = card;
        from_ = to_ = static_cast<std::size_t>(std::ranges::find(cards_, card) - cards_.begin());
        card->setLifted(true);
        card->raise();
    }
    const int left = std::clamp(pointer.x() - grip.x(), 0, std::max(0, width() - card->width()));
    card->move(left, card->y());
    const int middle = left + card->width() / 2;
    std::size_t nearest = 0;
    for (std::size_t index = 1; index < cards_.size(); ++index)
        if (std::abs(place(index).center().x() - middle) <
            std::abs(place(nearest).center().x() - middle))
            nearest = index;
    if (nearest == to_)
        return;
    cards_.erase(std::ranges::find(cards_, card));
    cards_.insert(cards_.begin() + static_cast<std::ptrdiff_t>(nearest), card);
    to_ = nearest;
    arrange();
}

void SamplerRow::drop() {
    if (dragged_ == nullptr)
        return;
    dragged_->setLifted(false);
    dragged_ = nullptr;
    arrange();
    if (from_ != to_)
        Q_EMIT moved(static_cast<int>(from_), static_cast<int>(to_));
}

void SamplerRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void SamplerRow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        arrange();
}

void SamplerRow::paintArrow(QPainter& painter, QRect where) const {
    const double head = fontMetrics().height() / 4.0;
    const double inset = where.width() / 6.0;
    const QPointF tip(where.right() - inset, where.center().y());
    painter.drawLine(QPointF(where.left() + inset, tip.y()), tip);
    painter.drawPolyline(QPolygonF({tip + QPointF(-head, -head), tip, tip + QPointF(-head, head)}));
}

void SamplerRow::paintEvent(QPaintEvent*) {
    if (cards_.empty())
        return;
    const ThemeColors colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.secondaryText, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QRect first = place(0);
    for (std::size_t index = 0; index <= cards_.size(); ++index) {
        const int left = index == 0 ? first.left() - gap() : place(index - 1).right() + 1;
        paintArrow(painter, {left, first.top(), gap(), first.height()});
    }
    painter.setFont(scaledFont(font(), 0.85));
    const int drawLeft = place(cards_.size() - 1).right() + 1 + gap();
    painter.drawText(
        QRect(first.left() - gap() - endWidth(), first.top(), endWidth(), first.height()),
        Qt::AlignCenter, tr("logits"));
    painter.drawText(QRect(drawLeft, first.top(), endWidth(), first.height()), Qt::AlignCenter,
                     tr("draw"));
}

} // namespace tempera::ui
