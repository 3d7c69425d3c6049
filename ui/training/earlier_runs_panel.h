// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/training/earlier_run.h"

#include <QWidget>
#include <vector>

QT_BEGIN_NAMESPACE
class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;
QT_END_NAMESPACE

namespace tempera::ui {

/// The runs that the present one can be compared with: which are drawn, in which colour, and in
/// what the selected one's settings differ.
class EarlierRunsPanel final : public QWidget {
    Q_OBJECT
public:
    explicit EarlierRunsPanel(QWidget* parent = nullptr);

    void setRuns(std::vector<EarlierRun> runs);
    const std::vector<EarlierRun>& runs() const { return runs_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void toggled(const QString& id, bool shown);
    void opened(const QString& id);
    void resumed(const QString& id);
    void removed(const QString& id);
    void addRequested();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QPushButton* addButton(const QString& text, const QString& name, const QString& toolTip);
    QWidget* buttonRow();
    void layOut();
    void takeCheck(const QListWidgetItem* item);
    void showRuns();
    void showSelected();
    void chooseRoom();
    const EarlierRun* selected() const;

    std::vector<EarlierRun> runs_;
    QLabel* heading_;
    QListWidget* list_;
    QLabel* empty_;
    QLabel* details_;
    QPushButton* add_;
    QPushButton* open_;
    QPushButton* resume_;
    QPushButton* remove_;
};

/// One line a difference, as in "learning rate: 0.001 here, 0.01 there".
QString differencesText(const std::vector<EarlierRun::Difference>& differences);

} // namespace tempera::ui
