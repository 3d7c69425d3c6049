// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/moment.h"

#include <QBoxLayout>
#include <QWidget>
#include <vector>

namespace tempera::ui {

class MomentTextCard;

/// The texts of a moment, one card for each temperature: one below the other where there is height,
/// else side by side.
class MomentTexts final : public QWidget {
    Q_OBJECT
public:
    explicit MomentTexts(QWidget* parent = nullptr);

    /// `before`, which may be null, is what changes are marked against.
    void setMoment(const Moment& moment, const Moment* before);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    QBoxLayout* layout_;
    std::vector<MomentTextCard*> cards_;
};

} // namespace tempera::ui
