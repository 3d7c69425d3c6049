// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/welcome_panel.h"

#include "ui/theme/theme.h"
#include "ui/welcome/card_painting.h"
#include "ui/welcome/close_button.h"
#include "ui/welcome/download_card.h"
#include "ui/welcome/welcome_card.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QIcon>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tempera::ui {

WelcomePanel::WelcomePanel(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Welcome"));
    makeCards();
    build();
    arrangeCards(2);
    recolor();
    setFocusProxy(tryCard_);
}

void WelcomePanel::makeCards() {
    tryCard_ = new WelcomeCard(
        "card-try", tr("Try the built-in model"),
        tr("It has begun to write: drag the temperature and watch its words change."), this);
    tryCard_->setPrimary(true);
    trainCard_ = new WelcomeCard(
        "card-train", tr("Train on the built-in reviews"),
        tr("Watch a small model learn from 4,000 synthetic film reviews, in minutes."), this);
    openCard_ =
        new WelcomeCard("card-open", tr("Open a corpus or a model..."),
                        tr("Begin with texts of your own, or with a model trained before."), this);
    downloadCard_ = new DownloadCard(this);
    connect(tryCard_, &WelcomeCard::clicked, this, &WelcomePanel::tryBuiltinRequested);
    connect(trainCard_, &WelcomeCard::clicked, this, &WelcomePanel::trainBuiltinRequested);
    connect(openCard_, &WelcomeCard::clicked, this, &WelcomePanel::openRequested);
    connect(downloadCard_, &DownloadCard::downloadRequested, this,
            &WelcomePanel::downloadRequested);
    connect(downloadCard_, &DownloadCard::cancelRequested, this,
            &WelcomePanel::downloadCancelRequested);
    connect(downloadCard_, &DownloadCard::trainRequested, this,
            &WelcomePanel::trainDownloadedRequested);
}

void WelcomePanel::makeHeading() {
    heading_ = new QWidget(this);
    const int iconSide = CardLayout(font()).iconSide * 6 / 5;
    auto* const icon = new QLabel(heading_);
    icon->setPixmap(
        QIcon(":/tempera/tempera.svg").pixmap(QSize(iconSide, iconSide), devicePixelRatioF()));
    auto* const title = new QLabel(tr("Welcome to Tempera"), heading_);
    title->setWordWrap(true);
    title->setFont(scaledFont(font(), 1.7, QFont::DemiBold));
    subtitle_ = new QLabel(
        tr("Small language models, and what temperature does to the words they choose."), heading_);
    subtitle_->setWordWrap(true);
    closeButton_ = new CloseButton(heading_);
    connect(closeButton_, &QToolButton::clicked, this, &WelcomePanel::closed);

    auto* const layout = new QGridLayout(heading_);
    layout->setContentsMargins({});
    layout->setHorizontalSpacing(CardLayout(font()).gap);
    layout->setVerticalSpacing(CardLayout(font()).lineGap);
    layout->setColumnStretch(1, 1);
    layout->addWidget(icon, 0, 0, 2, 1);
    layout->addWidget(title, 0, 1, Qt::AlignBottom);
    layout->addWidget(subtitle_, 1, 1, Qt::AlignTop);
    layout->addWidget(closeButton_, 0, 2, Qt::AlignTop);
}

void WelcomePanel::build() {
    const int line = fontMetrics().height();
    showAtStart_ = new QCheckBox(tr("&Show this at start"), this);
    showAtStart_->setChecked(true);
    showAtStart_->setToolTip(tr("Opens this page whenever Tempera starts."));
    connect(showAtStart_, &QCheckBox::clicked, this, &WelcomePanel::showAtStartChanged);
    grid_ = new QGridLayout;
    grid_->setSpacing(line * 3 / 4);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(line * 3 / 2, line * 3 / 2, line * 3 / 2, line);
    layout->setSpacing(line);
    makeHeading();
    layout->addWidget(heading_);
    layout->addLayout(grid_, 1);
    layout->addWidget(showAtStart_);
}

std::array<QWidget*, 4> WelcomePanel::cards() const {
    return {tryCard_, trainCard_, openCard_, downloadCard_};
}

void WelcomePanel::arrangeCards(int columns) {
    if (columns == columns_)
        return;
    columns_ = columns;
    const auto cards = this->cards();
    for (std::size_t index = 0; index < cards.size(); ++index) {
        const int place = static_cast<int>(index);
        grid_->addWidget(cards[index], place / columns, place % columns);
        grid_->setRowStretch(place, place < 4 / columns ? 1 : 0);
        grid_->setColumnStretch(place, place < columns ? 1 : 0);
    }
}

bool WelcomePanel::showAtStart() const {
    return showAtStart_->isChecked();
}

void WelcomePanel::setShowAtStart(bool show) {
    showAtStart_->setChecked(show);
}

void WelcomePanel::setDownloadStatus(const DownloadStatus& status) {
    downloadCard_->setStatus(status);
}

int WelcomePanel::widthFor(int columns, int cardWidth) const {
    const QMargins margins = layout()->contentsMargins();
    return columns * cardWidth + (columns - 1) * grid_->horizontalSpacing() + margins.left() +
           margins.right();
}

int WelcomePanel::columnsFor(int width) const {
    const int cardWidth = tryCard_->minimumSizeHint().width();
    if (width >= widthFor(4, cardWidth))
        return 4;
    return width >= widthFor(2, cardWidth) ? 2 : 1;
}

/// The height at which nothing is cut off, whatever the present arrangement.
int WelcomePanel::heightFor(int columns, int width) const {
    const QMargins margins = layout()->contentsMargins();
    const int inside = width - margins.left() - margins.right();
    const int cardWidth = (inside - (columns - 1) * grid_->horizontalSpacing()) / columns;
    const auto cards = this->cards();
    const int rows = static_cast<int>(cards.size()) / columns;
    int height = margins.top() + margins.bottom() + 2 * layout()->spacing() +
                 heading_->heightForWidth(inside) + showAtStart_->sizeHint().height() +
                 (rows - 1) * grid_->verticalSpacing();
    for (int row = 0; row < rows; ++row) {
        int tallest = 0;
        for (int column = 0; column < columns; ++column)
            tallest = std::max(
                tallest,
                cards[static_cast<std::size_t>(row * columns + column)]->heightForWidth(cardWidth));
        height += tallest;
    }
    return height;
}

QSize WelcomePanel::sizeHint() const {
    const int width = widthFor(2, tryCard_->sizeHint().width());
    return {width, heightFor(2, width)};
}

QSize WelcomePanel::minimumSizeHint() const {
    const int narrowest = widthFor(1, tryCard_->minimumSizeHint().width());
    const int present = std::max(width(), narrowest);
    return {narrowest, heightFor(columnsFor(present), present)};
}

void WelcomePanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrangeCards(columnsFor(width()));
    updateGeometry();
}

bool WelcomePanel::event(QEvent* event) {
    // While the panel has the keyboard, Escape closes it, whatever else the key means to the
    // window.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void WelcomePanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

void WelcomePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolor();
}

void WelcomePanel::recolor() {
    QPalette secondary = palette();
    secondary.setColor(QPalette::WindowText, themeColors(palette()).secondaryText);
    subtitle_->setPalette(secondary);
}

void WelcomePanel::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.cardBorder);
    painter.setBrush(colors.cardBackground);
    const qreal radius = CardLayout(font()).radius * 1.4;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace tempera::ui
