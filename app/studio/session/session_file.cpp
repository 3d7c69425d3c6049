// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/session/session_file.h"

#include "core/export/json_number.h"
#include "core/system/atomic_file.h"
#include "core/system/bounded_json.h"
#include "core/system/error.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>
#include <utility>

namespace tempera::studio {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uintmax_t largestFile = std::uintmax_t{16} << 20;
constexpr JsonLimits limits = {.values = 4'000'000}; // of four bytes and more each
constexpr std::size_t longestText = 1'000'000;
constexpr std::size_t mostBranches = 10'000;
constexpr int formatVersion = 1;

Json toJson(const SamplerStack& stack) {
    Json slots = Json::array();
    for (const SamplerSlot& slot : stack)
        slots.push_back({{"sampler", samplerName(slot.sampler.kind)},
                         {"value", jsonNumber(slot.sampler.value)},
                         {"enabled", slot.enabled}});
    return slots;
}

Json toJson(const std::vector<Branch>& branches) {
    Json list = Json::array();
    for (const Branch& branch : branches)
        list.push_back({{"id", branch.id},
                        {"parent", branch.parent},
                        {"name", branch.name},
                        {"forced", branch.forced}});
    return list;
}

Json toJson(const std::vector<double>& numbers) {
    Json list = Json::array();
    for (const double number : numbers)
        list.push_back(jsonNumber(number));
    return list;
}

Json toJson(const Session& session) {
    const ExplorationState& state = session.state;
    return {{"format", "tempera-session"},
            {"format_version", formatVersion},
            {"model", session.modelPath},
            {"prompt", state.prompt},
            {"seed", state.seed},
            {"seed_locked", state.seedLocked},
            {"length", state.length},
            {"samplers", toJson(state.samplers)},
            {"branches", toJson(state.branches)},
            {"current_branch", state.currentBranch},
            {"compared_temperatures", toJson(state.comparedTemperatures)}};
}

void require(bool condition, const char* problem) {
    if (!condition)
        throw Error(problem);
}

/// get() alone would cut off a fraction and wrap around what the type can't hold.
template <typename T>
T wholeFrom(const Json& json) {
    const bool fits = json.is_number_unsigned()
                          ? std::in_range<T>(json.get<std::uint64_t>())
                          : json.is_number_integer() && std::in_range<T>(json.get<std::int64_t>());
    require(fits, "a whole number is expected");
    return json.get<T>();
}

/// An object could be walked through like a list.
const Json& listAt(const Json& json, const char* key) {
    require(json.at(key).is_array(), "a list is expected");
    return json.at(key);
}

double numberFrom(const Json& json) {
    if (json.is_string() && json.get<std::string>() == "inf")
        return std::numeric_limits<double>::infinity();
    return json.get<double>();
}

SamplerStack samplersFrom(const Json& json) {
    SamplerStack stack;
    SamplerChain all; // also those switched off must be in range
    for (const Json& slot : json) {
        stack.push_back({{parseSamplerKind(slot.at("sampler").get<std::string>()),
                          numberFrom(slot.at("value"))},
                         slot.at("enabled").get<bool>()});
        all.push_back(stack.back().sampler);
    }
    validate(all);
    require(stack.size() == defaultSamplerStack().size(), "a sampler is missing");
    return stack;
}

/// The trunk comes first, every parent before its children: no cycles, no orphans.
std::vector<Branch> branchesFrom(const Json& json) {
    std::vector<Branch> branches;
    require(json.size() <= mostBranches, "there are too many branches");
    for (const Json& entry : json) {
        Branch branch{wholeFrom<int>(entry.at("id")),
                      wholeFrom<int>(entry.at("parent")),
                      entry.at("name").get<std::string>(),
                      {}};
        for (const Json& word : listAt(entry, "forced"))
            branch.forced.push_back(word.get<std::string>());
        const auto isIn = [&branches](int id) {
            return std::ranges::find(branches, id, &Branch::id) != branches.end();
        };
        const bool isTrunk = branches.empty() && branch.id == 0 && branch.parent == -1;
        require(isTrunk || (branch.id > 0 && !isIn(branch.id) && isIn(branch.parent)),
                "the branches are no tree");
        require(branch.forced.size() <= largestLength, "a branch is too long");
        branches.push_back(std::move(branch));
    }
    require(!branches.empty(), "there is no trunk");
    return branches;
}

std::vector<double> temperaturesFrom(const Json& json) {
    std::vector<double> temperatures;
    for (const Json& value : json)
        temperatures.push_back(numberFrom(value));
    require(temperatures.size() >= 2 && temperatures.size() <= 6,
            "the compared temperatures are not two to six");
    require(std::ranges::all_of(temperatures, [](double t) { return t >= 0.0; }),
            "a compared temperature is negative");
    return temperatures;
}

Session sessionFrom(const Json& json) {
    require(json.at("format") == "tempera-session" && json.at("format_version") == formatVersion,
            "it is no session of this version");
    Session session;
    session.modelPath = json.at("model").get<std::string>();
    ExplorationState& state = session.state;
    state.prompt = json.at("prompt").get<std::string>();
    require(state.prompt.size() <= longestText, "the prompt is too long");
    state.seed = wholeFrom<std::uint64_t>(json.at("seed"));
    state.seedLocked = json.at("seed_locked").get<bool>();
    state.length = wholeFrom<std::size_t>(json.at("length"));
    require(state.length >= 1 && state.length <= largestLength, "the length is out of range");
    state.samplers = samplersFrom(listAt(json, "samplers"));
    state.branches = branchesFrom(listAt(json, "branches"));
    state.currentBranch = wholeFrom<int>(json.at("current_branch"));
    require(state.branch().id == state.currentBranch, "the current branch is missing");
    state.comparedTemperatures = temperaturesFrom(listAt(json, "compared_temperatures"));
    return session;
}

std::string readWhole(const std::filesystem::path& path) {
    require(std::filesystem::is_regular_file(path),
            "it is a folder, a pipe or a device, not a file");
    require(std::filesystem::file_size(path) <= largestFile, "it is larger than 16 MiB");
    std::ifstream file(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(file), {});
    require(!file.bad() && file.is_open(), "it cannot be read");
    return bytes;
}

} // namespace

void saveSession(const std::filesystem::path& path, const Session& session) {
    // A path need not be UTF-8, JSON must be.
    const std::string text =
        toJson(session).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    AtomicFile file(path);
    file.write(text);
    file.commit();
}

std::optional<Session> loadSession(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path))
        return std::nullopt;
    try {
        return sessionFrom(parseBoundedJson<Json>(readWhole(path), limits));
    } catch (const std::exception& error) {
        throw Error(
            fmt::format("{}: the last session can't be restored: {}", path.string(), error.what()));
    }
}

} // namespace tempera::studio
