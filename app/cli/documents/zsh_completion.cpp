// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/documents/documents.h"

#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

/// For a specification of _arguments or _describe within single quotes.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        if (letter == '\'')
            out += "'\\''";
        else if (letter == '[' || letter == ']' || letter == ':' || letter == '\\')
            out += std::string("\\") + letter;
        else
            out += letter;
    }
    return out;
}

std::string valueOf(const OptionDescription& option) {
    if (option.value.empty())
        return {};
    if (option.takesPath())
        return ":" + option.value + ":_files";
    if (!option.choices.empty())
        return fmt::format(":value:({})", fmt::join(option.choices, " "));
    return ":" + escaped(option.value) + ":";
}

std::string specification(const OptionDescription& option) {
    if (option.isPositional())
        return fmt::format("            '{}'", valueOf(option));
    std::string text;
    for (const std::string& name : option.names) {
        const bool isLong = name.starts_with("--");
        text += fmt::format("{}            '{}{}[{}]{}'", text.empty() ? "" : " \\\n", name,
                            option.value.empty() || !isLong ? "" : "=", escaped(option.text),
                            valueOf(option));
    }
    return text;
}

std::string arguments(const CommandDescription& command) {
    std::string text = "_arguments";
    for (const OptionDescription& option : command.options)
        text += " \\\n" + specification(option);
    return text;
}

} // namespace

std::string zshCompletion(std::span<const CommandDescription> descriptions) {
    std::string commands;
    std::string cases;
    for (const CommandDescription& command : descriptions.subspan(1)) {
        commands += fmt::format("        '{}:{}'\n", command.name, escaped(command.text));
        cases += fmt::format("        {}) {} ;;\n", command.name, arguments(command));
    }
    return fmt::format(R"(#compdef tempera-cli
# SPDX-License-Identifier: GPL-3.0-or-later
_tempera-cli() {{
    local -a commands=(
{0}    )
    if (( CURRENT == 2 )); then
        _describe command commands
        {1}
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
{2}    esac
}}

_tempera-cli "$@"
)",
                       commands, arguments(descriptions.front()), cases);
}

} // namespace tempera::cli
