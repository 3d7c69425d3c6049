// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <functional>

QT_BEGIN_NAMESPACE
class QAction;
class QMenu;
class QWidget;
QT_END_NAMESPACE

namespace tempera::ui {

class Chart;

/// The context menu that every chart has: show as table, copy as image, copy the numbers, export.
/// A child of the chart's widget; the window finds all of them to connect exportRequested.
class ChartActions final : public QObject {
    Q_OBJECT
public:
    /// Borrows both; `widget` is the parent and shows `chart`. Sets the widget's context menu.
    ChartActions(QWidget& widget, const Chart& chart);

    const Chart& chart() const { return chart_; }
    QWidget& widget() const { return widget_; }
    /// Asked for what a saved table is to say about where its numbers come from, see writeChart().
    void setProvenance(std::function<QString()> provenance) { provenance_ = std::move(provenance); }
    /// The entries, for a menu of the chart's own to begin or end with.
    void addTo(QMenu& menu) const;

Q_SIGNALS:
    /// "Export chart..." was chosen.
    void exportRequested(const tempera::ui::Chart& chart);

private:
    void showTable();
    void copyImage();
    void copyNumbers();

    QWidget& widget_;
    const Chart& chart_;
    std::function<QString()> provenance_ = [] { return QString(); };
    QAction* showTableAction_;
    QAction* copyImageAction_;
    QAction* copyNumbersAction_;
    QAction* exportAction_;
};

} // namespace tempera::ui
