// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_settings_file.h"

#include "core/system/atomic_file.h"
#include "core/system/error.h"
#include "core/system/quote.h"

#include <cerrno>
#include <fstream>
#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>
#include <system_error>

namespace tempera {

namespace {

using Json = nlohmann::ordered_json;
constexpr const char* formatName = "tempera-settings";
constexpr int formatVersion = 1;
constexpr std::size_t largestFile = 1024 * 1024;

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& reason) {
    throw Error(
        fmt::format("the settings in {} can't be used: {}", inQuotes(path.string()), reason));
}

std::string readBounded(const std::filesystem::path& path) {
    std::error_code ignored;
    errno = 0;
    if (std::filesystem::is_directory(path, ignored))
        fail(path, "it is a folder");
    std::ifstream file(path, std::ios::binary);
    if (!file)
        fail(path, std::generic_category().message(errno));
    std::string text(largestFile + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad())
        fail(path, "reading failed");
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > largestFile)
        fail(path, "it is larger than 1 MiB, so it is no settings file");
    return text;
}

/// The part that holds the settings, of a file that says what it is.
Json settingsOf(const std::filesystem::path& path, const std::string& text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("format", Json()) != formatName)
        fail(path, "it is no file of Tempera's settings");
    if (json.value("format_version", Json()) != formatVersion)
        fail(path, "it was written by a newer version of Tempera");
    return json.value("settings", Json());
}

} // namespace

void saveTrainingSettings(const std::filesystem::path& path, const TrainingSettings& settings) {
    validate(settings);
    const Json json = {{"format", formatName},
                       {"format_version", formatVersion},
                       {"application", "Tempera " TEMPERA_VERSION},
                       {"settings", Json::parse(toJson(settings))}};
    constexpr int indentation = 2;
    AtomicFile file(path);
    file.write(json.dump(indentation) + "\n");
    file.commit();
}

TrainingSettings loadTrainingSettings(const std::filesystem::path& path) {
    const Json settings = settingsOf(path, readBounded(path));
    try {
        return trainingSettingsFromJson(settings.dump());
    } catch (const Error& error) {
        fail(path, error.what());
    } catch (const Json::exception& error) { // text that isn't UTF-8 can't be written again
        fail(path, error.what());
    }
}

} // namespace tempera
