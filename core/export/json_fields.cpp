// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/json_fields.h"

#include "core/system/bounded_json.h"
#include "core/system/error.h"
#include "core/system/quote.h"

#include <cmath>
#include <limits>
#include <spdlog/fmt/fmt.h>

namespace tempera {

using nlohmann::json;

namespace {

constexpr JsonLimits limits = {
    .depth = 4,          // object, array of tokens, token, value
    .values = 8'000'000, // a million tokens have seven million
};

double asNumber(const json& value) {
    if (value.is_number())
        return value.get<double>();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (value == "inf")
        return infinity;
    return value == "-inf" ? -infinity : std::numeric_limits<double>::quiet_NaN();
}

std::string shown(const json& value) {
    if (value.is_structured())
        return value.is_array() ? "a list" : "an object";
    return inQuotes(value.is_string() ? value.get<std::string>() : value.dump());
}

} // namespace

json parseJsonObject(std::string_view text, const std::string& place) {
    json object;
    try {
        object = parseBoundedJson(text, limits);
    } catch (const Error& error) {
        throw Error(fmt::format("{}: {}", place, error.what()));
    } catch (const json::parse_error& error) {
        throw Error(fmt::format("{}: not JSON from byte {} of it on", place, error.byte));
    } catch (const json::exception&) {
        throw Error(place + ": a number in the JSON is too large");
    }
    if (!object.is_object())
        throw Error(
            fmt::format("{}: a JSON object was expected, this is {}", place, shown(object)));
    return object;
}

void JsonFields::fail(const char* key, const std::string& expected) const {
    const auto found = object_.find(key);
    const std::string problem = found == object_.end() ? "is missing" : "is " + shown(*found);
    throw Error(fmt::format("{}: the field '{}' {}; expected {}", place_, key, problem, expected));
}

const json& JsonFields::value(const char* key, const std::string& expected) const {
    const auto found = object_.find(key);
    if (found == object_.end())
        fail(key, expected);
    return *found;
}

std::string JsonFields::text(const char* key) const {
    const json& found = value(key, "text");
    if (!found.is_string())
        fail(key, "text");
    return found.get<std::string>();
}

std::uint64_t JsonFields::wholeNumber(const char* key, std::uint64_t lowest,
                                      std::uint64_t highest) const {
    const std::string expected = fmt::format("a whole number from {} to {}", lowest, highest);
    const json& found = value(key, expected);
    if (!found.is_number_unsigned())
        fail(key, expected);
    const auto number = found.get<std::uint64_t>();
    if (number < lowest || number > highest)
        fail(key, expected);
    return number;
}

double JsonFields::number(const char* key, double lowest, double highest) const {
    const std::string expected = fmt::format("a number from {} to {}", lowest, highest);
    const double number = asNumber(value(key, expected));
    if (!(number >= lowest && number <= highest))
        fail(key, expected);
    return number;
}

const json& JsonFields::array(const char* key, std::size_t longest) const {
    const std::string expected = fmt::format("a list of at most {} entries", longest);
    const json& found = value(key, expected);
    if (!found.is_array() || found.size() > longest)
        fail(key, expected);
    return found;
}

} // namespace tempera
