// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_settings_file.h"

#include "core/system/error.h"
#include "support/error_message.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>

using namespace tempera;
using namespace tempera::test;

namespace {

using Change = std::function<void(nlohmann::json&)>;

TrainingSettings unusualSettings() {
    TrainingSettings settings = smallTrainingSettings();
    settings.data.seed = 18'446'744'073'709'551'615U;
    settings.seed = 7;
    settings.limits = {std::nullopt, 3, 0.1};
    settings.schedule.learningRate = 0.1 + 0.2; // 0.30000000000000004
    return settings;
}

std::string contentOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

class TrainingSettingsFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSavedIsLoaded();
    void peopleCanReadIt();
    void anUnusableFileIsRefused_data();
    void anUnusableFileIsRefused();
    void everyTruncationIsRefused();
    void aPlaceThatHasNoFileIsRefused();
    void aFileThatIsTooLargeIsNotRead();
    void wrongSettingsAreNotSaved();
};

void TrainingSettingsFileTest::whatIsSavedIsLoaded() {
    const TemporaryFolder folder;
    for (const TrainingSettings& settings :
         {bookTrainingSettings(), gptTrainingSettings(), unusualSettings()}) {
        saveTrainingSettings(folder / "run.json", settings);
        QVERIFY(loadTrainingSettings(folder / "run.json") == settings);
    }
}

void TrainingSettingsFileTest::peopleCanReadIt() {
    const TemporaryFolder folder;
    saveTrainingSettings(folder / "run.json", bookTrainingSettings());
    const std::string content = contentOf(folder / "run.json");
    QVERIFY(content.find("\n      \"learning_rate\": 0.001,\n") != std::string::npos);
    QCOMPARE(content.back(), '\n');
}

void TrainingSettingsFileTest::anUnusableFileIsRefused_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const Change& change, const char* reason) {
        QTest::newRow(name) << change << QString(reason);
    };
    row(
        "no format", [](auto& json) { json.erase("format"); }, "no file of Tempera's settings");
    row(
        "another format", [](auto& json) { json["format"] = "x"; },
        "no file of Tempera's settings");
    row(
        "list", [](auto& json) { json = nlohmann::json::array(); },
        "no file of Tempera's settings");
    row(
        "version", [](auto& json) { json["format_version"] = 2; }, "newer version");
    row(
        "no settings", [](auto& json) { json.erase("settings"); }, "unreadable");
    row(
        "missing", [](auto& json) { json["settings"].erase("seed"); }, "seed");
    row(
        "type", [](auto& json) { json["settings"]["batch_size"] = "16"; }, "16");
    row(
        "range", [](auto& json) { json["settings"]["batch_size"] = 0; }, "batch size is 0");
}

void TrainingSettingsFileTest::anUnusableFileIsRefused() {
    QFETCH(Change, change);
    QFETCH(QString, reason);
    const TemporaryFolder folder;
    saveTrainingSettings(folder / "run.json", unusualSettings());
    auto json = nlohmann::json::parse(contentOf(folder / "run.json"));
    change(json);
    const auto path = folder.write("bad.json", json.dump());
    const std::string message = errorMessage([&] { loadTrainingSettings(path); });
    QVERIFY2(message.find("bad.json") != std::string::npos, message.c_str());
    QVERIFY2(message.find(reason.toStdString()) != std::string::npos, message.c_str());
}

void TrainingSettingsFileTest::everyTruncationIsRefused() {
    const TemporaryFolder folder;
    saveTrainingSettings(folder / "run.json", bookTrainingSettings());
    const std::string content = contentOf(folder / "run.json");
    for (std::size_t length = 0; length + 2 < content.size(); ++length) {
        const auto path = folder.write("cut.json", content.substr(0, length));
        QVERIFY_EXCEPTION_THROWN(loadTrainingSettings(path), Error);
    }
    const auto broken = folder.write("broken.json", "{\"format\": \"\xFF\xFE\"}");
    QVERIFY_EXCEPTION_THROWN(loadTrainingSettings(broken), Error);
}

void TrainingSettingsFileTest::aPlaceThatHasNoFileIsRefused() {
    const TemporaryFolder folder;
    const auto missing = errorMessage([&] { loadTrainingSettings(folder / "missing.json"); });
    QVERIFY2(missing.find("No such file") != std::string::npos, missing.c_str());
    const auto isFolder = errorMessage([&] { loadTrainingSettings(folder.path()); });
    QVERIFY2(isFolder.find("folder") != std::string::npos, isFolder.c_str());
    QVERIFY_EXCEPTION_THROWN(saveTrainingSettings(folder / "no/such/run.json", unusualSettings()),
                             Error);
}

void TrainingSettingsFileTest::aFileThatIsTooLargeIsNotRead() {
    const TemporaryFolder folder;
    saveTrainingSettings(folder / "run.json", bookTrainingSettings());
    std::string content = contentOf(folder / "run.json");
    content.resize(1024 * 1024, ' '); // still JSON
    QVERIFY(loadTrainingSettings(folder.write("full.json", content)) == bookTrainingSettings());
    const auto path = folder.write("large.json", content + ' ');
    const auto message = errorMessage([&] { loadTrainingSettings(path); });
    QVERIFY2(message.find("1 MiB") != std::string::npos, message.c_str());
}

void TrainingSettingsFileTest::wrongSettingsAreNotSaved() {
    const TemporaryFolder folder;
    const auto path = folder.write("run.json", "kept");
    TrainingSettings settings = bookTrainingSettings();
    settings.batchSize = 0;
    QVERIFY_EXCEPTION_THROWN(saveTrainingSettings(path, settings), SettingError);
    QCOMPARE(contentOf(path), std::string("kept"));
}

QTEST_GUILESS_MAIN(TrainingSettingsFileTest)
#include "training_settings_file_test.moc"
