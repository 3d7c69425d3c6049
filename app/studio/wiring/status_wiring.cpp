// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "core/system/available_processors.h"
#include "ui/samplers/chain_words.h"

#include <QTime>

namespace tempera::studio {

namespace {

QString orderName(const SamplerStack& stack) {
    const auto order = orderOf(stack);
    if (!order)
        return Studio::tr("own");
    switch (*order) {
    case SamplerOrder::book:
        return Studio::tr("book");
    case SamplerOrder::llamaCpp:
        return QStringLiteral("llama.cpp");
    case SamplerOrder::huggingFace:
        return QStringLiteral("Hugging Face");
    }
    return {};
}

} // namespace

void wireStatus(Studio& studio) {
    // What the line says besides the state; shared by the connections that change and show it.
    struct Machine {
        QString lastCheckpoint;
    };
    const auto machine = std::make_shared<Machine>();
    const auto show = [&studio, machine] {
        const ExplorationState& state = studio.exploration().state();
        const QString exploration =
            Studio::tr("seed %1 · %2 · order: %3")
                .arg(state.seed)
                .arg(ui::chainInWords(state.samplers), orderName(state.samplers));
        const QString threads = Studio::tr("CPU · %1 processors").arg(availableProcessors());
        studio.window().setStatus(exploration,
                                  machine->lastCheckpoint.isEmpty()
                                      ? threads
                                      : threads + QStringLiteral(" · ") + machine->lastCheckpoint);
    };
    QObject::connect(&studio.exploration(), &Exploration::changed, &studio, show);
    QObject::connect(&studio.training(), &TrainingController::saved, &studio, [machine, show] {
        machine->lastCheckpoint = Studio::tr("checkpoint saved at %1")
                                      .arg(QLocale().toString(QTime::currentTime(), "HH:mm:ss"));
        show();
    });
    QObject::connect(&studio.session(), &SessionKeeper::saveFailed, &studio,
                     [&studio](const QString& message) { studio.window().showProblem(message); });
    show();
}

} // namespace tempera::studio
