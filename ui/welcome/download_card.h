// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/welcome/download_status.h"

#include <QStackedWidget>

namespace tempera::ui {

class DownloadProgress;
class WelcomeCard;

/// The card of the IMDB reviews: a button to get them or to train on them, and what is going on in
/// between.
class DownloadCard final : public QStackedWidget {
    Q_OBJECT
public:
    explicit DownloadCard(QWidget* parent = nullptr);

    void setStatus(const DownloadStatus& status);

    /// As wide as the other cards.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void downloadRequested();
    void cancelRequested();
    void trainRequested();

private:
    void choose();
    void showPage(QWidget* page);
    void describe();

    DownloadStatus status_;
    WelcomeCard* button_;
    DownloadProgress* progress_;
};

} // namespace tempera::ui
