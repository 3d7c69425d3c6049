// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/prompt.h"
#include "app/cli/sampler_options.h"
#include "app/cli/whole_number.h"
#include "core/export/text_format.h"
#include "core/model/batched_generation.h"
#include "core/model/loaded_model.h"
#include "core/system/atomic_file.h"
#include "core/system/available_processors.h"
#include "core/system/error.h"
#include "core/text/codec.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

struct Arguments {
    std::string model;
    std::string prompt;
    std::vector<double> temperatures = {1.0};
    std::int64_t length = 50;
    std::int64_t count = 1;
    std::uint64_t seed = 0;
    SamplerArguments samplers;
    std::string weights = "f32";
    std::string format = "text";
    std::string output;
    bool guardFormulas = false;
    bool json = false;
};

void requireAtLeastOne(std::int64_t value, const char* option) {
    if (value < 1)
        throw SettingError(fmt::format("{} is {}; it must be at least 1", option, value));
}

/// Seeds whose texts are planned together: a million texts don't fill the memory.
constexpr std::int64_t seedsAtOnce = 500;

/// The texts of the seeds number `first` to `last` in the order in which they are printed: of each
/// seed one per temperature.
std::vector<GenerationSettings> textsOf(const Arguments& arguments, std::int64_t first,
                                        std::int64_t last) {
    std::vector<GenerationSettings> texts;
    for (std::int64_t number = first; number < last; ++number)
        for (const double temperature : arguments.temperatures)
            texts.push_back({samplerChain(arguments.samplers, temperature),
                             static_cast<std::size_t>(arguments.length),
                             arguments.seed + static_cast<std::uint64_t>(number)});
    return texts;
}

/// Writes all texts, one after the other, to `write`.
void generateTexts(const Arguments& arguments, TextFormat format,
                   const std::function<void(std::string_view)>& write) {
    TextFormatOptions options;
    options.guardFormulas = arguments.guardFormulas;
    const BatchSettings batch{availableProcessors(), parseWeightPrecision(arguments.weights)};
    textsOf(arguments, 0, 1); // what is wrong with it is said before a model is read
    const LanguageModelFile model = loadModel(arguments.model);
    GeneratedText text;
    text.prompt = arguments.prompt;
    text.model = std::filesystem::path(arguments.model).filename().string();
    text.modelHash = modelHash(model);
    text.roundedWeights = batch.precision == WeightPrecision::bfloat16;
    const auto prompt = encodePrompt(text.prompt, model);
    write(textsHeader(format, options));
    for (std::int64_t first = 0; first < arguments.count; first += seedsAtOnce) {
        const auto settings =
            textsOf(arguments, first, std::min(first + seedsAtOnce, arguments.count));
        auto next = settings.begin();
        const auto writeText = [&](std::vector<GeneratedToken> tokens) {
            text.chain = next->chain;
            text.seed = next->seed;
            text.tokens = std::move(tokens);
            text.text = decode(wholeText(prompt, text.tokens), model.tokenizer.standardization,
                               model.vocabulary);
            write(formatText(text, model.vocabulary, format, options));
            ++next;
        };
        generateEach(model.weights, prompt, settings, batch, writeText);
    }
    write(textsFooter(format));
}

void run(const Arguments& arguments) {
    requireAtLeastOne(arguments.length, "--length");
    requireAtLeastOne(arguments.count, "--count");
    const TextFormat format =
        arguments.json ? TextFormat::jsonl : parseTextFormat(arguments.format);
    if (arguments.guardFormulas && format != TextFormat::csv)
        throw SettingError("--guard-formulas is about spreadsheets: it needs --format csv");
    if (arguments.output.empty()) {
        generateTexts(arguments, format, [](std::string_view text) {
            fmt::print("{}", text);
            std::fflush(stdout);
        });
        return;
    }
    AtomicFile file(arguments.output);
    generateTexts(arguments, format, [&file](std::string_view text) { file.write(text); });
    file.commit();
}

} // namespace

void addGenerateCommand(CLI::App& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = program.add_subcommand(
        "generate", "Writes texts after a prompt. The same seed gives the same luck at every "
                    "temperature: only the temperature explains a difference");
    command->add_option("--model", arguments->model, "A .safetensors or .tempera file")
        ->type_name("FILE")
        ->required();
    command->add_option("--prompt", arguments->prompt, "The text to continue")->required();
    command
        ->add_option("--temperature", arguments->temperatures,
                     "One or more, as in --temperature 0.2 0.5 1: 0 is greedy, inf is uniform")
        ->capture_default_str();
    command->add_option("--length", arguments->length, "Tokens to write")->capture_default_str();
    command
        ->add_option("--count", arguments->count,
                     "Texts per temperature, with the seeds S, S + 1, ...")
        ->capture_default_str();
    command->add_option("--seed", arguments->seed, "S, the seed of the first text")
        ->check(wholeNumberProblem)
        ->capture_default_str();
    addSamplerOptions(*command, arguments->samplers);
    command
        ->add_option("--weights", arguments->weights,
                     "bf16: rounded and faster. Probabilities differ a little, texts may")
        ->type_name("f32|bf16")
        ->capture_default_str();
    CLI::Option* format =
        command->add_option("--format", arguments->format, "How texts are written")
            ->type_name("text|markdown|csv|jsonl|html")
            ->capture_default_str();
    command->add_flag("--guard-formulas", arguments->guardFormulas,
                      "csv: an apostrophe in front of text that a spreadsheet would take for a "
                      "formula, so that no corpus can run one");
    command->add_option("--out", arguments->output, "Write to this file instead of printing")
        ->type_name("FILE");
    command->add_flag("--json", arguments->json, "The same as --format jsonl")->excludes(format);
    command->callback([arguments] { run(*arguments); });
}

} // namespace tempera::cli
