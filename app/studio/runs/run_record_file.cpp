// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/runs/run_record_file.h"

#include "core/system/atomic_file.h"
#include "core/system/bounded_json.h"
#include "core/system/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <spdlog/fmt/fmt.h>
#include <utility>

namespace tempera::studio {

namespace {

using Json = nlohmann::ordered_json;
using State = RunRecord::State;

constexpr std::uintmax_t largestFile = std::uintmax_t{1} << 20;
constexpr int formatVersion = 1;
constexpr int mostThreads = 65'536;

constexpr std::array stateNames = {
    std::pair{State::running, "running"}, std::pair{State::paused, "paused"},
    std::pair{State::finished, "finished"}, std::pair{State::stopped, "stopped"},
    std::pair{State::failed, "failed"}};
constexpr std::array unitNames = {
    std::pair{DocumentUnit::automatic, "auto"}, std::pair{DocumentUnit::file, "file"},
    std::pair{DocumentUnit::line, "line"}, std::pair{DocumentUnit::paragraph, "paragraph"}};

void require(bool condition, const char* problem) {
    if (!condition)
        throw Error(problem);
}

template <typename Names, typename Value>
const char* nameIn(const Names& names, Value value) {
    return std::ranges::find(names, value, [](const auto& pair) { return pair.first; })->second;
}

State stateFrom(const Json& json) {
    const auto name = json.get<std::string>();
    const auto* const found =
        std::ranges::find(stateNames, name, [](const auto& pair) { return pair.second; });
    require(found != stateNames.end(), "the state is none of those that there are");
    return found->first;
}

Json lossToJson(const std::optional<double>& loss) {
    return loss && std::isfinite(*loss) ? Json(*loss) : Json(nullptr);
}

std::optional<double> lossFrom(const Json& json) {
    if (json.is_null())
        return std::nullopt;
    require(json.is_number(), "a loss is not a number");
    return json.get<double>();
}

Json toJson(const RunRecord& record) {
    const CorpusOptions& options = record.corpusOptions;
    return {{"format", "tempera-run"},
            {"format_version", formatVersion},
            {"name", record.name.toStdString()},
            {"corpus", record.corpus.toStdString()},
            {"corpus_options",
             {{"text_column", options.textColumn},
              {"unit", nameIn(unitNames, options.unit)},
              {"include_unsupervised", options.includeUnsupervised}}},
            {"settings", Json::parse(toJson(record.settings))},
            {"threads", record.threads},
            {"checkpoint", record.checkpoint.toStdString()},
            {"started", record.started.toUTC().toString(Qt::ISODateWithMs).toStdString()},
            {"state", nameIn(stateNames, record.state)},
            {"step", record.step},
            {"train_loss", lossToJson(record.trainLoss)},
            {"validation_loss", lossToJson(record.validationLoss)},
            {"problem", record.problem.toStdString()}};
}

/// get() alone would cut off a fraction and wrap around what the type can't hold.
qint64 wholeFrom(const Json& json, qint64 smallest, qint64 largest) {
    const bool fits = json.is_number_integer() &&
                      !(json.is_number_unsigned() && !std::in_range<qint64>(json.get<quint64>()));
    require(fits, "a whole number is expected");
    const auto number = json.get<qint64>();
    require(number >= smallest && number <= largest, "a number is out of range");
    return number;
}

QString textAt(const Json& json, const char* key) {
    return QString::fromStdString(json.at(key).get<std::string>());
}

QString pathAt(const Json& json, const char* key) {
    const QString path = textAt(json, key);
    require(path.isEmpty() || path.startsWith('/'), "a path is not absolute");
    return path;
}

CorpusOptions optionsFrom(const Json& json) {
    CorpusOptions options;
    options.textColumn = json.at("text_column").get<std::string>();
    options.unit = parseDocumentUnit(json.at("unit").get<std::string>());
    options.includeUnsupervised = json.at("include_unsupervised").get<bool>();
    return options;
}

RunRecord recordFrom(const Json& json) {
    require(json.at("format") == "tempera-run" && json.at("format_version") == formatVersion,
            "it is no record of this version");
    RunRecord record;
    record.name = textAt(json, "name");
    record.corpus = pathAt(json, "corpus");
    record.corpusOptions = optionsFrom(json.at("corpus_options"));
    record.settings = trainingSettingsFromJson(json.at("settings").dump());
    record.threads = static_cast<int>(wholeFrom(json.at("threads"), 1, mostThreads));
    record.checkpoint = pathAt(json, "checkpoint");
    record.started = QDateTime::fromString(textAt(json, "started"), Qt::ISODateWithMs);
    require(record.started.isValid(), "the time of its start is no time");
    record.state = stateFrom(json.at("state"));
    record.step = wholeFrom(json.at("step"), 0, std::numeric_limits<qint64>::max());
    record.trainLoss = lossFrom(json.at("train_loss"));
    record.validationLoss = lossFrom(json.at("validation_loss"));
    record.problem = textAt(json, "problem");
    return record;
}

std::string readWhole(const std::filesystem::path& path) {
    require(std::filesystem::file_size(path) <= largestFile, "it is larger than 1 MiB");
    std::ifstream file(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(file), {});
    require(!file.bad() && file.is_open(), "it cannot be read");
    return bytes;
}

} // namespace

void saveRunRecord(const std::filesystem::path& path, const RunRecord& record) {
    const std::string text =
        toJson(record).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    AtomicFile file(path);
    file.write(text);
    file.commit();
}

RunRecord loadRunRecord(const std::filesystem::path& path) {
    try {
        return recordFrom(parseBoundedJson<Json>(readWhole(path)));
    } catch (const std::exception& error) {
        throw Error(fmt::format("{}: the record of this run can't be read: {}", path.string(),
                                error.what()));
    }
}

} // namespace tempera::studio
