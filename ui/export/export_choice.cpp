// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_choice.h"

#include "ui/charts/chart_file.h"

#include <QCoreApplication>

namespace tempera::ui {

namespace {

QString tr(const char* text, int count = -1) {
    return QCoreApplication::translate("tempera::ui::ExportChoice", text, nullptr, count);
}

TextFormat textFormatOf(ExportFormat format) {
    switch (format) {
    case ExportFormat::markdown:
        return TextFormat::markdown;
    case ExportFormat::csv:
        return TextFormat::csv;
    case ExportFormat::jsonl:
        return TextFormat::jsonl;
    case ExportFormat::html:
        return TextFormat::html;
    default:
        return TextFormat::text;
    }
}

ChartFileFormat chartFormatOf(ExportFormat format) {
    switch (format) {
    case ExportFormat::svg:
        return ChartFileFormat::svg;
    case ExportFormat::pdf:
        return ChartFileFormat::pdf;
    case ExportFormat::csv:
        return ChartFileFormat::csv;
    default:
        return ChartFileFormat::png;
    }
}

QString formatName(ExportFormat format) {
    switch (format) {
    case ExportFormat::text:
        return tr("Plain text");
    case ExportFormat::markdown:
        return tr("Markdown");
    case ExportFormat::csv:
        return tr("CSV table");
    case ExportFormat::jsonl:
        return tr("JSON Lines");
    case ExportFormat::html:
        return tr("Web page");
    case ExportFormat::png:
        return tr("PNG picture");
    case ExportFormat::svg:
        return tr("SVG drawing");
    case ExportFormat::pdf:
        return tr("PDF document");
    }
    return {};
}

} // namespace

std::vector<ExportItem> exportItems(const ExportContent& content) {
    std::vector<ExportItem> items;
    for (std::size_t i = 0; i < content.texts.size(); ++i)
        if (!content.texts[i].texts.empty())
            items.push_back({ExportKind::text, i});
    for (std::size_t i = 0; i < content.distributions.size(); ++i)
        items.push_back({ExportKind::distribution, i});
    for (std::size_t i = 0; i < content.charts.size(); ++i)
        items.push_back({ExportKind::chart, i});
    return items;
}

QString exportTitle(const ExportContent& content, const ExportItem& item) {
    switch (item.kind) {
    case ExportKind::text:
        return content.texts.at(item.index).title;
    case ExportKind::distribution:
        return content.distributions.at(item.index).title;
    case ExportKind::chart:
        return content.charts.at(item.index)->chartTitle();
    }
    return {};
}

QString exportLabel(const ExportContent& content, const ExportItem& item) {
    const QString title = exportTitle(content, item);
    switch (item.kind) {
    case ExportKind::text: {
        const auto count = static_cast<int>(content.texts.at(item.index).texts.size());
        return count == 1 ? tr("Text: %1").arg(title) : tr("%n texts: %1", count).arg(title);
    }
    case ExportKind::distribution:
        return tr("Distribution: %1").arg(title);
    case ExportKind::chart:
        return tr("Chart: %1").arg(title);
    }
    return title;
}

std::vector<ExportFormat> exportFormats(ExportKind kind) {
    switch (kind) {
    case ExportKind::text:
        return {ExportFormat::text, ExportFormat::markdown, ExportFormat::html, ExportFormat::csv,
                ExportFormat::jsonl};
    case ExportKind::distribution:
        return {ExportFormat::csv};
    case ExportKind::chart:
        return {ExportFormat::png, ExportFormat::svg, ExportFormat::pdf, ExportFormat::csv};
    }
    return {};
}

QString exportFormatLabel(ExportFormat format) {
    return QString("%1 (.%2)").arg(formatName(format), exportExtension(format));
}

QString exportExtension(ExportFormat format) {
    switch (format) {
    case ExportFormat::png:
    case ExportFormat::svg:
    case ExportFormat::pdf:
        return chartFileExtension(chartFormatOf(format));
    default:
        return QString::fromStdString(std::string(textFormatExtension(textFormatOf(format))));
    }
}

QByteArray exportBytes(const ExportContent& content, const ExportItem& item,
                       const ExportSettings& settings) {
    static const Vocabulary noVocabulary;
    const Vocabulary& vocabulary = content.vocabulary ? *content.vocabulary : noVocabulary;
    switch (item.kind) {
    case ExportKind::text:
        return QByteArray::fromStdString(formatTexts(content.texts.at(item.index).texts, vocabulary,
                                                     textFormatOf(settings.format),
                                                     {settings.guardFormulas, settings.coloring}));
    case ExportKind::distribution:
        return QByteArray::fromStdString(formatDistribution(
            content.distributions.at(item.index).distribution, vocabulary, settings.guardFormulas));
    case ExportKind::chart:
        return chartBytes(*content.charts.at(item.index), chartFormatOf(settings.format),
                          settings.scale, content.provenance, settings.guardFormulas);
    }
    return {};
}

} // namespace tempera::ui
