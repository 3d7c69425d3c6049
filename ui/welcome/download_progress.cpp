// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/download_progress.h"

#include "ui/theme/plain_tool_tip.h"
#include "ui/theme/theme.h"
#include "ui/welcome/card_painting.h"
#include "ui/welcome/download_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace tempera::ui {

namespace {

constexpr int barSteps = 1'000;

} // namespace

DownloadProgress::DownloadProgress(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(this)),
      detail_(new QLabel(this)),
      bar_(new QProgressBar(this)),
      cancelButton_(new QPushButton(tr("Cancel"), this)),
      resumeButton_(new QPushButton(tr("Resume"), this)) {
    setAccessibleName(tr("Download of the IMDB reviews"));
    bar_->setRange(0, barSteps);
    bar_->setTextVisible(false);
    bar_->setAccessibleName(tr("Downloaded share"));
    bar_->setToolTip(tr("How much of the archive is on this computer."));
    cancelButton_->setToolTip(tr("Stops the download and keeps what has come so far."));
    resumeButton_->setToolTip(tr("Goes on from where the download stopped."));
    detail_->setWordWrap(true);
    connect(cancelButton_, &QPushButton::clicked, this, &DownloadProgress::cancelRequested);
    connect(resumeButton_, &QPushButton::clicked, this, &DownloadProgress::resumeRequested);
    build();
    recolor();
    setStatus({});
}

void DownloadProgress::build() {
    const CardLayout card(font());
    title_->setFont(card.titleFont);
    bar_->setFixedHeight(fontMetrics().height() / 2);
    detail_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* const top = new QHBoxLayout;
    top->addWidget(title_, 1);
    top->addWidget(cancelButton_);
    top->addWidget(resumeButton_);
    auto* const layout = new QVBoxLayout(this);
    const int vertical = card.padding * 3 / 4;
    layout->setContentsMargins(card.textLeft(), vertical, card.padding, vertical);
    layout->setSpacing(card.lineGap);
    // Room for three lines of a message, so that the card keeps its size from state to state.
    setMinimumHeight(2 * vertical + resumeButton_->sizeHint().height() + card.lineGap +
                     3 * fontMetrics().lineSpacing());
    layout->addStretch();
    layout->addLayout(top);
    layout->addWidget(bar_);
    layout->addWidget(detail_);
    layout->addStretch();
}

void DownloadProgress::setStatus(const DownloadStatus& status) {
    status_ = status;
    const bool focused = cancelButton_->hasFocus() || resumeButton_->hasFocus();
    const bool failed = status.state == DownloadStatus::State::failed;
    const bool verifying = status.state == DownloadStatus::State::verifying;
    title_->setText(failed      ? tr("The download stopped")
                    : verifying ? tr("Checking")
                                : tr("Downloading"));
    detail_->setText(failed ? status.message : downloadText(status));
    detail_->setToolTip(failed ? plainToolTip(status.message) : QString());
    bar_->setValue(qRound(downloadFraction(status) * barSteps));
    bar_->setVisible(!failed);
    cancelButton_->setVisible(!failed);
    resumeButton_->setVisible(failed);
    resumeButton_->setText(status.received > 0 ? tr("Resume") : tr("Try Again"));
    if (focused)
        focusButton();
    recolor();
    update();
}

void DownloadProgress::focusButton() {
    const bool failed = status_.state == DownloadStatus::State::failed;
    (failed ? resumeButton_ : cancelButton_)->setFocus();
}

void DownloadProgress::recolor() {
    const ThemeColors colors = themeColors(palette());
    QPalette detailPalette = palette();
    detailPalette.setColor(QPalette::WindowText, status_.state == DownloadStatus::State::failed
                                                     ? colors.warningText
                                                     : colors.secondaryText);
    detail_->setPalette(detailPalette);
}

void DownloadProgress::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolor();
}

void DownloadProgress::paintEvent(QPaintEvent*) {
    const CardLayout layout(font());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCardFrame(painter, rect(), {}, palette());
    const QRect tile(layout.padding, (height() - layout.iconSide) / 2, layout.iconSide,
                     layout.iconSide);
    const bool failed = status_.state == DownloadStatus::State::failed;
    paintCardIcon(painter, tile, failed ? "card-warning" : "card-download", {}, palette());
}

} // namespace tempera::ui
