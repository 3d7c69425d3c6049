// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/field_makers.h"

namespace tempera::ui {

namespace {

constexpr SettingGroup group = SettingGroup::optimizer;
constexpr RealRange decayRange{0.0, 1.0, false, true};

SettingField only(OptimizerKind kind, SettingField field) {
    field.applies = [kind](const RunPlan& plan) { return plan.settings.optimizer.kind == kind; };
    return field;
}

SettingField kindField() {
    return choiceField(
        group,
        {"optimizer.kind",
         settingText("Optimizer"),
         settingText("How a gradient becomes a step of the weights: the book's RMSprop, or AdamW "
                     "with momentum and weight decay."),
         {}},
        [](auto& plan) -> auto& { return plan.settings.optimizer.kind; }, optimizerName,
        parseOptimizer,
        {{QStringLiteral("rmsprop"), settingText("RMSprop")},
         {QStringLiteral("adamw"), settingText("AdamW")}});
}

std::vector<SettingField> decayFields() {
    return {
        only(OptimizerKind::rmsprop,
             numberField(
                 group,
                 {"optimizer.rho",
                  settingText("Rho"),
                  settingText("How much of the mean of squared gradients RMSprop keeps at each "
                              "step."),
                  {}},
                 decayRange, [](auto& plan) -> auto& { return plan.settings.optimizer.rho; })),
        only(OptimizerKind::adamw,
             numberField(
                 group,
                 {"optimizer.beta1",
                  settingText("Beta 1"),
                  settingText("How much of the mean gradient, its momentum, AdamW keeps at each "
                              "step."),
                  {}},
                 decayRange, [](auto& plan) -> auto& { return plan.settings.optimizer.beta1; })),
        only(
            OptimizerKind::adamw,
            numberField(
                group,
                {"optimizer.beta2",
                 settingText("Beta 2"),
                 settingText("How much of the mean of squared gradients AdamW keeps at each step."),
                 {}},
                decayRange, [](auto& plan) -> auto& { return plan.settings.optimizer.beta2; })),
    };
}

} // namespace

std::vector<SettingField> optimizerFields() {
    std::vector<SettingField> fields = decayFields();
    fields.insert(fields.begin(), kindField());
    fields.push_back(only(
        OptimizerKind::adamw,
        numberField(
            group,
            {"optimizer.weight_decay",
             settingText("Weight decay"),
             settingText("How strongly matrices are pulled towards zero at each step, times the "
                         "learning rate."),
             {}},
            RealRange{0.0, 10.0, false, false},
            [](auto& plan) -> auto& { return plan.settings.optimizer.weightDecay; })));
    fields.push_back(numberField(
        group,
        {"optimizer.epsilon",
         settingText("Epsilon"),
         settingText("Keeps the step finite where gradients are nearly zero."),
         {}},
        RealRange{0.0, 1.0, true, false},
        [](auto& plan) -> auto& { return plan.settings.optimizer.epsilon; }));
    fields.push_back(numberField(
        group,
        {"optimizer.clip_norm", settingText("Gradient clipping"),
         settingText("A gradient longer than this is scaled down to it, against leaps; 0 leaves "
                     "all as they are."),
         settingText("norm")},
        RealRange{}, [](auto& plan) -> auto& { return plan.settings.optimizer.clipNorm; }));
    return fields;
}

std::vector<SettingField> scheduleFields() {
    constexpr SettingGroup schedule = SettingGroup::schedule;
    SettingField finalFraction = numberField(
        schedule,
        {"schedule.final_fraction", settingText("Final rate"),
         settingText("The share of the learning rate that a cosine ends at."),
         settingText("of the rate")},
        RealRange{0.0, 1.0, false, false},
        [](auto& plan) -> auto& { return plan.settings.schedule.finalFraction; });
    finalFraction.applies = [](const RunPlan& plan) {
        return plan.settings.schedule.kind == ScheduleKind::cosine;
    };
    return {
        choiceField(
            schedule,
            {"schedule.kind",
             settingText("Schedule"),
             settingText("Whether the learning rate stays, or falls along half a cosine to the "
                         "run's end."),
             {}},
            [](auto& plan) -> auto& { return plan.settings.schedule.kind; }, scheduleName,
            parseSchedule,
            {{QStringLiteral("constant"), settingText("Constant")},
             {QStringLiteral("cosine"), settingText("Cosine")}}),
        numberField(
            schedule,
            {"schedule.learning_rate",
             settingText("Learning rate"),
             settingText("How far a step moves the weights, at its peak."),
             {}},
            RealRange{0.0, 100.0, true, false},
            [](auto& plan) -> auto& { return plan.settings.schedule.learningRate; }),
        numberField(
            schedule,
            {"schedule.warmup_steps", settingText("Warm-up"),
             settingText(
                 "The steps in which the learning rate rises from nearly zero to its peak."),
             settingText("steps")},
            WholeRange{0, static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())},
            [](auto& plan) -> auto& { return plan.settings.schedule.warmupSteps; }),
        std::move(finalFraction),
    };
}

} // namespace tempera::ui
