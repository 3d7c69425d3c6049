// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/moment_index.h"

#include "core/system/bounded_json.h"
#include "core/system/error.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace tempera {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* format = "tempera-moments";
constexpr int formatVersion = 1;
constexpr JsonLimits limits = {
    .depth = 6, // index, moments, moment, texts, text, value
    .values = 2'000'000,
};
constexpr std::size_t mostMoments = 10'000;
constexpr std::size_t mostEntries = 1'000; // of a moment's texts and of its candidates
constexpr double infinity = std::numeric_limits<double>::infinity();

/// JSON has neither NaN nor infinity.
Json numberToJson(double value) {
    if (std::isinf(value))
        return value > 0.0 ? "inf" : "-inf";
    return std::isnan(value) ? Json() : Json(value);
}

Json toJson(const Moment& moment) {
    Json texts = Json::array();
    for (const MomentText& text : moment.texts)
        texts.push_back({{"temperature", numberToJson(text.temperature)}, {"text", text.text}});
    Json candidates = Json::array();
    for (const MomentCandidate& candidate : moment.candidates)
        candidates.push_back({{"word", candidate.word}, {"probability", candidate.probability}});
    return {
        {"step", moment.step},
        {"epoch", moment.epoch},
        {"at_epoch_end", moment.atEpochEnd},
        {"train_loss", numberToJson(moment.trainLoss)},
        {"validation_loss", moment.validationLoss ? numberToJson(*moment.validationLoss) : Json()},
        {"prompt", moment.prompt},
        {"seed", moment.seed},
        {"texts", texts},
        {"candidates", candidates},
        {"entropy", numberToJson(moment.entropy)}};
}

void require(bool condition, const char* problem) {
    if (!condition)
        throw Error(problem);
}

const Json& listAt(const Json& json, const char* key, std::size_t longest) {
    const Json& list = json.at(key);
    require(list.is_array() && list.size() <= longest, "a list is missing or too long");
    return list;
}

/// get() alone would cut off a fraction and wrap around.
std::uint64_t wholeAt(const Json& json, const char* key, std::uint64_t highest) {
    const Json& value = json.at(key);
    require(value.is_number_unsigned() && value.get<std::uint64_t>() <= highest,
            "a whole number is missing or out of range");
    return value.get<std::uint64_t>();
}

double numberAt(const Json& json, const char* key, double lowest, double highest) {
    const Json& value = json.at(key);
    const double number = value == "inf" ? infinity : value.get<double>();
    require(number >= lowest && number <= highest, "a number is out of range");
    return number;
}

/// Nothing for null: not known, or not a number.
std::optional<double> lossAt(const Json& json, const char* key) {
    if (json.at(key).is_null())
        return std::nullopt;
    return numberAt(json, key, -infinity, infinity);
}

Moment momentFrom(const Json& json) {
    Moment moment;
    moment.step = static_cast<std::int64_t>(wholeAt(json, "step", highestMomentStep));
    moment.epoch = static_cast<std::int64_t>(wholeAt(json, "epoch", highestMomentStep));
    moment.atEpochEnd = json.at("at_epoch_end").get<bool>();
    moment.trainLoss =
        lossAt(json, "train_loss").value_or(std::numeric_limits<double>::quiet_NaN());
    moment.validationLoss = lossAt(json, "validation_loss");
    moment.prompt = json.at("prompt").get<std::string>();
    moment.seed = wholeAt(json, "seed", std::numeric_limits<std::uint64_t>::max());
    for (const Json& text : listAt(json, "texts", mostEntries))
        moment.texts.push_back(
            {numberAt(text, "temperature", 0.0, infinity), text.at("text").get<std::string>()});
    for (const Json& candidate : listAt(json, "candidates", mostEntries))
        moment.candidates.push_back({candidate.at("word").get<std::string>(),
                                     numberAt(candidate, "probability", 0.0, 1.0)});
    constexpr double mostBits = 64.0;
    moment.entropy = numberAt(json, "entropy", 0.0, mostBits);
    return moment;
}

std::vector<Moment> momentsFrom(const Json& json) {
    require(json.at("format") == format && json.at("format_version") == formatVersion,
            "it is no list of moments of this version");
    std::vector<Moment> moments;
    for (const Json& entry : listAt(json, "moments", mostMoments)) {
        moments.push_back(momentFrom(entry));
        require(moments.size() < 2 || moments[moments.size() - 2].step < moments.back().step,
                "its steps don't rise");
    }
    return moments;
}

} // namespace

std::string momentIndexToJson(const std::vector<Moment>& moments) {
    Json list = Json::array();
    for (const Moment& moment : moments)
        list.push_back(toJson(moment));
    const Json index = {{"format", format}, {"format_version", formatVersion}, {"moments", list}};
    // A prompt need not be UTF-8, JSON must be.
    return index.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<Moment> momentIndexFromJson(std::string_view text) {
    require(text.size() <= largestMomentIndex, "it is larger than 16 MiB");
    try {
        return momentsFrom(parseBoundedJson<Json>(text, limits));
    } catch (const nlohmann::json::exception& error) {
        throw Error(error.what());
    }
}

} // namespace tempera
