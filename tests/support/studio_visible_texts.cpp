// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/studio_visible_texts.h"

#include "ui/charts/chart.h"

#include <QtWidgets>

namespace tempera::test {

namespace {

class Collector {
public:
    void collect(QWidget& widget);
    std::vector<VisibleText> take() { return std::move(texts_); }

private:
    void add(const char* what, const QString& text, bool isMarkup = false);
    void addLabel(const QLabel& label);
    void addField(const QWidget& widget);
    void addTable(const QAbstractItemModel& model);
    void addChart(const ui::Chart& chart);

    QString widget_;
    std::vector<VisibleText> texts_;
};

void Collector::add(const char* what, const QString& text, bool isMarkup) {
    if (!text.isEmpty())
        texts_.push_back({widget_ + ": " + what, text, isMarkup});
}

void Collector::addLabel(const QLabel& label) {
    const bool looksRich = label.textFormat() == Qt::AutoText && Qt::mightBeRichText(label.text());
    add("label", label.text(), looksRich || label.textFormat() == Qt::RichText);
}

void Collector::addField(const QWidget& widget) {
    if (const auto* const button = qobject_cast<const QAbstractButton*>(&widget))
        add("button", button->text());
    if (const auto* const box = qobject_cast<const QComboBox*>(&widget))
        for (int i = 0; i < box->count(); ++i)
            add("entry", box->itemText(i));
    if (const auto* const line = qobject_cast<const QLineEdit*>(&widget))
        add("field", line->text() + line->placeholderText());
    if (const auto* const text = qobject_cast<const QPlainTextEdit*>(&widget))
        add("text", text->toPlainText());
    if (const auto* const text = qobject_cast<const QTextEdit*>(&widget))
        add("text", text->toPlainText());
    if (const auto* const bar = qobject_cast<const QProgressBar*>(&widget))
        add("progress", bar->text());
    if (const auto* const tabs = qobject_cast<const QTabBar*>(&widget))
        for (int i = 0; i < tabs->count(); ++i)
            add("tab", tabs->tabText(i));
}

void Collector::addTable(const QAbstractItemModel& model) {
    constexpr int mostRows = 500;
    for (int column = 0; column < model.columnCount(); ++column) {
        add("header", model.headerData(column, Qt::Horizontal).toString());
        for (int row = 0; row < std::min(model.rowCount(), mostRows); ++row) {
            const QModelIndex cell = model.index(row, column);
            const QString toolTip = cell.data(Qt::ToolTipRole).toString();
            add("cell", cell.data().toString());
            add("cell's tool tip", toolTip, Qt::mightBeRichText(toolTip));
            add("cell's name", cell.data(Qt::AccessibleTextRole).toString());
        }
    }
}

void Collector::addChart(const ui::Chart& chart) {
    const ui::ChartTable table = chart.chartTable();
    for (const auto& row : table.rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            add(qPrintable("chart's " + table.columns.value(static_cast<int>(i))),
                row[i].toString());
}

void Collector::collect(QWidget& widget) {
    widget_ = QString(widget.metaObject()->className()) + " " + widget.objectName();
    if (const auto* const label = qobject_cast<const QLabel*>(&widget))
        addLabel(*label);
    addField(widget);
    if (const auto* const view = qobject_cast<const QAbstractItemView*>(&widget);
        view != nullptr && view->model() != nullptr)
        addTable(*view->model());
    if (const auto* const chart = dynamic_cast<const ui::Chart*>(&widget))
        addChart(*chart);
    add("tool tip", widget.toolTip(), Qt::mightBeRichText(widget.toolTip()));
    add("status tip", widget.statusTip());
    add("name", widget.accessibleName());
    add("description", widget.accessibleDescription());
    add("title", widget.windowTitle());
}

} // namespace

std::vector<VisibleText> visibleTexts(QWidget& window) {
    Collector collector;
    collector.collect(window);
    for (QWidget* const widget : window.findChildren<QWidget*>())
        collector.collect(*widget);
    return collector.take();
}

} // namespace tempera::test
