// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/session/session_file.h"

#include "support/error_message.h"
#include "support/file_size_limit.h"
#include "support/temporary_folder.h"

#include <QFile>
#include <QtTest>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

using namespace tempera;
using namespace tempera::studio;
using namespace tempera::test;
using Json = nlohmann::json;

namespace {

Session exampleSession() {
    Session session;
    session.modelPath = "/models/mine.safetensors";
    session.state.prompt = "Диалог “this” 电影\n\"";
    session.state.seed = std::numeric_limits<std::uint64_t>::max();
    session.state.samplers =
        withTemperature(arranged(defaultSamplerStack(), SamplerOrder::llamaCpp),
                        std::numeric_limits<double>::infinity());
    session.state.branches.push_back({1, 0, "first", {"is", "a"}});
    session.state.branches.push_back({4, 1, "second", {"is", "a", "[UNK]"}});
    session.state.currentBranch = 4;
    session.state.comparedTemperatures = {0.0, 1.0};
    return session;
}

std::string readAll(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void writeAll(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

/// The example's file with one thing changed.
template <typename Edit>
std::string edited(const std::filesystem::path& path, Edit edit) {
    saveSession(path, exampleSession());
    Json json = Json::parse(readAll(path));
    edit(json);
    return json.dump();
}

} // namespace

class SessionFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWas() {
        const TemporaryFolder folder;
        saveSession(folder.path() / "session.json", exampleSession());
        QVERIFY(loadSession(folder.path() / "session.json") == exampleSession());
    }

    void anyStateComesBack() {
        const TemporaryFolder folder;
        const auto path = folder.path() / "session.json";
        QVERIFY(rc::check([&path](std::uint64_t seed, unsigned char value, bool locked) {
            Session session = exampleSession();
            session.state.seed = seed;
            session.state.seedLocked = locked;
            session.state.length = 1 + value;
            session.state.samplers = withTemperature(session.state.samplers, value / 16.0);
            saveSession(path, session);
            RC_ASSERT(loadSession(path) == session);
        }));
    }

    void noFileIsNoSession() { QVERIFY(!loadSession("/nowhere/session.json")); }

    void isRefusedAsAWhole_data() {
        QTest::addColumn<std::string>("bytes");
        const TemporaryFolder folder;
        const auto path = folder.path() / "session.json";
        const auto row = [&path](const char* name, auto edit) {
            QTest::newRow(name) << edited(path, edit);
        };
        row("negative seed", [](Json& json) { json["seed"] = -1; });
        row("negative length", [](Json& json) { json["length"] = -1; });
        row("huge length", [](Json& json) { json["length"] = 1'000'000; });
        row("length 0", [](Json& json) { json["length"] = 0; });
        row("unknown sampler", [](Json& json) { json["samplers"][0]["sampler"] = "magic"; });
        row("sampler twice", [](Json& json) { json["samplers"][1] = json["samplers"][0]; });
        row("sampler missing", [](Json& json) { json["samplers"].erase(0); });
        row("value out of range", [](Json& json) { json["samplers"][0]["value"] = -3; });
        row("no trunk", [](Json& json) { json["branches"].erase(0); });
        row("cycle", [](Json& json) { json["branches"][1]["parent"] = 4; });
        row("its own parent", [](Json& json) { json["branches"][1]["parent"] = 1; });
        row("id twice", [](Json& json) { json["branches"][2]["id"] = 1; });
        row("current is missing", [](Json& json) { json["current_branch"] = 9; });
        row("seven temperatures",
            [](Json& json) { json["compared_temperatures"] = {1, 2, 3, 4, 5, 6, 7}; });
        row("negative temperature", [](Json& json) { json["compared_temperatures"] = {1, -2}; });
        row("another version", [](Json& json) { json["format_version"] = 99; });
        row("prompt is a number", [](Json& json) { json["prompt"] = 5; });
        const Json whole = Json::parse(edited(path, [](Json&) {}));
        for (const auto& [key, value] : whole.items())
            row(("without " + key).c_str(), [&key = key](Json& json) { json.erase(key); });
        const std::string bytes = whole.dump();
        QTest::newRow("cut") << bytes.substr(0, bytes.size() / 2);
        QTest::newRow("empty") << std::string();
        QTest::newRow("17 MiB") << std::string(std::size_t{17} << 20, ' ') + bytes;
    }
    void isRefusedAsAWhole() {
        QFETCH(std::string, bytes);
        const TemporaryFolder folder;
        const auto path = folder.path() / "session.json";
        writeAll(path, bytes);
        const std::string message = errorMessage([&path] { loadSession(path); });
        QVERIFY2(message.find("session.json") != std::string::npos, message.c_str());
    }

    void aFailedSaveLeavesTheOldOne() {
        const TemporaryFolder folder;
        const auto path = folder.path() / "session.json";
        saveSession(path, exampleSession());
        Session longer = exampleSession();
        longer.state.prompt = std::string(100'000, 'x');
        {
            const FileSizeLimit limit(10'000);
            QVERIFY(!errorMessage([&] { saveSession(path, longer); }).empty());
        }
        QVERIFY(loadSession(path) == exampleSession());
    }
};

QTEST_GUILESS_MAIN(SessionFileTest)
#include "session_file_test.moc"
