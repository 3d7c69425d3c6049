// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/setup/setting_field.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLineEdit;
QT_END_NAMESPACE

namespace tempera::ui {

class SwitchBox;

/// Edits one setting as text, with the control that suits it. Keeps whatever is typed.
class SettingEditor final : public QWidget {
    Q_OBJECT
public:
    explicit SettingEditor(const SettingField& field, QWidget* parent = nullptr);

    QString text() const;
    /// Emits nothing.
    void setText(const QString& text);
    /// The part that takes the keyboard's focus.
    QWidget* control() const;

Q_SIGNALS:
    /// By a person.
    void edited();
    /// A text was left or confirmed by Enter.
    void finished();

private:
    void addLine(const SettingField& field);
    void addBox(const SettingField& field);
    void addSwitch(const SettingField& field);
    void addChooser(const SettingField& field);
    void chooseFile();

    QLineEdit* line_ = nullptr;
    QComboBox* box_ = nullptr;
    SwitchBox* switch_ = nullptr;
};

} // namespace tempera::ui
