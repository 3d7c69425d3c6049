// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/distribution.h"
#include "core/sampling/sampler_stack.h"
#include "ui/lens/lens_position.h"
#include "ui/lens/lens_readouts.h"

#include <QWidget>
#include <memory>
#include <vector>

namespace tempera::ui {

/// The Lens: temperature, the exact next-token distribution, the needle, entropy over temperature
/// and the readouts of one position in a text. Computes all of it from the position's raw logits
/// and the samplers, at once.
class LensPanel : public QWidget {
    Q_OBJECT
public:
    explicit LensPanel(QWidget* parent = nullptr);
    ~LensPanel() override;

    /// Neither emits temperatureChanged.
    void setPosition(LensPosition position);
    void setSamplers(const SamplerStack& stack);

    /// The stack's as it acts, in [0, infinity].
    double temperature() const;
    /// Puts the keyboard into the search for a token (Ctrl+F); for the window's menu too.
    QAction* findAction() const;
    /// What the labels show.
    LensReadouts readouts() const;

Q_SIGNALS:
    /// A drag on the slider or on the entropy curve began; temperatureChanged follows each move.
    void temperatureDragStarted();
    /// A person chose a temperature: by every move, key, turn of the wheel, step of the spin box.
    void temperatureChanged(double temperature);
    void temperatureDragFinished();
    /// A candidate was double-clicked, or Enter pressed on it. It may be one that a sampler
    /// removed.
    void branchRequested(tempera::TokenId token);
    /// What each sampler of the chain did here, whenever that changes; empty where there are no
    /// logits.
    void effectsChanged(std::vector<tempera::SamplerEffect> effects);

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace tempera::ui
