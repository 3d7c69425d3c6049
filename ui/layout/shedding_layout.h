// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVBoxLayout>
#include <vector>

namespace tempera::ui {

/// Widgets one beneath the other, some of which are left out while there is no room for all: a
/// column that can be made lower than its parts would like.
class SheddingLayout final : public QVBoxLayout {
    Q_OBJECT
public:
    explicit SheddingLayout(QWidget* parent) : QVBoxLayout(parent) {}

    /// One that goes when room is short; those with a lower `rank` go first, those with the same
    /// together. Widgets that are added otherwise always stay.
    void addOptional(QWidget* part, int rank, int stretch = 0, Qt::Alignment alignment = {});
    /// Shows and hides an optional part, in place of setVisible(): one that isn't wanted stays away
    /// however much room there is.
    void setWanted(const QWidget* part, bool wanted);

    /// Of the widgets that always stay.
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    struct Optional {
        QWidget* part;
        int rank;
        bool wanted = true;
    };

    const Optional* optional(const QWidget* part) const;
    /// The height that is needed when optional parts below `rank` are left out.
    int heightFrom(int rank, int width) const;
    void fit(const QRect& rect);

    std::vector<Optional> optional_; ///< in the order of their ranks
};

} // namespace tempera::ui
