// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/export_choice.h"

#include <QDialog>
#include <optional>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace tempera::ui {

class ExportOptions;
class ExportPreview;
class ExportTarget;

/// Exports a text, a distribution or a chart: what, in which format, with a preview of the very
/// bytes, to a file or the clipboard. Choices are remembered (QSettings, group "export"). A file
/// that can't be written is told in the dialog, which stays open.
class ExportDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ExportDialog(ExportContent content, QWidget* parent = nullptr);

    /// Chooses one of the content's charts.
    void selectChart(const Chart& chart);
    /// Chooses one of the content's distributions.
    void selectDistribution(std::size_t index);

    void done(int result) override;

Q_SIGNALS:
    /// A file was written.
    void exported(const QString& path);

protected:
    void changeEvent(QEvent* event) override;

private:
    void createChoices();
    QWidget* createButtons();
    void load();
    void select(const ExportItem& item);
    std::optional<ExportItem> item() const;
    void takeItem();
    void propose();
    void refresh();
    void showMessage(const QString& text, bool isProblem);
    void copy();
    void save();
    void askToReplace(const QString& path);
    void write(const QString& path);

    ExportContent content_;
    std::vector<ExportItem> items_;
    QByteArray bytes_; ///< what the preview shows and what is written
    QComboBox* what_;
    ExportOptions* options_;
    ExportPreview* preview_;
    ExportTarget* target_;
    QLabel* message_;
    bool messageIsProblem_ = false;
    QPushButton* copyButton_ = nullptr;
    QPushButton* saveButton_ = nullptr;
};

} // namespace tempera::ui
