// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/program.h"

#include "app/cli/commands.h"

#include <string>
#include <vector>

namespace tempera::cli {

namespace {

/// CLI11 itself says of a misspelt command only that one is required.
std::string usageMessage(const CLI::App* program, const CLI::Error& error) {
    const std::vector<std::string> unknown = program->remaining();
    const bool misspelt = program->get_subcommands().empty() && !unknown.empty();
    const std::string problem =
        misspelt ? "there is no command '" + unknown.front() + "'" : std::string(error.what());
    return "tempera-cli: " + problem + "\nRun with --help for more information.\n";
}

} // namespace

std::unique_ptr<CLI::App> makeProgram() {
    auto program = std::make_unique<CLI::App>(
        "Trains small word-level language models on a pile of text and samples from them with a "
        "temperature: chapter 12.1 of Deep Learning with Python, without its window. Each command "
        "explains itself with --help.",
        "tempera-cli");
    program->set_version_flag("--version", "tempera-cli " TEMPERA_VERSION);
    program->failure_message(usageMessage);
    program->require_subcommand(1);
    program->get_formatter()->column_width(34);
    program->footer("Begin with:  tempera-cli demo");
    addDemoCommand(*program);
    addCorpusCommand(*program);
    addTrainCommand(*program);
    addEvaluateCommand(*program);
    addNextCommand(*program);
    addGenerateCommand(*program);
    addInspectCommand(*program);
    return program;
}

} // namespace tempera::cli
