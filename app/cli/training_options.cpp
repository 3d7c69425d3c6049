// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/training_options.h"

#include "app/cli/whole_number.h"
#include "core/system/error.h"

#include <memory>
#include <optional>
#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

TrainingSettings presetSettings(const std::string& name) {
    return parseArchitecture(name) == Architecture::book ? bookTrainingSettings()
                                                         : gptTrainingSettings();
}

} // namespace

TrainingOptions::TrainingOptions(CLI::App& command) : command_(command) {
    presetOption_ = command_
                        .add_option("--preset", preset_,
                                    "book: the network and settings of the book's 12.1, to the "
                                    "letter; gpt: a GPT-2-like network that learns more per "
                                    "minute")
                        ->type_name("book|gpt")
                        ->capture_default_str();
    runOptions_.push_back(presetOption_);
    addDataSettings();
    addModelSettings();
    addOptimizerSettings();
    addRunSettings();
    addLimits();
}

/// An option of type T for the setting at `place`(settings).
template <typename T, typename Place>
CLI::Option* TrainingOptions::addSetting(const std::string& name, Place place,
                                         const std::string& description) {
    const auto value = std::make_shared<std::optional<T>>();
    CLI::Option* option = command_.add_option(name, *value, description);
    overrides_.push_back([value, place](TrainingSettings& settings) {
        if (*value)
            place(settings) = **value;
    });
    option->group(group_);
    runOptions_.push_back(option);
    return option;
}

/// An option for a setting that is chosen by name.
template <typename Parse, typename Place>
CLI::Option* TrainingOptions::addNamed(const std::string& name, Parse parse, Place place,
                                       const std::string& description) {
    const auto value = std::make_shared<std::optional<std::string>>();
    CLI::Option* option = command_.add_option(name, *value, description);
    overrides_.push_back([value, parse, place](TrainingSettings& settings) {
        if (*value)
            place(settings) = parse(**value);
    });
    option->group(group_);
    runOptions_.push_back(option);
    return option;
}

void TrainingOptions::addDataSettings() {
    group_ = "Data";
    addNamed(
        "--standardization", parseStandardization,
        [](auto& s) -> auto& { return s.standardization; }, "How text becomes words [book]")
        ->type_name("book|unicode|none|characters");
    addSetting<std::int64_t>(
        "--vocabulary-size", [](auto& s) -> auto& { return s.data.vocabularySize; },
        "Most frequent words to know, padding and [UNK] included [15000]");
    addSetting<std::uint64_t>(
        "--minimum-frequency", [](auto& s) -> auto& { return s.data.minimumFrequency; },
        "Leave out words that occur less often [1]")
        ->check(wholeNumberProblem);
    addSetting<std::int64_t>(
        "--sequence-length", [](auto& s) -> auto& { return s.data.sequenceLength; },
        "Words of a training sequence; the model's context follows it [100]");
    addNamed(
        "--long-documents", parseLongDocuments,
        [](auto& s) -> auto& { return s.data.longDocuments; },
        "first: only a document's first sequence is used; windows: all of it [book first, gpt "
        "windows]")
        ->type_name("first|windows");
    addSetting<double>(
        "--validation-fraction", [](auto& s) -> auto& { return s.data.validationFraction; },
        "Share of the documents that is held out [0.02]");
}

void TrainingOptions::addModelSettings() {
    group_ = "Model";
    addSetting<std::int64_t>(
        "--embedding-width", [](auto& s) -> auto& { return s.model.embeddingWidth; },
        "Width of embeddings and residual stream [book 256, gpt 128]");
    addSetting<std::int64_t>(
        "--layers", [](auto& s) -> auto& { return s.model.layerCount; },
        "Decoder blocks [book 1, gpt 4]");
    addSetting<std::int64_t>(
        "--heads", [](auto& s) -> auto& { return s.model.headCount; },
        "Attention heads [book 2, gpt 4]");
    addSetting<std::int64_t>(
        "--head-width", [](auto& s) -> auto& { return s.model.headWidth; },
        "Width of each head [book 256, gpt 32]");
    addSetting<std::int64_t>(
        "--hidden-width", [](auto& s) -> auto& { return s.model.hiddenWidth; },
        "Width of the feed-forward layer [book 2048, gpt 512]");
    addSetting<double>(
        "--dropout", [](auto& s) -> auto& { return s.model.dropout; }, "gpt only [0]");
    addSetting<double>(
        "--layer-norm-epsilon", [](auto& s) -> auto& { return s.model.layerNormEpsilon; },
        "[book 0.001, gpt 0.00001]");
    addSetting<bool>(
        "--tied-embeddings", [](auto& s) -> auto& { return s.model.tiedEmbeddings; },
        "Whether the output layer is the token embedding; gpt only [true]")
        ->type_name("true|false");
}

