// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/token.h"
#include "ui/lens/probability_axis.h"

#include <QTableView>

namespace tempera::ui {

class DistributionDelegate;
class DistributionModel;

/// The rows of the distribution, as bars. They share the height while that leaves them readable,
/// else they scroll.
class DistributionView final : public QTableView {
    Q_OBJECT
public:
    explicit DistributionView(DistributionModel& model, QWidget* parent = nullptr);

    void setAxis(ProbabilityAxis axis);
    /// Selects the row of that rank, which must have one, and scrolls to it.
    void showRank(std::size_t rank);

    QSize sizeHint() const override { return minimumSizeHint(); }
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Double-click or Enter on a token.
    void tokenActivated(tempera::TokenId token);
    /// Double-click or Enter on the others.
    void othersActivated();
    void viewportResized();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void setUpHeaders();
    void shareHeight();
    void activateRow(const QModelIndex& index);

    DistributionModel& model_;
    DistributionDelegate* delegate_;
};

} // namespace tempera::ui
