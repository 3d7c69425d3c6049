// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_table_text.h"

#include "core/export/csv_field.h"

#include <QLocale>

namespace tempera::ui {

namespace {

bool isText(const QVariant& value) {
    return value.typeId() == QMetaType::QString;
}

/// As spreadsheets do: a field with tabs, line breaks or quotes is quoted.
QString tsvField(const QVariant& value) {
    QString text = exactText(value);
    if (!isText(value) || !text.contains(QRegularExpression("[\t\r\n\"]")))
        return text;
    return '"' + text.replace('"', "\"\"") + '"';
}

QString tsvRow(const std::vector<QVariant>& row) {
    QStringList fields;
    for (const QVariant& value : row)
        fields += tsvField(value);
    return fields.join('\t') + '\n';
}

std::string csvFields(const std::vector<QVariant>& row, bool guardFormulas) {
    std::string fields;
    for (const QVariant& value : row)
        fields += csvField(exactText(value).toStdString(), guardFormulas && isText(value)) + ",";
    return fields;
}

} // namespace

QString exactText(const QVariant& value) {
    if (value.typeId() == QMetaType::Double || value.typeId() == QMetaType::Float)
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    return value.toString();
}

QString tableAsTsv(const ChartTable& table) {
    QString text = tsvRow({table.columns.begin(), table.columns.end()});
    for (const auto& row : table.rows)
        text += tsvRow(row);
    return text;
}

std::string tableAsCsv(const ChartTable& table, const QString& title, const QString& provenance,
                       bool guardFormulas) {
    const auto field = [guardFormulas](const QString& text) {
        return csvField(text.toStdString(), guardFormulas);
    };
    const std::vector<QVariant> names(table.columns.begin(), table.columns.end());
    const std::vector<QVariant> nothing(names.size());
    std::string file = csvFields(names, guardFormulas) + "chart,recipe\r\n";
    // Also a chart that shows nothing says what it would show.
    for (std::size_t row = 0; row < std::max<std::size_t>(table.rows.size(), 1); ++row) {
        file += csvFields(table.rows.empty() ? nothing : table.rows[row], guardFormulas);
        file += row == 0 ? field(title) + "," + field(provenance) : ",";
        file += "\r\n";
    }
    return file;
}

} // namespace tempera::ui