void TrainingOptions::addOptimizerSettings() {
    group_ = "Optimizer";
    addNamed(
        "--optimizer", parseOptimizer, [](auto& s) -> auto& { return s.optimizer.kind; },
        "[book rmsprop, gpt adamw]")
        ->type_name("rmsprop|adamw");
    addSetting<double>(
        "--learning-rate", [](auto& s) -> auto& { return s.schedule.learningRate; },
        "The peak rate [book 0.001, gpt 0.003]");
    addNamed(
        "--schedule", parseSchedule, [](auto& s) -> auto& { return s.schedule.kind; },
        "cosine falls to --final-rate [book constant, gpt cosine]")
        ->type_name("constant|cosine");
    addSetting<std::int64_t>(
        "--warmup-steps", [](auto& s) -> auto& { return s.schedule.warmupSteps; },
        "Steps in which the rate rises to its peak [book 0, gpt 200]");
    addSetting<double>(
        "--final-rate", [](auto& s) -> auto& { return s.schedule.finalFraction; },
        "Share of the peak that a cosine ends at [book 0.1, gpt 0.02]");
    addSetting<double>(
        "--rho", [](auto& s) -> auto& { return s.optimizer.rho; }, "rmsprop's decay [0.9]");
    addSetting<double>(
        "--beta1", [](auto& s) -> auto& { return s.optimizer.beta1; }, "adamw's [0.9]");
    addSetting<double>(
        "--beta2", [](auto& s) -> auto& { return s.optimizer.beta2; }, "adamw's [0.99]");
    addSetting<double>(
        "--epsilon", [](auto& s) -> auto& { return s.optimizer.epsilon; }, "[book 1e-7, gpt 1e-8]");
    addSetting<double>(
        "--weight-decay", [](auto& s) -> auto& { return s.optimizer.weightDecay; },
        "adamw's [book 0, gpt 0.1]");
    addSetting<double>(
        "--clip-norm", [](auto& s) -> auto& { return s.optimizer.clipNorm; },
        "Largest norm of the gradient; 0 leaves it alone [book 0, gpt 1]");
}

void TrainingOptions::addRunSettings() {
    group_ = "Run";
    addSetting<std::int64_t>(
        "--batch-size", [](auto& s) -> auto& { return s.batchSize; },
        "Sequences per update of the weights [book 256, gpt 16]");
    addSetting<std::int64_t>(
        "--slice-size", [](auto& s) -> auto& { return s.sliceSize; },
        "Sequences computed at once: more take more memory and not less time [16]");
    addSetting<std::int64_t>(
        "--validate-every", [](auto& s) -> auto& { return s.validateEvery; },
        "Steps from one validation to the next; 0: at the end of each epoch [0]");
    const auto seed = std::make_shared<std::optional<std::uint64_t>>();
    runOptions_.push_back(
        command_
            .add_option("--seed", *seed, "Decides split, order, initial weights and dropout [0]")
            ->check(wholeNumberProblem)
            ->group(group_));
    overrides_.push_back([seed](TrainingSettings& settings) {
        settings.seed = settings.data.seed = seed->value_or(0);
    });
}

void TrainingOptions::addLimits() {
    group_ = "Limits";
    const auto steps = std::make_shared<std::optional<std::int64_t>>();
    const auto epochs = std::make_shared<std::optional<std::int64_t>>();
    const auto minutes = std::make_shared<std::optional<double>>();
    command_
        .add_option("--steps", *steps,
                    "End after so many steps, counted from the run's beginning also when "
                    "resumed. A cosine schedule follows the limit: a resumed run with another "
                    "one continues at another learning rate")
        ->group(group_);
    command_
        .add_option("--epochs", *epochs,
                    "End after so many epochs; 1 where no limit at all is given")
        ->group(group_);
    command_.add_option("--minutes", *minutes, "End after so many minutes of training")
        ->group(group_);
    limits_.push_back([=](TrainingSettings& settings) {
        if (*steps || *epochs || *minutes)
            settings.limits = {*steps, *epochs, *minutes};
    });
}

TrainingSettings TrainingOptions::settings() const {
    TrainingSettings settings = presetSettings(preset_);
    for (const Override& apply : overrides_)
        apply(settings);
    settings.model.contextLength = settings.data.sequenceLength;
    settings.limits.epochs = 1;
    for (const Override& apply : limits_)
        apply(settings);
    validate(settings);
    return settings;
}

TrainingSettings TrainingOptions::resumed(TrainingSettings settings) const {
    for (const CLI::Option* option : runOptions_)
        if (option->count() > 0)
            throw SettingError(fmt::format("{} is decided by the checkpoint that is resumed: leave "
                                           "it out, or begin a new run without --resume",
                                           option->get_name()));
    for (const Override& apply : limits_)
        apply(settings);
    validate(settings);
    return settings;
}

} // namespace tempera::cli
