// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/text_format.h"
#include "ui/export/export_content.h"

#include <QByteArray>
#include <QString>
#include <vector>

namespace tempera::ui {

enum class ExportKind { text, distribution, chart };
enum class ExportFormat { text, markdown, csv, jsonl, html, png, svg, pdf };

/// One thing of an ExportContent: an index into its texts, distributions or charts.
struct ExportItem {
    ExportKind kind = ExportKind::text;
    std::size_t index = 0;

    bool operator==(const ExportItem&) const = default;
};

/// How it is to be written.
struct ExportSettings {
    ExportFormat format = ExportFormat::text;
    int scale = 2; ///< png: pixels for each of the screen's device-independent ones
    bool guardFormulas = true;
    TokenColoring coloring = TokenColoring::surprise;
};

/// What there is to export; selections without texts are left out.
std::vector<ExportItem> exportItems(const ExportContent& content);
QString exportTitle(const ExportContent& content, const ExportItem& item);
/// The title with its kind, as in "Chart: Next-token distribution".
QString exportLabel(const ExportContent& content, const ExportItem& item);

std::vector<ExportFormat> exportFormats(ExportKind kind);
/// As in "Markdown (.md)".
QString exportFormatLabel(ExportFormat format);
/// As in "md".
QString exportExtension(ExportFormat format);

/// The file's bytes. Throws tempera::Error.
QByteArray exportBytes(const ExportContent& content, const ExportItem& item,
                       const ExportSettings& settings);

} // namespace tempera::ui
