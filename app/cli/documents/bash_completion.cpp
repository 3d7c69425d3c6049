// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/documents/documents.h"

#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

std::vector<std::string> namesOf(std::span<const CommandDescription> commands) {
    std::vector<std::string> names;
    for (const CommandDescription& command : commands)
        names.push_back(command.name);
    return names;
}

std::vector<std::string> optionNames(const CommandDescription& command) {
    std::vector<std::string> names;
    for (const OptionDescription& option : command.options)
        names.insert(names.end(), option.names.begin(), option.names.end());
    return names;
}

/// What can stand behind the options that take a value.
std::string valueCases(std::span<const CommandDescription> commands) {
    std::string cases;
    for (const CommandDescription& command : commands)
        for (const OptionDescription& option : command.options) {
            if (option.isPositional() || option.value.empty())
                continue;
            const std::string action = option.takesPath()
                                           ? "_tempera_cli_files \"$word\""
                                           : fmt::format("_tempera_cli_words \"$word\" {}",
                                                         fmt::join(option.choices, " "));
            cases += fmt::format("        {},{}) {}; return ;;\n", command.name,
                                 option.names.back(), action);
        }
    return cases;
}

std::string optionCases(std::span<const CommandDescription> commands) {
    std::string cases;
    for (const CommandDescription& command : commands)
        cases += fmt::format("        {}) _tempera_cli_words \"$word\" {} ;;\n", command.name,
                             fmt::join(optionNames(command), " "));
    return cases;
}

} // namespace

std::string bashCompletion(std::span<const CommandDescription> descriptions) {
    const auto commands = descriptions.subspan(1);
    const auto names = namesOf(commands);
    return fmt::format(
        R"(# bash completion of tempera-cli; SPDX-License-Identifier: GPL-3.0-or-later
_tempera_cli_words() {{
    local word=$1
    shift
    mapfile -t COMPREPLY < <(compgen -W "$*" -- "$word")
}}

_tempera_cli_files() {{
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -f -- "$1")
}}

_tempera_cli() {{
    local word=$2 previous=$3 command=
    COMPREPLY=()
    case ${{COMP_WORDS[1]}} in
        {0}) command=${{COMP_WORDS[1]}} ;;
    esac
    if [ "$COMP_CWORD" -eq 1 ]; then
        _tempera_cli_words "$word" {1} {2}
        return
    fi
    case $command,$previous in
{3}    esac
    if [[ $word != -* ]]; then
        _tempera_cli_files "$word"
        return
    fi
    case $command in
{4}    esac
}}

complete -F _tempera_cli tempera-cli
)",
        fmt::join(names, "|"), fmt::join(names, " "),
        fmt::join(optionNames(descriptions.front()), " "), valueCases(commands),
        optionCases(commands));
}

} // namespace tempera::cli
