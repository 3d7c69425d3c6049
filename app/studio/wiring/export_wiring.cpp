// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/export/export_gathering.h"
#include "app/studio/export/reproduction_check.h"
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "core/export/reproduction.h"
#include "ui/charts/chart_actions.h"
#include "ui/compare/compare_panel.h"
#include "ui/export/export_dialog.h"
#include "ui/results/results_panel.h"
#include "ui/text/writing_panel.h"

#include <QFile>
#include <QFileDialog>

namespace tempera::studio {

namespace {

void runDialog(Studio& studio, ui::ExportContent content, const ui::Chart* chart = nullptr) {
    ui::ExportDialog dialog(std::move(content), &studio.window());
    if (chart != nullptr)
        dialog.selectChart(*chart);
    QObject::connect(&dialog, &ui::ExportDialog::exported, &studio.window(),
                     [&studio](const QString& path) {
                         studio.window().notify(Studio::tr("Exported %1").arg(path));
                     });
    dialog.exec();
}

void exportResults(Studio& studio, const std::vector<int>& rows) {
    ui::ExportContent content = gatherExport(studio);
    content.texts.insert(content.texts.begin(), selectedResults(studio, rows));
    runDialog(studio, std::move(content));
}

void reproduceFrom(Studio& studio) {
    const QString path = QFileDialog::getOpenFileName(
        &studio.window(), Studio::tr("Reproduce from Export"), {},
        Studio::tr("Exports (*.txt *.md *.csv *.jsonl *.html);;All files (*)"));
    if (!path.isEmpty())
        reproduce(studio, path);
}

} // namespace

void wireExport(Studio& studio) {
    ui::MainWindow& window = studio.window();
    const auto exportAll = [&studio] { runDialog(studio, gatherExport(studio)); };
    QObject::connect(window.actions().exportTexts, &QAction::triggered, &studio, exportAll);
    QObject::connect(&window.writing(), &ui::WritingPanel::exportRequested, &studio, exportAll);
    QObject::connect(&window.compare(), &ui::ComparePanel::exportRequested, &studio, exportAll);
    QObject::connect(&window.results(), &ui::ResultsPanel::exportRequested, &studio,
                     [&studio](const std::vector<int>& rows) { exportResults(studio, rows); });
    for (ui::ChartActions* actions : window.findChildren<ui::ChartActions*>()) {
        actions->setProvenance([&studio] { return gatherExport(studio).provenance; });
        QObject::connect(
            actions, &ui::ChartActions::exportRequested, &studio,
            [&studio](const ui::Chart& chart) { runDialog(studio, gatherExport(studio), &chart); });
    }
    QObject::connect(window.actions().reproduce, &QAction::triggered, &studio,
                     [&studio] { reproduceFrom(studio); });
}

} // namespace tempera::studio
