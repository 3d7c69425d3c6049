// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/welcome_card.h"

#include "ui/welcome/card_painting.h"

#include <QKeyEvent>
#include <QPainter>
#include <algorithm>

namespace tempera::ui {

namespace {

constexpr int comfortableCharacters = 54; // of a card's width
constexpr int fewestCharacters = 44;
constexpr int tallest = 10'000; // more than any text

int wrappedHeight(const QFont& font, int width, const QString& text) {
    return QFontMetrics(font)
        .boundingRect(0, 0, width, tallest, Qt::TextWordWrap | Qt::AlignLeft, text)
        .height();
}

} // namespace

WelcomeCard::WelcomeCard(const QString& icon, const QString& title, const QString& sentence,
                         QWidget* parent)
    : QAbstractButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::MinimumExpanding);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setTexts(icon, title, sentence);
}

void WelcomeCard::setPrimary(bool primary) {
    primary_ = primary;
    update();
}

void WelcomeCard::setTexts(const QString& icon, const QString& title, const QString& sentence) {
    icon_ = icon;
    sentence_ = sentence;
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
    setToolTip(sentence);
    updateGeometry();
    update();
}

int WelcomeCard::textHeight(int cardWidth) const {
    const CardLayout layout(font());
    const int width = layout.textWidth(cardWidth);
    return wrappedHeight(layout.titleFont, width, text()) + layout.lineGap +
           wrappedHeight(font(), width, sentence_);
}

int WelcomeCard::heightForWidth(int width) const {
    const CardLayout layout(font());
    return std::max(textHeight(width), layout.iconSide) + 2 * layout.padding;
}

QSize WelcomeCard::sizeHint() const {
    const int width = fontMetrics().averageCharWidth() * comfortableCharacters;
    return {width, heightForWidth(width)};
}

QSize WelcomeCard::minimumSizeHint() const {
    const int width = fontMetrics().averageCharWidth() * fewestCharacters;
    return {width, CardLayout(font()).iconSide + 2 * CardLayout(font()).padding};
}

void WelcomeCard::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void WelcomeCard::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

void WelcomeCard::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void WelcomeCard::paintEvent(QPaintEvent*) {
    const CardLayout layout(font());
    const CardLook look{primary_, underMouse() && isEnabled(), isDown(), hasFocus()};
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCardFrame(painter, rect(), look, palette());
    // Icon and text share a middle line; in a row of cards each stands in the middle of its own.
    paintCardIcon(
        painter,
        {layout.padding, (height() - layout.iconSide) / 2, layout.iconSide, layout.iconSide}, icon_,
        look, palette());
    QRect place(layout.textLeft(), (height() - textHeight(width())) / 2, layout.textWidth(width()),
                height());
    painter.setFont(layout.titleFont);
    painter.setPen(cardTitleColor(look, palette()));
    painter.drawText(place, Qt::TextWordWrap, text());
    place.setTop(place.top() + layout.lineGap +
                 wrappedHeight(layout.titleFont, place.width(), text()));
    painter.setFont(font());
    painter.setPen(cardSentenceColor(look, palette()));
    painter.drawText(place, Qt::TextWordWrap, sentence_);
}

} // namespace tempera::ui
