// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/download_card.h"

#include "ui/welcome/download_progress.h"
#include "ui/welcome/download_text.h"
#include "ui/welcome/welcome_card.h"

#include <QApplication>

namespace tempera::ui {

DownloadCard::DownloadCard(QWidget* parent)
    : QStackedWidget(parent),
      button_(new WelcomeCard({}, {}, {}, this)),
      progress_(new DownloadProgress(this)) {
    addWidget(button_);
    addWidget(progress_);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::MinimumExpanding);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusProxy(button_);
    connect(button_, &WelcomeCard::clicked, this, &DownloadCard::choose);
    connect(progress_, &DownloadProgress::cancelRequested, this, &DownloadCard::cancelRequested);
    connect(progress_, &DownloadProgress::resumeRequested, this, &DownloadCard::downloadRequested);
    describe();
}

void DownloadCard::setStatus(const DownloadStatus& status) {
    status_ = status;
    const bool button = status.state == DownloadStatus::State::absent ||
                        status.state == DownloadStatus::State::done;
    if (button)
        describe();
    else
        progress_->setStatus(status);
    showPage(button ? static_cast<QWidget*>(button_) : progress_);
}

QSize DownloadCard::sizeHint() const {
    return {button_->sizeHint().width(), QStackedWidget::sizeHint().height()};
}

QSize DownloadCard::minimumSizeHint() const {
    return {button_->minimumSizeHint().width(), QStackedWidget::minimumSizeHint().height()};
}

void DownloadCard::choose() {
    if (status_.state == DownloadStatus::State::done)
        Q_EMIT trainRequested();
    else
        Q_EMIT downloadRequested();
}

/// Who works with the keyboard stays on the card.
void DownloadCard::showPage(QWidget* page) {
    if (page == currentWidget())
        return;
    const QWidget* const focus = QApplication::focusWidget();
    const bool focused = focus != nullptr && isAncestorOf(focus);
    setCurrentWidget(page);
    if (focused && page == button_)
        button_->setFocus();
    else if (focused)
        progress_->focusButton();
}

void DownloadCard::describe() {
    if (status_.state == DownloadStatus::State::done)
        button_->setTexts("card-train", tr("Train on the IMDB reviews"),
                          tr("All 50,000 are on this computer: teach a model to write like them."));
    else if (status_.received > 0)
        button_->setTexts(
            "card-download", tr("Get the rest of the IMDB reviews"),
            tr("%1 are on this computer already: go on from there.").arg(downloadText(status_)));
    else
        button_->setTexts("card-download", tr("Get the IMDB reviews"),
                          tr("Download 50,000 real film reviews (84 MB), those that the book "
                             "trains on."));
}

} // namespace tempera::ui
