// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/setting_editor.h"

#include "ui/samplers/switch_box.h"
#include "ui/text/field_frame.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QWheelEvent>

namespace tempera::ui {

namespace {

/// Turns of the wheel scroll the form: they don't change a choice that happens to pass by.
class ChoiceBox final : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

} // namespace

SettingEditor::SettingEditor(const SettingField& field, QWidget* parent) : QWidget(parent) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(fontMetrics().averageCharWidth());
    switch (field.editor) {
    case SettingField::Editor::number:
        addLine(field);
        break;
    case SettingField::Editor::choice:
        addBox(field);
        break;
    case SettingField::Editor::toggle:
        addSwitch(field);
        break;
    case SettingField::Editor::file:
        addLine(field);
        addChooser(field);
        break;
    }
    control()->setAccessibleName(field.label);
    control()->setAccessibleDescription(field.explanation);
    control()->setToolTip(field.explanation);
    setFocusProxy(control());
}

void SettingEditor::addLine(const SettingField& field) {
    line_ = new QLineEdit;
    line_->setFrame(false);
    line_->setPlaceholderText(field.placeholder);
    line_->setMinimumWidth(fontMetrics().averageCharWidth() * 6);
    if (field.editor == SettingField::Editor::number)
        line_->setAlignment(Qt::AlignRight);
    layout()->addWidget(new FieldFrame(line_, this));
    connect(line_, &QLineEdit::textEdited, this, &SettingEditor::edited);
    connect(line_, &QLineEdit::editingFinished, this, &SettingEditor::finished);
}

void SettingEditor::addBox(const SettingField& field) {
    box_ = new ChoiceBox(this);
    for (const auto& [name, label] : field.choices)
        box_->addItem(label, name);
    box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box_->setMinimumContentsLength(10);
    layout()->addWidget(box_);
    connect(box_, &QComboBox::activated, this, &SettingEditor::edited);
}

void SettingEditor::addSwitch(const SettingField& field) {
    switch_ = new SwitchBox(QString(), this);
    switch_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    layout()->addWidget(switch_);
    connect(switch_, &SwitchBox::clicked, this, &SettingEditor::edited);
    switch_->setAccessibleName(field.label);
}

void SettingEditor::addChooser(const SettingField& field) {
    auto* choose = new QPushButton(tr("Choose..."), this);
    choose->setToolTip(tr("Choose a folder and a name for the file."));
    choose->setAccessibleName(tr("%1: choose a file").arg(field.label));
    layout()->addWidget(choose);
    connect(choose, &QPushButton::clicked, this, &SettingEditor::chooseFile);
}

QWidget* SettingEditor::control() const {
    if (line_ != nullptr)
        return line_;
    return box_ != nullptr ? static_cast<QWidget*>(box_) : switch_;
}

QString SettingEditor::text() const {
    if (line_ != nullptr)
        return line_->text();
    if (box_ != nullptr)
        return box_->currentData().toString();
    return switch_->isChecked() ? QStringLiteral("true") : QStringLiteral("false");
}

void SettingEditor::setText(const QString& text) {
    if (line_ != nullptr && line_->text() != text) {
        line_->setText(text);
        line_->setCursorPosition(0); // the beginning is what matters of a long one
    } else if (box_ != nullptr) {
        box_->setCurrentIndex(box_->findData(text));
    } else if (switch_ != nullptr) {
        switch_->setChecked(text == u"true");
    }
}

void SettingEditor::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Keep the Run In"), line_->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Checkpoint (*.tempera)"));
    dialog->setDefaultSuffix(QStringLiteral("tempera"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        setText(path);
        Q_EMIT edited();
        Q_EMIT finished();
    });
    dialog->open();
}

} // namespace tempera::ui
