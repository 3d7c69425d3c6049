// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/distribution_table.h"
#include "app/cli/prompt.h"
#include "app/cli/sampler_options.h"
#include "core/model/inference_engine.h"
#include "core/system/error.h"
#include "core/text/codec.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

struct Arguments {
    std::string model;
    std::string prompt;
    double temperature = 1.0;
    std::string top = "20";
    SamplerArguments samplers;
    bool json = false;
};

/// "all" or a number of at least 1; more than there are means all.
std::size_t parseTop(const std::string& top, std::size_t vocabularySize) {
    if (top == "all")
        return vocabularySize;
    std::size_t count = 0;
    const auto [end, failure] = std::from_chars(top.data(), top.data() + top.size(), count);
    if (failure != std::errc() || end != top.data() + top.size() || count == 0)
        throw SettingError(
            fmt::format("--top is '{}'; it must be a whole number of at least 1, or all", top));
    return std::min(count, vocabularySize);
}

void run(const Arguments& arguments) {
    const SamplerChain chain = samplerChain(arguments.samplers, arguments.temperature);
    const LanguageModelFile model = loadModel(arguments.model);
    const std::size_t top = parseTop(arguments.top, model.vocabulary.size());
    std::string prompt = arguments.prompt;
    const auto tokens = encodePrompt(prompt, model);
    InferenceEngine engine(model.weights);
    DistributionTable table(engine.logitsAfter(tokens), chain, model.vocabulary);
    if (arguments.json)
        table.printJson(tokens, top);
    else
        table.print(decode(tokens, model.tokenizer.standardization, model.vocabulary), top);
}

} // namespace

void addNextCommand(CLI::App& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = program.add_subcommand(
        "next", "Shows the distribution of the next token after a prompt: probabilities, entropy, "
                "what each sampler removed");
    command->add_option("--model", arguments->model, "A .safetensors or .tempera file")
        ->type_name("FILE")
        ->required();
    command->add_option("--prompt", arguments->prompt, "The text to continue")->required();
    command
        ->add_option("--temperature", arguments->temperature,
                     "0 is greedy, 1 leaves the distribution as it is, inf is uniform")
        ->capture_default_str();
    command->add_option("--top", arguments->top, "How many tokens to list, or all")
        ->type_name("NUMBER|all")
        ->capture_default_str();
    addSamplerOptions(*command, arguments->samplers);
    command->add_flag("--json", arguments->json, "Print one JSON object");
    command->callback([arguments] { run(*arguments); });
}

} // namespace tempera::cli
