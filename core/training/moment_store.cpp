// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/moment_store.h"

#include "core/system/atomic_file.h"
#include "core/system/error.h"
#include "core/training/moment_index.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <spdlog/fmt/fmt.h>
#include <string_view>
#include <system_error>
#include <utility>

namespace tempera {

namespace fs = std::filesystem;

namespace {

constexpr const char* indexName = "moments.json";
constexpr const char* damagedIndexName = "moments.damaged.json";

/// Without following links: nothing outside the folder is read or removed.
bool isFile(const fs::path& path) {
    std::error_code missing;
    return fs::is_regular_file(fs::symlink_status(path, missing));
}

std::string readWhole(const fs::path& path) {
    std::error_code failure;
    if (fs::file_size(path, failure) > largestMomentIndex || failure)
        throw Error("it is larger than 16 MiB or can't be read");
    std::ifstream file(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(file), {});
    if (file.bad() || !file.is_open())
        throw Error("it can't be read");
    return bytes;
}

bool isDigits(std::string_view text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

bool isModelName(std::string_view name) {
    constexpr std::string_view prefix = "step-";
    constexpr std::string_view suffix = ".safetensors";
    return name.size() > prefix.size() + suffix.size() && name.starts_with(prefix) &&
           name.ends_with(suffix) &&
           isDigits(name.substr(prefix.size(), name.size() - prefix.size() - suffix.size()));
}

} // namespace

MomentStore::MomentStore(fs::path folder, MomentLimits limits)
    : folder_(std::move(folder)), limits_(limits) {
    readIndex();
    dropMissing();
}

fs::path MomentStore::modelPath(std::int64_t step) const {
    return folder_ / fmt::format("step-{:08}.safetensors", step);
}

void MomentStore::readIndex() {
    const fs::path path = folder_ / indexName;
    std::error_code missing;
    if (!fs::exists(fs::symlink_status(path, missing)))
        return;
    try {
        if (!isFile(path))
            throw Error("it is no ordinary file");
        moments_ = momentIndexFromJson(readWhole(path));
    } catch (const Error& error) {
        indexDamaged_ = true;
        problems_.push_back(fmt::format("{}: the kept moments can't be read: {}. The file is left "
                                        "as it is; new moments begin another one.",
                                        path.string(), error.what()));
    }
}

void MomentStore::dropMissing() {
    std::erase_if(moments_, [this](const Moment& moment) {
        const fs::path path = modelPath(moment.step);
        const bool missing = !isFile(path);
        if (missing)
            problems_.push_back(
                fmt::format("{}: the weights of this moment are gone.", path.string()));
        return missing;
    });
}

bool MomentStore::holds(const fs::path& file) const {
    return std::ranges::any_of(
        moments_, [&](const Moment& moment) { return modelPath(moment.step) == file; });
}

void MomentStore::prepareFolder() {
    if (std::exchange(prepared_, true))
        return;
    std::error_code failure;
    fs::create_directories(folder_, failure);
    if (failure)
        throw Error(fmt::format("{}: creating the folder for a run's moments failed: {}",
                                folder_.string(), failure.message()));
    if (std::exchange(indexDamaged_, false))
        fs::rename(folder_ / indexName, folder_ / damagedIndexName, failure);
    removeLeftovers();
}

void MomentStore::removeLeftovers() const {
    if (isFile(folder_ / damagedIndexName))
        return; // its weights may still be of use to somebody
    std::error_code failure;
    std::vector<fs::path> leftovers;
    for (fs::directory_iterator entry(folder_, failure), end; !failure && entry != end;
         entry.increment(failure)) {
        const fs::path& path = entry->path();
        const std::string name = path.filename().string();
        if (isModelName(name) && !holds(path) && isFile(path))
            leftovers.push_back(path);
    }
    for (const fs::path& path : leftovers)
        fs::remove(path, failure); // one that stays does no harm
}

void MomentStore::add(Moment moment, const LanguageModelFile& model) {
    if (moment.step < 0 || moment.step > highestMomentStep)
        throw Error(fmt::format("a moment can't be kept: its step is {}", moment.step));
    prepareFolder();
    const std::int64_t step = moment.step;
    std::vector<Moment> others = moments_;
    // An entry never names weights that it was not written with.
    if (std::erase_if(others, [step](const Moment& other) { return other.step == step; }) > 0)
        commit(others);
    saveModel(modelPath(step), model);
    others.insert(std::ranges::upper_bound(others, step, {}, &Moment::step), std::move(moment));
    thin(others);
    commit(std::move(others));
}

void MomentStore::thin(std::vector<Moment>& moments) const {
    std::vector<MomentPlace> places;
    for (const Moment& moment : moments) {
        std::error_code failure;
        const std::uintmax_t size = fs::file_size(modelPath(moment.step), failure);
        places.push_back({moment.step, moment.atEpochEnd, failure ? 0 : size});
    }
    const std::vector<std::size_t> dropped = momentsToDrop(places, limits_);
    for (const std::size_t index : std::vector<std::size_t>(dropped.rbegin(), dropped.rend()))
        moments.erase(moments.begin() + static_cast<std::ptrdiff_t>(index));
}

void MomentStore::commit(std::vector<Moment> moments) {
    AtomicFile index(folder_ / indexName);
    index.write(momentIndexToJson(moments));
    index.commit();
    const std::vector<Moment> before = std::exchange(moments_, std::move(moments));
    for (const Moment& moment : before) {
        const fs::path path = modelPath(moment.step);
        std::error_code failure;
        if (!holds(path))
            fs::remove(path, failure); // one that stays is a leftover for the next time
    }
}

LanguageModelFile MomentStore::load(std::int64_t step) const {
    if (std::ranges::find(moments_, step, &Moment::step) == moments_.end())
        throw Error(fmt::format("{}: no weights of step {} are kept", folder_.string(), step));
    return loadModel(modelPath(step));
}

void MomentStore::forgetAfter(std::int64_t step) {
    if (moments_.empty() || moments_.back().step <= step)
        return;
    prepareFolder();
    std::vector<Moment> earlier = moments_;
    std::erase_if(earlier, [step](const Moment& moment) { return moment.step > step; });
    commit(std::move(earlier));
}

} // namespace tempera
