// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/csv_field.h"
#include "core/export/csv_reader.h"
#include "core/export/json_number.h"
#include "core/export/recipe_reader.h"
#include "core/export/text_readers.h"
#include "core/system/error.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <spdlog/fmt/fmt.h>

namespace tempera {

using nlohmann::json;

namespace {

using Row = std::vector<std::string>;

constexpr std::size_t mostColumns = 64; // a person may have added some

/// The whole of `text` as a number, or nothing.
template <typename Number>
std::optional<Number> parseNumber(std::string_view text) {
    Number number{};
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// What is no number stays text, which the recipe's reader refuses by the field's name.
json wholeNumberOrText(const std::string& text) {
    const auto number = parseNumber<std::uint64_t>(text);
    return number ? json(*number) : json(text);
}

json numberOrText(const std::string& text) {
    const auto number = parseNumber<double>(text);
    return number && !std::isnan(*number) ? json(jsonNumber(*number)) : json(text);
}

/// Calls `part` with the pieces between separators; none for an empty text.
template <typename Action>
void split(std::string_view text, std::string_view separator, Action part) {
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        part(std::string(text.substr(0, end)));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + separator.size());
    }
}

/// The inverse of describe(): "temperature 0.7, top-p 0.95".
json samplersFromText(const std::string& description) {
    json samplers = json::array();
    if (description == describe({}))
        return samplers;
    split(description, ", ", [&samplers](const std::string& part) {
        const std::size_t space = std::min(part.find(' '), part.size());
        samplers.push_back(
            {{"sampler", part.substr(0, space)},
             {"value", numberOrText(part.substr(std::min(space + 1, part.size())))}});
    });
    return samplers;
}

json idsFromText(const std::string& text) {
    json ids = json::array();
    split(text, " ", [&ids](const std::string& id) { ids.push_back(wholeNumberOrText(id)); });
    return ids;
}

/// A row as the object that the other formats hold.
class CsvTexts {
public:
    void add(const Row& row, std::size_t line);
    std::vector<GeneratedText> take() { return std::move(texts_); }

private:
    bool has(std::string_view column) const {
        return std::ranges::find(header_, column) != header_.end();
    }
    std::string field(const Row& row, std::string_view column) const;
    json toJson(const Row& row) const;

    Row header_;
    std::vector<GeneratedText> texts_;
};

std::string CsvTexts::field(const Row& row, std::string_view column) const {
    const auto found = std::ranges::find(header_, column);
    if (found == header_.end())
        throw Error(fmt::format("there is no column '{}'", column));
    return row[static_cast<std::size_t>(found - header_.begin())];
}

json CsvTexts::toJson(const Row& row) const {
    const bool hasGuards = field(row, "formula_guard") == "on";
    const auto text = [&](std::string_view column) {
        const std::string value = field(row, column);
        return hasGuards ? unguarded(value) : value;
    };
    json object = {{"prompt", text("prompt")},
                   {"text", text("text")},
                   {"seed", wholeNumberOrText(field(row, "seed"))},
                   {"length", wholeNumberOrText(field(row, "length"))},
                   {"temperature", numberOrText(field(row, "temperature"))},
                   {"samplers", samplersFromText(field(row, "samplers"))},
                   {"forced", idsFromText(field(row, "forced"))},
                   {"model", text("model")},
                   {"model_hash", field(row, "model_hash")}};
    if (has("weights"))
        object["weights"] = field(row, "weights");
    return object;
}

void CsvTexts::add(const Row& row, std::size_t line) {
    if (header_.empty()) {
        header_ = row;
        return;
    }
    const std::string place = fmt::format("line {}", line);
    if (row.size() != header_.size())
        throw Error(fmt::format("{}: the row has {} fields, the header row {}", place, row.size(),
                                header_.size()));
    const json object = toJson(row);
    const JsonFields fields(object, place);
    GeneratedText text = readRecipe(fields);
    text.text = fields.text("text");
    texts_.push_back(std::move(text));
}

} // namespace

std::vector<GeneratedText> readCsvTexts(std::string_view file) {
    CsvTexts texts;
    readCsv(file, mostColumns,
            [&texts](const Row& row, std::size_t line) { texts.add(row, line); });
    return texts.take();
}

} // namespace tempera
