// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QList>

namespace tempera::ui {

/// Lays its items out in a row, and goes on in the next row where they don't fit. Items of a row
/// get the row's height; a horizontally expanding item gets what its row leaves free.
class FlowLayout final : public QLayout {
    Q_OBJECT
public:
    explicit FlowLayout(QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override { items_.append(item); }
    int count() const override { return static_cast<int>(items_.size()); }
    QLayoutItem* itemAt(int index) const override { return items_.value(index); }
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange({0, 0, width, 0}, false); }
    /// In one row.
    QSize sizeHint() const override;
    /// One item a row.
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    using Row = QList<QLayoutItem*>;

    /// Returns the height.
    int arrange(const QRect& rect, bool apply) const;
    Row rowFrom(qsizetype first, int width) const;
    int placeRow(const Row& row, const QRect& rect, bool apply) const;

    QList<QLayoutItem*> items_;
};

} // namespace tempera::ui
