// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "ui/samplers/sampler_panel.h"

namespace tempera::studio {

void wireSamplers(Studio& studio) {
    ui::SamplerPanel& panel = studio.window().samplers();
    Exploration& exploration = studio.exploration();
    panel.setStack(exploration.state().samplers);
    QObject::connect(&exploration, &Exploration::changed, &panel,
                     [&panel](const ExplorationState&, const ExplorationState& after) {
                         if (panel.stack() != after.samplers)
                             panel.setStack(after.samplers);
                     });
    QObject::connect(&panel, &ui::SamplerPanel::stackChanged, &exploration,
                     [&exploration](const SamplerStack& stack) {
                         ExplorationState next = exploration.state();
                         next.samplers = stack;
                         exploration.change(next, Studio::tr("change the sampler chain"),
                                            Exploration::Change::samplers);
                     });
}

} // namespace tempera::studio
