// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/setup/setting_field.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QToolButton;
QT_END_NAMESPACE

namespace tempera::ui {

class SettingEditor;

/// A setting in the form: its name, editor and unit, the preset's value where it is another one,
/// and beneath them what is wrong with what was typed.
class SettingRow final : public QWidget {
    Q_OBJECT
public:
    explicit SettingRow(SettingField field, QWidget* parent = nullptr);

    const SettingField& field() const { return field_; }
    SettingEditor& editor() const { return *editor_; }
    /// Shows the plan's value, unless what is typed means the same.
    void show(const RunPlan& plan);
    /// Puts what is typed into the plan and returns what is wrong with it, as field().apply().
    QString apply(RunPlan& plan) const;
    /// Beneath the editor; empty: nothing is wrong.
    void setProblem(const QString& problem);
    const QString& problem() const { return problem_; }
    /// The value that a button offers to go back to where the plan has another one.
    void showPreset(const RunPlan& preset, const QString& presetName, const RunPlan& plan);
    /// Widths that are common to all rows, so that their columns are in line.
    void setColumns(int labelWidth, int unitWidth);

Q_SIGNALS:
    void edited();
    /// The text was left or confirmed.
    void finished();
    /// The editor has the keyboard's focus now.
    void focused();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void colorTexts();

    SettingField field_;
    QLabel* label_;
    SettingEditor* editor_;
    QLabel* unit_;
    QToolButton* reset_;
    QLabel* problemLabel_;
    QString problem_;
    QString presetText_; ///< what reset_ goes back to
};

} // namespace tempera::ui
