// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lens/lens_readouts.h"

#include <QWidget>

namespace tempera::ui {

class ReadoutLine;

/// The readouts in words, one below the other.
class ReadoutsPanel final : public QWidget {
    Q_OBJECT
public:
    explicit ReadoutsPanel(QWidget* parent = nullptr);

    void setReadouts(const LensReadouts& readouts);

private:
    void showChosen(const std::optional<ChosenToken>& chosen);

    ReadoutLine* entropy_;
    ReadoutLine* choices_;
    ReadoutLine* topToken_;
    ReadoutLine* kept_;
    ReadoutLine* removed_;
    ReadoutLine* chosen_;
    ReadoutLine* surprise_;
};

} // namespace tempera::ui
