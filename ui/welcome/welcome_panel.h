// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/welcome/download_status.h"

#include <QWidget>
#include <array>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QGridLayout;
class QLabel;
class QToolButton;
QT_END_NAMESPACE

namespace tempera::ui {

class DownloadCard;
class WelcomeCard;

/// What a person sees first: four ways to begin, as large cards, side by side where there is room,
/// else in two columns or one. Stands over the window or beside it; emits what was chosen and is
/// hidden by its owner.
class WelcomePanel final : public QWidget {
    Q_OBJECT
public:
    explicit WelcomePanel(QWidget* parent = nullptr);

    void setDownloadStatus(const DownloadStatus& status);
    void setShowAtStart(bool show);
    bool showAtStart() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void tryBuiltinRequested();
    void trainBuiltinRequested();
    void openRequested();
    /// Begin the download, or go on with it.
    void downloadRequested();
    void downloadCancelRequested();
    void trainDownloadedRequested();
    /// The close button or Escape.
    void closed();
    /// The person clicked the check box.
    void showAtStartChanged(bool show);

protected:
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeCards();
    void makeHeading();
    void build();
    void arrangeCards(int columns);
    void recolor();
    std::array<QWidget*, 4> cards() const;
    int columnsFor(int width) const;
    int widthFor(int columns, int cardWidth) const;
    int heightFor(int columns, int width) const;

    WelcomeCard* tryCard_ = nullptr;
    WelcomeCard* trainCard_ = nullptr;
    WelcomeCard* openCard_ = nullptr;
    DownloadCard* downloadCard_ = nullptr;
    QWidget* heading_ = nullptr;
    QLabel* subtitle_ = nullptr;
    QToolButton* closeButton_ = nullptr;
    QCheckBox* showAtStart_ = nullptr;
    QGridLayout* grid_ = nullptr;
    int columns_ = 0;
};

} // namespace tempera::ui
