// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/jsonl_documents.h"

#include "core/system/error.h"
#include "core/text/corpus/blank_text.h"
#include "core/text/corpus/line_reader.h"
#include "core/text/corpus_reader.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tempera {

namespace {

using nlohmann::json;

/// The library's message begins with its own error number and a line that is always 1.
std::string reason(const json::parse_error& error) {
    const std::string message = error.what();
    const std::size_t colon = message.find(": ");
    const std::string rest = colon == std::string::npos ? message : message.substr(colon + 2);
    return "invalid JSON at byte " + std::to_string(error.byte) + " of the line: " + rest;
}

std::string at(const std::string& fileName, std::uint64_t line) {
    return fileName + ": line " + std::to_string(line) + ": ";
}

json parseObject(const std::string& line) {
    try {
        json value = json::parse(line);
        if (value.is_object())
            return value;
        throw Error(std::string("a JSON object is needed, this is one ") + value.type_name());
    } catch (const json::parse_error& error) {
        throw Error(reason(error));
    } catch (const json::out_of_range&) {
        throw Error("a number in the JSON is too large");
    }
}

std::vector<std::string> keyNames(const json& object) {
    std::vector<std::string> names;
    for (const auto& item : object.items())
        names.push_back(item.key());
    return names;
}

std::string keys(const json& object) {
    std::string names;
    for (const std::string& name : keyNames(object))
        names += (names.empty() ? "'" : ", '") + name + "'";
    return names.empty() ? "none" : names;
}

const std::string& textOf(const json& object, const std::string& key) {
    const auto found = object.find(key);
    if (found == object.end())
        throw MissingColumnError("there is no key '" + key + "'; those there are: " + keys(object),
                                 keyNames(object));
    if (!found->is_string())
        throw Error("the value of '" + key + "' is not a string but " + found->type_name());
    return found->get_ref<const std::string&>();
}

} // namespace

void readJsonlDocuments(ByteStream& text, const std::string& fileName, const std::string& textKey,
                        DocumentSink& sink) {
    LineReader lines(text);
    while (const auto line = lines.next()) {
        if (isBlank(*line))
            continue;
        json object;
        std::string_view document;
        try {
            object = parseObject(sink.repaired(*line));
            document = textOf(object, textKey);
        } catch (const MissingColumnError& error) {
            throw MissingColumnError(at(fileName, lines.number()) + error.what(), error.columns());
        } catch (const Error& error) {
            throw Error(at(fileName, lines.number()) + error.what());
        }
        sink.add(document);
    }
}

} // namespace tempera
