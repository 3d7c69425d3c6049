// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/documents/command_description.h"

#include <algorithm>
#include <sstream>

namespace tempera::cli {

namespace {

/// "a|b|c" in parts; nothing where there is no bar or a part is not a word to type (NUMBER|all).
std::vector<std::string> choicesIn(const std::string& value) {
    std::vector<std::string> choices;
    std::istringstream parts(value);
    for (std::string part; std::getline(parts, part, '|');)
        if (part.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos)
            choices.push_back(part);
    return value.find('|') == std::string::npos ? std::vector<std::string>() : choices;
}

/// The type as add_option() was told it; get_type_name() would add what checks the value.
std::string valueOf(const CLI::Option& option) {
    if (option.get_positional())
        return option.get_name(true, false);
    if (option.get_items_expected_max() == 0)
        return {};
    const std::string type = option.get_type_name();
    return type.substr(0, type.find(':'));
}

OptionDescription describe(const CLI::Option& option) {
    OptionDescription description;
    for (const std::string& name : option.get_snames())
        description.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames())
        description.names.push_back("--" + name);
    description.value = valueOf(option);
    description.choices = choicesIn(description.value);
    description.defaultValue = option.get_default_str();
    description.text = option.get_description();
    description.group = option.get_group();
    description.required = option.get_required();
    description.repeated = option.get_items_expected_max() > 1;
    return description;
}

CommandDescription describeOne(const CLI::App& command) {
    CommandDescription description{command.get_name(), command.get_description(), {}};
    for (const CLI::Option* option : command.get_options())
        description.options.push_back(describe(*option));
    // As --help has it: what belongs to no group of its own comes first.
    std::ranges::stable_partition(description.options, [](const OptionDescription& option) {
        return option.group == "Positionals" || option.group == "Options";
    });
    return description;
}

} // namespace

std::vector<CommandDescription> describe(const CLI::App& program) {
    std::vector<CommandDescription> descriptions = {describeOne(program)};
    for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
        descriptions.push_back(describeOne(*command));
    return descriptions;
}

} // namespace tempera::cli
