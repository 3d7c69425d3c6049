// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/lens_panel.h"

namespace tempera::ui {

class LensPanel::Implementation {
public:
    LensPosition position;
    SamplerStack stack = defaultSamplerStack();
};

LensPanel::LensPanel(QWidget* parent)
    : QWidget(parent), implementation_(std::make_unique<Implementation>()) {}

LensPanel::~LensPanel() = default;

void LensPanel::setPosition(LensPosition position) {
    implementation_->position = std::move(position);
}

void LensPanel::setSamplers(const SamplerStack& stack) {
    implementation_->stack = stack;
}

double LensPanel::temperature() const {
    return temperatureOf(implementation_->stack);
}

LensReadouts LensPanel::readouts() const {
    return {};
}

} // namespace tempera::ui
