// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/setting_row.h"

#include "ui/setup/setting_editor.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QToolButton>
#include <utility>

namespace tempera::ui {

namespace {

enum Column { labelColumn, editorColumn, unitColumn, resetColumn };

} // namespace

SettingRow::SettingRow(SettingField field, QWidget* parent)
    : QWidget(parent),
      field_(std::move(field)),
      label_(new QLabel(field_.label, this)),
      editor_(new SettingEditor(field_, this)),
      unit_(new QLabel(field_.unit, this)),
      reset_(new QToolButton(this)),
      problemLabel_(new QLabel(this)) {
    build();
    editor_->control()->installEventFilter(this);
    connect(editor_, &SettingEditor::edited, this, &SettingRow::edited);
    connect(editor_, &SettingEditor::finished, this, &SettingRow::finished);
    connect(reset_, &QToolButton::clicked, this, [this] {
        editor_->setText(presetText_);
        editor_->setFocus(); // the button is about to vanish
        Q_EMIT edited();
        Q_EMIT finished();
    });
    colorTexts();
}

void SettingRow::build() {
    label_->setBuddy(editor_->control());
    label_->setToolTip(field_.explanation);
    reset_->setAutoRaise(true);
    reset_->setVisible(false);
    QSizePolicy keepsPlace = reset_->sizePolicy();
    keepsPlace.setHorizontalPolicy(QSizePolicy::Fixed);
    reset_->setSizePolicy(keepsPlace);
    problemLabel_->setWordWrap(true);
    problemLabel_->setVisible(false);
    problemLabel_->setAccessibleName(tr("%1: problem").arg(field_.label));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(fontMetrics().averageCharWidth());
    grid->setVerticalSpacing(0);
    const bool isFile = field_.editor == SettingField::Editor::file;
    grid->addWidget(label_, 0, labelColumn);
    grid->addWidget(editor_, 0, editorColumn, 1, isFile ? 3 : 1);
    if (!isFile) {
        grid->addWidget(unit_, 0, unitColumn);
        grid->addWidget(reset_, 0, resetColumn, Qt::AlignLeft | Qt::AlignVCenter);
    }
    grid->addWidget(problemLabel_, 1, editorColumn, 1, 3);
    grid->setColumnStretch(editorColumn, 1);
    grid->setColumnMinimumWidth(resetColumn, fontMetrics().averageCharWidth() * 13);
}

void SettingRow::setColumns(int labelWidth, int unitWidth) {
    label_->setFixedWidth(labelWidth);
    unit_->setFixedWidth(unitWidth);
}

void SettingRow::show(const RunPlan& plan) {
    const QString text = field_.text(plan);
    RunPlan typed = plan;
    if (!apply(typed).isEmpty() || field_.text(typed) != text)
        editor_->setText(text);
}

QString SettingRow::apply(RunPlan& plan) const {
    return field_.apply(editor_->text(), plan);
}

void SettingRow::setProblem(const QString& problem) {
    if (problem == problem_)
        return;
    problem_ = problem;
    problemLabel_->setText(problem);
    problemLabel_->setVisible(!problem.isEmpty());
    editor_->control()->setAccessibleDescription(problem.isEmpty() ? field_.explanation : problem);
    colorTexts();
}

void SettingRow::showPreset(const RunPlan& preset, const QString& presetName, const RunPlan& plan) {
    presetText_ = field_.text(preset);
    const bool differs = presetText_ != field_.text(plan) || !problem_.isEmpty();
    const QString value = field_.displayText(preset);
    reset_->setText(tr("%1: %2").arg(presetName, value));
    reset_->setToolTip(tr("Back to the value of the preset %1: %2.").arg(presetName, value));
    reset_->setAccessibleName(tr("%1: back to %2").arg(field_.label, value));
    reset_->setVisible(differs && field_.group != SettingGroup::machine);
}

bool SettingRow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn)
        Q_EMIT focused();
    return QWidget::eventFilter(watched, event);
}

void SettingRow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colorTexts();
}

void SettingRow::colorTexts() {
    const ThemeColors colors = themeColors(palette());
    const auto tint = [](QWidget* widget, QPalette::ColorRole role, const QColor& color) {
        QPalette tinted;
        tinted.setColor(role, color);
        widget->setPalette(tinted);
    };
    tint(unit_, QPalette::WindowText, colors.secondaryText);
    tint(problemLabel_, QPalette::WindowText, colors.warningText);
    tint(reset_, QPalette::ButtonText, colors.accent);
}

} // namespace tempera::ui
