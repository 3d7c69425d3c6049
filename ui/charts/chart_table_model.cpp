// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_table_model.h"

#include "ui/charts/chart_table_text.h"
#include "ui/theme/plain_tool_tip.h"

#include <QLocale>

namespace tempera::ui {

namespace {

constexpr int shownDigits = 6;

bool isNumber(const QVariant& value) {
    return value.isValid() && value.typeId() != QMetaType::QString;
}

QString shownText(const QVariant& value) {
    if (value.typeId() == QMetaType::Double || value.typeId() == QMetaType::Float)
        return QLocale().toString(value.toDouble(), 'g', shownDigits);
    return value.toString();
}

} // namespace

ChartTableModel::ChartTableModel(ChartTable table, QObject* parent)
    : QAbstractTableModel(parent), table_(std::move(table)) {}

int ChartTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(table_.rows.size());
}

int ChartTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(table_.columns.size());
}

const QVariant& ChartTableModel::cell(const QModelIndex& index) const {
    return table_.rows.at(static_cast<std::size_t>(index.row()))
        .at(static_cast<std::size_t>(index.column()));
}

QVariant ChartTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const QVariant& value = cell(index);
    switch (role) {
    case Qt::DisplayRole:
        return shownText(value);
    case Qt::ToolTipRole:
        return plainToolTip(exactText(value));
    case sortRole:
        return value;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter |
                                   (isNumber(value) ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Horizontal)
        return table_.columns.value(section);
    return section + 1;
}

} // namespace tempera::ui
