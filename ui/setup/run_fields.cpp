// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/available_processors.h"
#include "ui/setup/field_makers.h"

namespace tempera::ui {

namespace {

constexpr auto largestWhole = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

SettingField limit(SettingField field) {
    field.placeholder = settingText("no limit");
    return field;
}

SettingField threadsField() {
    const auto processors = static_cast<std::uint64_t>(availableProcessors());
    return numberField(
        SettingGroup::machine,
        {"threads", settingText("Threads"),
         settingText("How many of this machine's processors the run computes with."),
         settingText("of %1").arg(processors)},
        WholeRange{1, processors}, [](auto& plan) -> auto& { return plan.threads; });
}

SettingField outputField() {
    SettingField field = describedField(
        SettingGroup::machine,
        {"output",
         settingText("Keep in"),
         settingText("The .tempera file that the run's checkpoints go to; empty: it is kept with "
                     "the studio's runs."),
         {}});
    field.editor = SettingField::Editor::file;
    field.placeholder = settingText("with the studio's runs");
    field.text = [](const RunPlan& plan) { return plan.output; };
    field.apply = [](const QString& text, RunPlan& plan) -> QString {
        if (!text.isEmpty() && !text.endsWith(QStringLiteral(".tempera")))
            return settingText("The name must end in .tempera.");
        plan.output = text;
        return {};
    };
    return field;
}

} // namespace

std::vector<SettingField> runFields() {
    constexpr SettingGroup group = SettingGroup::run;
    return {
        numberField(
            group,
            {"batch_size", settingText("Batch size"),
             settingText("How many sequences one update of the weights learns from."),
             settingText("sequences")},
            WholeRange{1, 65'536}, [](auto& plan) -> auto& { return plan.settings.batchSize; }),
        numberField(
            group,
            {"slice_size", settingText("Slice size"),
             settingText("How many of them are computed at once: more take more memory, hardly "
                         "less time, and stop and pause answer later."),
             settingText("sequences")},
            WholeRange{1, 65'536}, [](auto& plan) -> auto& { return plan.settings.sliceSize; }),
        numberField(
            group,
            {"validate_every", settingText("Validate every"),
             settingText("The steps from one validation loss to the next; 0: at the end of each "
                         "epoch only."),
             settingText("steps")},
            WholeRange{0, largestWhole},
            [](auto& plan) -> auto& { return plan.settings.validateEvery; }),
        numberField(
            group,
            {"seed",
             settingText("Seed"),
             settingText("Decides initial weights, order of the data and dropout: the same seed, "
                         "the same run."),
             {}},
            WholeRange{}, [](auto& plan) -> auto& { return plan.settings.seed; }),
    };
}

std::vector<SettingField> limitFields() {
    constexpr SettingGroup group = SettingGroup::limits;
    return {
        limit(numberField(
            group,
            {"limits.steps", settingText("Steps at most"),
             settingText("The run ends after so many updates of the weights."),
             settingText("steps")},
            WholeRange{1, largestWhole},
            [](auto& plan) -> auto& { return plan.settings.limits.steps; })),
        limit(numberField(
            group,
            {"limits.epochs", settingText("Epochs at most"),
             settingText("The run ends after going so many times through the whole corpus."),
             settingText("epochs")},
            WholeRange{1, largestWhole},
            [](auto& plan) -> auto& { return plan.settings.limits.epochs; })),
        limit(numberField(
            group,
            {"limits.minutes", settingText("Minutes at most"),
             settingText("The run ends after so much time of training and validation; pauses "
                         "don't count."),
             settingText("minutes")},
            RealRange{0.0, std::numeric_limits<double>::infinity(), true, false},
            [](auto& plan) -> auto& { return plan.settings.limits.minutes; })),
    };
}

std::vector<SettingField> machineFields() {
    SettingField leaveOne = toggleField(
        SettingGroup::machine,
        {"leave_one_core_free",
         settingText("Leave one core free"),
         settingText("The run computes with one processor fewer than there are, so that everything "
                     "else stays lively."),
         {}},
        [](auto& plan) -> auto& { return plan.leaveOneCoreFree; });
    leaveOne.applies = [](const RunPlan&) { return availableProcessors() > 1; };
    return {threadsField(), std::move(leaveOne), outputField()};
}

} // namespace tempera::ui
