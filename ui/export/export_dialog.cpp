// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

namespace tempera::ui {

class ExportDialog::Implementation {
public:
    explicit Implementation(ExportContent content) : content_(std::move(content)) {}

private:
    ExportContent content_;
};

ExportDialog::ExportDialog(ExportContent content, QWidget* parent)
    : QDialog(parent), implementation_(std::make_unique<Implementation>(std::move(content))) {}

ExportDialog::~ExportDialog() = default;

void ExportDialog::selectChart(const Chart&) {}

} // namespace tempera::ui
