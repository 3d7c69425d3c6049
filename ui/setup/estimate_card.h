// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/setup/run_estimate.h"
#include "ui/setup/run_plan.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;
QT_END_NAMESPACE

namespace tempera::ui {

class ElidedLabel;
class MeterBar;
class PrimaryButton;

/// What the run would need, and the buttons that begin it.
class EstimateCard final : public QWidget {
    Q_OBJECT
public:
    explicit EstimateCard(QWidget* parent = nullptr);

    void setCorpusName(const QString& name);
    /// With the parameters of the network that it gives.
    void setPlan(const RunPlan& plan, qint64 parameters);
    void setEstimate(const RunEstimate& estimate);
    /// Settings that can't be used as they are typed, by name.
    void setProblems(const QStringList& names);
    void setTraining(bool running);

Q_SIGNALS:
    void trainRequested();
    void measureRequested();
    void saveSettingsRequested();
    void loadSettingsRequested();
    void corpusRequested();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeFigures();
    void addCorpus(QVBoxLayout& layout);
    void addMemory(QVBoxLayout& layout);
    void addSpeed(QVBoxLayout& layout);
    QLabel* addLabel(QVBoxLayout& layout, const QString& accessibleName);
    QPushButton* makeButton(const QString& text, const QString& toolTip);
    void showAll();
    void showMemory();
    void showSpeed();
    void showButtons();
    /// Why no run can begin; empty where one can.
    QString obstacle() const;
    bool memoryIsShort() const;
    /// Where it is not, time comes first: the diagram tells the parameters too.
    bool isTall() const;
    void colorTexts();

    QString corpus_;
    RunPlan plan_;
    qint64 parameterCount_ = 0;
    RunEstimate estimate_;
    QStringList problems_;
    bool training_ = false;

    QScrollArea* scroller_;
    ElidedLabel* corpusName_ = nullptr;
    QLabel* parameters_ = nullptr;
    QLabel* memory_ = nullptr;
    MeterBar* memoryBar_ = nullptr;
    QLabel* speed_ = nullptr;
    QPushButton* measure_ = nullptr;
    ElidedLabel* output_ = nullptr;
    QLabel* obstacle_ = nullptr;
    PrimaryButton* train_ = nullptr;
};

} // namespace tempera::ui
