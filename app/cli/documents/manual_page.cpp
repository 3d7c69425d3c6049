// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/documents/documents.h"

#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

/// Text as groff shows it to the letter: a hyphen that can be copied, no request at a line's start.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        if (letter == '\\')
            out += "\\e";
        else if (letter == '-')
            out += "\\-";
        else
            out += letter;
    }
    return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string bold(std::string_view text) {
    return "\\fB" + escaped(text) + "\\fR";
}

std::string tag(const OptionDescription& option) {
    std::string text;
    for (const std::string& name : option.names)
        text += (text.empty() ? "" : ", ") + bold(name);
    const std::string space = text.empty() ? "" : " ";
    if (!option.choices.empty())
        text += space + bold(fmt::format("{}", fmt::join(option.choices, "|")));
    else if (!option.value.empty())
        text += space + "\\fI" + escaped(option.value) + "\\fR";
    return text + (option.repeated ? " ..." : "");
}

std::string sentences(std::string_view text) {
    return escaped(text) + (text.ends_with('.') ? "" : ".");
}

std::string body(const OptionDescription& option) {
    std::string text = sentences(option.text);
    if (option.required)
        text += " Required.";
    if (!option.defaultValue.empty())
        text += " Default: " + escaped(option.defaultValue) + ".";
    return text;
}

std::string optionsOf(const CommandDescription& command) {
    std::string text;
    std::string group;
    for (const OptionDescription& option : command.options) {
        if (option.group != group && option.group != "Options" && option.group != "Positionals")
            text += ".PP\n" + escaped(option.group) + ":\n";
        group = option.group;
        text += ".TP\n" + tag(option) + "\n" + body(option) + "\n";
    }
    return text;
}

/// "tempera-cli corpus [OPTIONS] PATH"
std::string synopsis(const CommandDescription& command) {
    std::string text = bold("tempera-cli " + command.name) + " [\\fIOPTIONS\\fR]";
    for (const OptionDescription& option : command.options)
        if (option.isPositional())
            text += " \\fI" + escaped(option.value) + "\\fR";
    return text;
}

} // namespace

std::string manualPage(std::span<const CommandDescription> descriptions, std::string_view more) {
    const CommandDescription& program = descriptions.front();
    const auto commands = descriptions.subspan(1);
    std::string page =
        ".\\\" SPDX-License-Identifier: GPL-3.0-or-later\n"
        ".TH TEMPERA\\-CLI 1 \"\" \"Tempera " TEMPERA_VERSION "\" \"User Commands\"\n"
        ".SH NAME\ntempera\\-cli \\- train small language models and sample from "
        "them with a temperature\n.SH SYNOPSIS\n";
    for (const CommandDescription& command : commands)
        page += (&command == &commands.front() ? "" : ".br\n") + synopsis(command) + "\n";
    page += ".SH DESCRIPTION\n" + sentences(program.text) + "\n.SH OPTIONS\n" + optionsOf(program);
    page += ".SH COMMANDS\n";
    for (const CommandDescription& command : commands)
        page += ".SS " + escaped(command.name) + "\n" + sentences(command.text) + "\n" +
                optionsOf(command);
    return page + std::string(more);
}

} // namespace tempera::cli
