// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/plan_form.h"

#include "ui/lens/lens_card.h"
#include "ui/setup/preset_bar.h"
#include "ui/setup/setting_editor.h"
#include "ui/setup/setting_row.h"
#include "ui/setup/setting_text.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>
#include <chrono>

namespace tempera::ui {

namespace {

using namespace std::chrono_literals;
/// Long enough not to take "9" for a value while "900" is being typed.
constexpr auto typingPause = 500ms;

} // namespace

PlanForm::PlanForm(QWidget* parent)
    : QWidget(parent),
      presets_(new PresetBar(this)),
      scroller_(new QScrollArea(this)),
      explanation_(new QLabel(this)) {
    setAccessibleName(tr("Settings of the run"));
    const int space = fontMetrics().height() / 2;
    scroller_->setWidget(makeGroups());
    scroller_->setWidgetResizable(true);
    scroller_->setFrameShape(QFrame::NoFrame);
    scroller_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroller_->setFocusPolicy(Qt::NoFocus);
    scroller_->viewport()->setAutoFillBackground(false);
    scroller_->widget()->setAutoFillBackground(false);
    explanation_->setWordWrap(true);
    explanation_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    explanation_->setMinimumHeight(2 * fontMetrics().lineSpacing());
    explanation_->setAccessibleName(tr("About the setting"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space);
    layout->addWidget(presets_);
    layout->addWidget(scroller_, 1);
    layout->addWidget(explanation_);
    connect(presets_, &PresetBar::chosen, this, &PlanForm::choose);
    pause_.setSingleShot(true);
    pause_.setInterval(typingPause);
    connect(&pause_, &QTimer::timeout, this, &PlanForm::commit);
    alignColumns();
    setMinimumWidth(scroller_->widget()->minimumSizeHint().width() +
                    scroller_->verticalScrollBar()->sizeHint().width());
    plan_.settings = presetSettings(preset_);
    for (SettingRow* row : rows_)
        row->show(plan_);
    check();
    explainPreset();
}

QWidget* PlanForm::makeGroups() {
    auto* groups = new QWidget;
    auto* layout = new QVBoxLayout(groups);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(fontMetrics().height() / 2);
    for (const SettingGroup group :
         {SettingGroup::data, SettingGroup::network, SettingGroup::optimizer,
          SettingGroup::schedule, SettingGroup::run, SettingGroup::limits, SettingGroup::machine})
        layout->addWidget(makeGroup(group));
    layout->addStretch(1);
    return groups;
}

QWidget* PlanForm::makeGroup(SettingGroup group) {
    auto* card = new LensCard;
    card->setAccessibleName(groupTitle(group));
    auto* title = new QLabel(groupTitle(group), card);
    title->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    const int space = fontMetrics().height() / 2;
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(space, space, space, space);
    layout->setSpacing(space / 2);
    layout->addWidget(title);
    for (SettingField& field : settingFields()) {
        if (field.group != group)
            continue;
        auto* row = new SettingRow(std::move(field), card);
        layout->addWidget(row);
        connectRow(*row);
        rows_.push_back(row);
    }
    return card;
}

void PlanForm::connectRow(SettingRow& row) {
    connect(&row, &SettingRow::edited, this, [this, &row] {
        const SettingField::Editor editor = row.field().editor;
        check();
        if (editor == SettingField::Editor::choice || editor == SettingField::Editor::toggle)
            commit();
        else
            pause_.start();
    });
    connect(&row, &SettingRow::finished, this, [this, &row] {
        commit();
        RunPlan draft = plan_; // which other fields may keep from being the plan yet
        if (row.apply(draft).isEmpty())
            row.editor().setText(row.field().text(draft));
    });
    connect(&row, &SettingRow::focused, this, [this, &row] {
        explain(row);
        scroller_->ensureWidgetVisible(&row);
    });
}

void PlanForm::alignColumns() {
    int labelWidth = 0;
    int unitWidth = 0;
    for (const SettingRow* row : rows_) {
        labelWidth = std::max(labelWidth, fontMetrics().horizontalAdvance(row->field().label));
        unitWidth = std::max(unitWidth, fontMetrics().horizontalAdvance(row->field().unit));
    }
    for (SettingRow* row : rows_)
        row->setColumns(labelWidth + 1, unitWidth + 1);
}

SettingRow* PlanForm::rowOf(std::string_view path) const {
    const auto row = std::ranges::find_if(
        rows_, [path](const SettingRow* candidate) { return candidate->field().path == path; });
    return row == rows_.end() ? nullptr : *row;
}

void PlanForm::setPlan(const RunPlan& plan) {
    if (plan == plan_)
        return;
    pause_.stop();
    plan_ = plan;
    for (SettingRow* row : rows_)
        row->show(plan_);
    RunPlan draft = plan_;
    readInto(draft);
    preset_ = std::ranges::min(planPresets, {}, [this](PlanPreset p) { return differences(p); });
    showPresets();
    explainPreset();
    Q_EMIT problemsChanged();
}

void PlanForm::check() {
    RunPlan draft = plan_;
    readInto(draft);
    showPresets();
    Q_EMIT problemsChanged();
}

void PlanForm::commit() {
    pause_.stop();
    RunPlan draft = plan_;
    const bool valid = readInto(draft);
    if (!valid || draft == plan_)
        return;
    plan_ = draft;
    showPresets();
    Q_EMIT planEdited(plan_);
}

bool PlanForm::readInto(RunPlan& draft) {
    bool valid = true;
    for (SettingRow* row : rows_) {
        const bool applies = row->field().applies(draft);
        row->setVisible(applies);
        if (!applies)
            row->editor().setText(row->field().text(draft));
        const QString problem = applies ? row->apply(draft) : QString();
        row->setProblem(problem);
        valid = valid && problem.isEmpty();
    }
    return checkTogether(draft) && valid;
}

bool PlanForm::checkTogether(const RunPlan& draft) {
    const auto problems = settingProblems(draft.settings);
    for (const SettingProblem& problem : problems)
        if (SettingRow* row = rowOf(problem.field); row != nullptr && row->problem().isEmpty())
            row->setProblem(QString::fromStdString(problem.message));
    return problems.empty();
}

QStringList PlanForm::problems() const {
    QStringList names;
    for (const SettingRow* row : rows_)
        if (!row->problem().isEmpty())
            names.append(row->field().label);
    return names;
}

RunPlan PlanForm::presetPlan(PlanPreset preset) const {
    RunPlan plan = plan_;
    plan.settings = presetSettings(preset, plan_.settings);
    return plan;
}

int PlanForm::differences(PlanPreset preset) const {
    const RunPlan other = presetPlan(preset);
    return static_cast<int>(std::ranges::count_if(rows_, [&](const SettingRow* row) {
        return row->field().text(other) != row->field().text(plan_);
    }));
}

void PlanForm::showPresets() {
    for (const PlanPreset preset : planPresets)
        if (differences(preset) == 0)
            preset_ = preset;
    const RunPlan preset = presetPlan(preset_);
    for (SettingRow* row : rows_)
        row->showPreset(preset, presetName(preset_), plan_);
    presets_->showPreset(preset_, differences(preset_));
}

void PlanForm::choose(PlanPreset preset) {
    pause_.stop();
    const RunPlan chosen = presetPlan(preset);
    const bool changed = chosen != plan_;
    preset_ = preset;
    plan_ = chosen;
    for (SettingRow* row : rows_)
        row->editor().setText(row->field().text(plan_));
    check();
    explainPreset();
    if (changed)
        Q_EMIT planEdited(plan_);
}

void PlanForm::explainPreset() {
    explanation_->setText(presetDescription(preset_));
}

void PlanForm::explain(const SettingRow& row) {
    const SettingField& field = row.field();
    const QString range = field.range.isEmpty() ? QString() : tr(" Allowed: %1.").arg(field.range);
    explanation_->setText(field.explanation + range);
}

void PlanForm::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    QPalette secondary;
    secondary.setColor(QPalette::WindowText, themeColors(palette()).secondaryText);
    explanation_->setPalette(secondary);
}

void PlanForm::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // In a low panel the fields need the room; tool tips tell the same.
    explanation_->setVisible(height() > 14 * fontMetrics().lineSpacing());
}

} // namespace tempera::ui
