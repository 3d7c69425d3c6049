// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/plan_presets.h"

#include "ui/setup/setting_text.h"

#include <algorithm>

namespace tempera::ui {

namespace {

TrainingSettings withModelFollowing(TrainingSettings settings) {
    settings.model.vocabularySize = settings.data.vocabularySize;
    settings.model.contextLength = settings.data.sequenceLength;
    return settings;
}

} // namespace

QString presetName(PlanPreset preset) {
    switch (preset) {
    case PlanPreset::small:
        return settingText("Small");
    case PlanPreset::book:
        return settingText("Book");
    case PlanPreset::gpt:
        break;
    }
    return settingText("GPT");
}

QString presetDescription(PlanPreset preset) {
    switch (preset) {
    case PlanPreset::small:
        return settingText("A network small enough to learn the built-in reviews in about a "
                           "minute.");
    case PlanPreset::book:
        return settingText("The network and settings of the book's 12.1, to the letter.");
    case PlanPreset::gpt:
        break;
    }
    return settingText("A network like a small GPT-2, which learns more per minute.");
}

TrainingSettings presetSettings(PlanPreset preset) {
    switch (preset) {
    case PlanPreset::small:
        return withModelFollowing(smallTrainingSettings());
    case PlanPreset::book:
        return withModelFollowing(bookTrainingSettings());
    case PlanPreset::gpt:
        break;
    }
    return withModelFollowing(gptTrainingSettings());
}

TrainingSettings presetSettings(PlanPreset preset, const TrainingSettings& present) {
    TrainingSettings settings = presetSettings(preset);
    const bool anothers = std::ranges::any_of(planPresets, [&present](PlanPreset other) {
        return presetSettings(other).limits == present.limits;
    });
    if (settings.limits == TrainingLimits() && !anothers)
        settings.limits = present.limits;
    return settings;
}

} // namespace tempera::ui
