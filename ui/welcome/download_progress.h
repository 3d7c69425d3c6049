// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/welcome/download_status.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QProgressBar;
class QPushButton;
QT_END_NAMESPACE

namespace tempera::ui {

/// A card that shows a download under way, or why it stopped.
class DownloadProgress final : public QWidget {
    Q_OBJECT
public:
    explicit DownloadProgress(QWidget* parent = nullptr);

    /// running, verifying or failed.
    void setStatus(const DownloadStatus& status);
    /// Gives the focus to the button that is shown.
    void focusButton();

Q_SIGNALS:
    void cancelRequested();
    void resumeRequested();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void recolor();

    DownloadStatus status_;
    QLabel* title_;
    QLabel* detail_;
    QProgressBar* bar_;
    QPushButton* cancelButton_;
    QPushButton* resumeButton_;
};

} // namespace tempera::ui
