// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/token_coloring.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QAction;
class QComboBox;
class QPushButton;
class QSpinBox;
QT_END_NAMESPACE

namespace tempera::ui {

class GenerateManyButton;
class PrimaryButton;
class SeedBox;

/// The controls beneath the prompt: generate or stop, length, seed, colouring, export. They wrap
/// where the window is narrow. Setters never emit.
class GenerationBar final : public QWidget {
    Q_OBJECT
public:
    explicit GenerationBar(QWidget* parent = nullptr);

    void setGenerating(bool generating);
    void setLength(int length);
    void setSeed(quint64 seed);
    void setSeedLocked(bool locked);
    void setColoring(TokenColoring coloring);
    TokenColoring coloring() const;
    void setExportEnabled(bool enabled);

    QAction* generateAction() const { return generate_; }
    QAction* stopAction() const { return stop_; }

Q_SIGNALS:
    void generateRequested();
    void stopRequested();
    void generateManyRequested(int count);
    void lengthChanged(int length);
    void seedChanged(quint64 seed);
    void seedLockChanged(bool locked);
    void rerollRequested();
    void coloringChanged(tempera::ui::TokenColoring coloring);
    void exportRequested();

private:
    void createActions();
    void describe();
    void fillColorings();
    void connectControls();
    void layOut();
    void commitTyped();
    void showGenerating();

    bool generating_ = false;
    QAction* generate_;
    QAction* stop_;
    PrimaryButton* button_;
    GenerateManyButton* many_;
    QSpinBox* length_;
    SeedBox* seed_;
    QComboBox* coloring_;
    QPushButton* export_;
};

} // namespace tempera::ui
