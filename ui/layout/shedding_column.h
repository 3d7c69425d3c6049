// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace tempera::ui {

/// Widgets one beneath the other, some of which are left out while there is no room for all: a
/// column that can be made lower than its parts would like.
class SheddingColumn final : public QWidget {
    Q_OBJECT
public:
    explicit SheddingColumn(QWidget* parent = nullptr);

    /// For margins and spacing.
    QVBoxLayout& column() { return *layout_; }
    /// One that is always there.
    void add(QWidget* part, int stretch = 0, Qt::Alignment alignment = {});
    /// One that goes when room is short; those with a lower `rank` go first, those with the same
    /// together. What is `unwanted` stays away however much room there is.
    void addOptional(QWidget* part, int rank, int stretch = 0, Qt::Alignment alignment = {});
    /// Optional parts are shown and hidden with this.
    void setWanted(QWidget* part, bool wanted);

    /// Of the parts that are always there.
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Optional {
        QWidget* part;
        int rank;
        bool wanted = true;
    };

    /// The height that the column needs when optional parts below `rank` are left out.
    int heightFrom(int rank) const;
    void fit();

    QVBoxLayout* layout_;
    std::vector<QWidget*> constant_;
    std::vector<Optional> optional_; ///< in the order of their ranks
};

} // namespace tempera::ui
