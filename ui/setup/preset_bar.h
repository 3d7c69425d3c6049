// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/setup/plan_presets.h"

#include <QWidget>
#include <map>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace tempera::ui {

/// Small, Book, GPT, and Custom once anything was changed.
class PresetBar final : public QWidget {
    Q_OBJECT
public:
    explicit PresetBar(QWidget* parent = nullptr);

    /// Which one the settings are, or from which one they differ in so many settings.
    void showPreset(PlanPreset preset, int differences);

Q_SIGNALS:
    void chosen(tempera::ui::PlanPreset preset);

protected:
    void changeEvent(QEvent* event) override;

private:
    QPushButton* addButton(const QString& text, const QString& toolTip);
    void mark(QPushButton& button, bool current);

    std::map<PlanPreset, QPushButton*> buttons_;
    QPushButton* custom_;
    PlanPreset preset_ = PlanPreset::book;
    int differences_ = 0;
};

} // namespace tempera::ui
