// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/export_content.h"

#include <QDialog>
#include <memory>

namespace tempera::ui {

/// Exports a text, a distribution or a chart: what, in which format, with a preview of the very
/// bytes, to a file or the clipboard. Choices are remembered (QSettings). A file that can't be
/// written is told in the dialog, which stays open.
class ExportDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ExportDialog(ExportContent content, QWidget* parent = nullptr);
    ~ExportDialog() override;

    /// Chooses one of the content's charts.
    void selectChart(const Chart& chart);

Q_SIGNALS:
    /// A file was written.
    void exported(const QString& path);

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace tempera::ui
