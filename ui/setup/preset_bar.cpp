// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/preset_bar.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace tempera::ui {

PresetBar::PresetBar(QWidget* parent) : QWidget(parent) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(fontMetrics().height() / 3);
    layout->addWidget(new QLabel(tr("Preset:"), this));
    for (const PlanPreset preset : planPresets) {
        QPushButton* button = addButton(presetName(preset), presetDescription(preset));
        buttons_[preset] = button;
        connect(button, &QPushButton::clicked, this, [this, preset] {
            showPreset(preset_, differences_); // a press of a checked button must not uncheck it
            Q_EMIT chosen(preset);
        });
    }
    custom_ = addButton(tr("Custom"), {});
    custom_->setEnabled(false);
    layout->addStretch(1);
    showPreset(preset_, 0);
}

QPushButton* PresetBar::addButton(const QString& text, const QString& toolTip) {
    auto* button = new QPushButton(text, this);
    button->setCheckable(true);
    button->setAutoDefault(false);
    button->setAccessibleName(tr("Preset %1").arg(text));
    button->setAccessibleDescription(toolTip);
    button->setToolTip(toolTip);
    button->setMinimumWidth(fontMetrics().averageCharWidth() * 7);
    layout()->addWidget(button);
    return button;
}

void PresetBar::showPreset(PlanPreset preset, int differences) {
    preset_ = preset;
    differences_ = differences;
    for (auto& [other, button] : buttons_)
        mark(*button, other == preset && differences == 0);
    mark(*custom_, differences > 0);
    const QString meaning = differences == 0
                                ? tr("Nothing differs from the preset.")
                                : tr("Settings that differ from %1: %2.")
                                      .arg(presetName(preset), QString::number(differences));
    custom_->setToolTip(meaning);
    custom_->setAccessibleDescription(meaning);
}

void PresetBar::mark(QPushButton& button, bool current) {
    const ThemeColors colors = themeColors(palette());
    button.setChecked(current);
    QPalette marked; // Fusion alone hardly shows it in dark colours
    if (current)
        for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
            marked.setColor(group, QPalette::Button, colors.accent);
            marked.setColor(group, QPalette::ButtonText, colors.accentText);
        }
    button.setPalette(marked);
}

void PresetBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showPreset(preset_, differences_);
}

} // namespace tempera::ui
