// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/documents/documents.h"

#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

std::string literal(std::string_view text) {
    std::string out = "'";
    for (const char letter : text)
        out +=
            letter == '\'' || letter == '\\' ? std::string("\\") + letter : std::string(1, letter);
    return out + "'";
}

std::string valueOf(const OptionDescription& option) {
    if (option.value.empty())
        return {};
    if (option.takesPath())
        return " -r -F";
    if (!option.choices.empty())
        return fmt::format(" -x -a {}", literal(fmt::format("{}", fmt::join(option.choices, " "))));
    return " -x";
}

std::string line(const OptionDescription& option, std::string_view condition) {
    std::string names;
    for (const std::string& name : option.names)
        names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    return fmt::format("complete -c tempera-cli -n {}{}{} -d {}\n", literal(condition), names,
                       valueOf(option), literal(option.text));
}

} // namespace

std::string fishCompletion(std::span<const CommandDescription> descriptions) {
    constexpr std::string_view noCommand = "__fish_use_subcommand";
    std::string script = "# SPDX-License-Identifier: GPL-3.0-or-later\n";
    for (const OptionDescription& option : descriptions.front().options)
        script += line(option, noCommand);
    for (const CommandDescription& command : descriptions.subspan(1)) {
        script += fmt::format("complete -c tempera-cli -n {} -f -a {} -d {}\n", literal(noCommand),
                              command.name, literal(command.text));
        for (const OptionDescription& option : command.options)
            if (!option.isPositional())
                script += line(option, "__fish_seen_subcommand_from " + command.name);
    }
    return script;
}

} // namespace tempera::cli
