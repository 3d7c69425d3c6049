// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samplers/chain_words.h"

#include "ui/lens/temperature_scale.h"
#include "ui/samplers/number_text.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

/// "top-p", "top-p and min-p", "top-k, top-p and min-p".
QString listed(const QStringList& names) {
    if (names.size() < 2)
        return names.join(QString());
    return QCoreApplication::translate("ChainWords", "%1 and %2")
        .arg(names.mid(0, names.size() - 1).join(u", "), names.last());
}

/// The names of the truncating samplers that are on, before and after temperature acts.
struct AroundTemperature {
    QStringList before, after;
    bool temperatureActs = false;
};

AroundTemperature aroundTemperature(const SamplerStack& stack) {
    AroundTemperature result;
    for (const Sampler& sampler : activeChain(stack)) {
        if (sampler.kind == SamplerKind::temperature)
            result.temperatureActs = true;
        else
            (result.temperatureActs ? result.after : result.before)
                .append(samplerTitle(sampler.kind));
    }
    return result;
}

} // namespace

QString samplerTitle(SamplerKind kind) {
    switch (kind) {
    case SamplerKind::temperature:
        return QCoreApplication::translate("ChainWords", "temperature");
    case SamplerKind::topK:
        return QCoreApplication::translate("ChainWords", "top-k");
    case SamplerKind::topP:
        return QCoreApplication::translate("ChainWords", "top-p");
    case SamplerKind::minP:
        return QCoreApplication::translate("ChainWords", "min-p");
    }
    return {};
}

QString samplerValueText(const Sampler& sampler) {
    if (sampler.kind == SamplerKind::topK)
        return countText(std::llround(sampler.value));
    return temperatureText(sampler.value);
}

QString chainInWords(const SamplerStack& stack) {
    QStringList steps;
    for (const Sampler& sampler : activeChain(stack))
        steps.append(QCoreApplication::translate("ChainWords", "%1 %2", "a sampler and its value")
                         .arg(samplerTitle(sampler.kind), samplerValueText(sampler)));
    steps.append(QCoreApplication::translate("ChainWords", "draw"));
    return steps.join(u" \u2192 "_qs);
}

QString orderInWords(const SamplerStack& stack) {
    const auto [before, after, temperatureActs] = aroundTemperature(stack);
    const QString temperature = temperatureText(temperatureOf(stack));
    if (before.isEmpty() && after.isEmpty())
        return QCoreApplication::translate("ChainWords",
                                           "Nothing is cut: every word can be drawn.");
    if (!temperatureActs)
        return QCoreApplication::translate("ChainWords",
                                           "Cut from the model's own distribution by %1.")
            .arg(listed(before));
    if (before.isEmpty())
        return QCoreApplication::translate(
                   "ChainWords", "Temperature %1 reshapes first; what it made is cut by %2.")
            .arg(temperature, listed(after));
    if (after.isEmpty())
        return QCoreApplication::translate("ChainWords",
                                           "Cut first by %2, at the model's own probabilities; "
                                           "temperature %1 reshapes what is left.")
            .arg(temperature, listed(before));
    return QCoreApplication::translate("ChainWords",
                                       "Cut by %2, reshaped at temperature %1, then cut by %3.")
        .arg(temperature, listed(before), listed(after));
}

QString lonelyTokenWarning(const std::vector<SamplerEffect>& effects) {
    const auto last = std::ranges::find_if(
        effects, [](const SamplerEffect& effect) { return effect.candidatesAfter == 1; });
    if (last == effects.end() || last->candidatesBefore == 1 ||
        last->sampler.kind == SamplerKind::temperature)
        return {};
    return QCoreApplication::translate("ChainWords",
                                       "Temperature cannot act here: %1 kept 1 token.")
        .arg(samplerTitle(last->sampler.kind));
}

} // namespace tempera::ui
