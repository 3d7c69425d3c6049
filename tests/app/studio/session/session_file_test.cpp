// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/session/session_file.h"

#include "support/any_chain.h"
#include "support/error_message.h"
#include "support/file_size_limit.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

using namespace tempera;
using namespace tempera::studio;
using Json = nlohmann::json;

namespace {

std::string contentOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Several scripts, an emoji, combining marks, control characters, JSON's own.
rc::Gen<std::string> anyText() {
    const auto piece = rc::gen::element<std::string>(
        "movie ", "\"", "\\", "\n", std::string(1, '\0'), "\u007f", "é", "e\u0301", "漢字", "🎬",
        "\u202e", "\ufeff", "</script>", "\u2028");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const auto& list) {
        std::string text;
        for (const std::string& part : list)
            text += part;
        return text;
    });
}

SamplerStack anyStack() {
    SamplerStack stack = defaultSamplerStack();
    for (SamplerSlot& slot : stack)
        slot.enabled = *rc::gen::arbitrary<bool>();
    stack[0].sampler.value = *test::anyTemperature();
    stack[1].sampler.value = *rc::gen::inRange(1, 1'000);
    stack[2].sampler.value = *test::anyShare();
    stack[3].sampler.value = *test::anyShare();
    const auto byKind = [](const SamplerSlot& a, const SamplerSlot& b) {
        return a.sampler.kind < b.sampler.kind;
    };
    const auto order = *rc::gen::inRange(0, 24);
    for (int i = 0; i < order; ++i)
        std::next_permutation(stack.begin(), stack.end(), byKind);
    return stack;
}

Session anySession() {
    Session session;
    session.modelPath = *anyText();
    ExplorationState& state = session.state;
    state.prompt = *anyText();
    state.seed = *rc::gen::oneOf(rc::gen::arbitrary<std::uint64_t>(),
                                 rc::gen::element<std::uint64_t>(0, ~std::uint64_t{0}));
    state.seedLocked = *rc::gen::arbitrary<bool>();
    state.length = *rc::gen::inRange<std::size_t>(1, largestLength + 1);
    state.samplers = anyStack();
    const auto branches = *rc::gen::inRange(0, 6);
    for (int i = 0; i < branches; ++i) {
        const auto parent = *rc::gen::elementOf(state.branches);
        state.branches.push_back(
            {state.branches.back().id + *rc::gen::inRange(1, 5), parent.id, *anyText(),
             *rc::gen::container<std::vector<std::string>>(
                 rc::gen::element<std::string>("", "this", "电影", "\n", "[UNK]"))});
    }
    state.currentBranch = (*rc::gen::elementOf(state.branches)).id;
    const auto count = *rc::gen::inRange<std::size_t>(2, 7);
    state.comparedTemperatures =
        *rc::gen::container<std::vector<double>>(count, test::anyTemperature());
    return session;
}

/// A file as it should be, to be damaged.
Json goodFile() {
    return Json::parse(R"({
        "format": "tempera-session", "format_version": 1, "model": "", "prompt": "this movie",
        "seed": 18446744073709551615, "seed_locked": true, "length": 50,
        "samplers": [{"sampler": "temperature", "value": "inf", "enabled": true},
                     {"sampler": "top-k", "value": 40, "enabled": false},
                     {"sampler": "top-p", "value": 0.95, "enabled": false},
                     {"sampler": "min-p", "value": 0.05, "enabled": false}],
        "branches": [{"id": 0, "parent": -1, "name": "", "forced": []},
                     {"id": 1, "parent": 0, "name": "one", "forced": ["is", "a"]},
                     {"id": 4, "parent": 1, "name": "two", "forced": ["is", "the"]}],
        "current_branch": 4, "compared_temperatures": [0.5, "inf"]})");
}

const std::vector<std::string> places = {"/format",
                                         "/format_version",
                                         "/model",
                                         "/prompt",
                                         "/seed",
                                         "/seed_locked",
                                         "/length",
                                         "/samplers",
                                         "/samplers/0/sampler",
                                         "/samplers/0/value",
                                         "/samplers/1/value",
                                         "/samplers/0/enabled",
                                         "/branches",
                                         "/branches/1/id",
                                         "/branches/1/parent",
                                         "/branches/1/name",
                                         "/branches/1/forced",
                                         "/branches/1/forced/0",
                                         "/current_branch",
                                         "/compared_temperatures",
                                         "/compared_temperatures/0"};

} // namespace

class SessionFileTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder folder_;

    /// Empty where the file was taken; what is thrown must name it.
    std::string refusal(const std::string& content) {
        const auto path = folder_.write("session.json", content);
        const std::string message = errorMessage([&] { loadSession(path); });
        return message.find(path.string()) == std::string::npos ? std::string() : message;
    }

private Q_SLOTS:
    void noFileIsNoSession() { QVERIFY(!loadSession(folder_ / "none.json")); }

    void everySessionComesBack() {
        const auto path = folder_ / "session.json";
        const bool holds = rc::check([&] {
            const Session session = anySession();
            saveSession(path, session);
            RC_ASSERT(loadSession(path) == session);
        });
        QVERIFY(holds);
    }

    void brokenUtf8IsReplacedAndNeverLosesTheSession() {
        Session session;
        session.state.prompt = "caf\xe9 noir";
        saveSession(folder_ / "session.json", session);
        QCOMPARE(loadSession(folder_ / "session.json")->state.prompt, "caf\ufffd noir");
    }

    void fileOfThisFormatIsRead() {
        const auto session = loadSession(folder_.write("session.json", goodFile().dump()));
        QVERIFY(session.has_value());
        QCOMPARE(session->state.seed, ~std::uint64_t{0});
        QCOMPARE(temperatureOf(session->state.samplers), test::infinity);
        QCOMPARE(session->state.branch().forced, (std::vector<std::string>{"is", "the"}));
        QCOMPARE(session->state.comparedTemperatures, (std::vector<double>{0.5, test::infinity}));
    }

    void everyTruncationIsRefused() {
        const std::string whole = goodFile().dump();
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY2(!refusal(whole.substr(0, size)).empty(), whole.substr(0, size).c_str());
        QVERIFY(!refusal(whole + "}").empty());
    }

    void everyMissingFieldIsRefused() {
        for (const std::string& place : places) {
            Json file = goodFile();
            const Json::json_pointer pointer(place);
            if (!file.at(pointer.parent_pointer()).is_object())
                continue;
            file.at(pointer.parent_pointer()).erase(pointer.back());
            QVERIFY2(!refusal(file.dump()).empty(), place.c_str());
        }
    }

    void everyWrongTypeIsRefused() {
        const std::vector<Json> values = {nullptr,
                                          true,
                                          -1,
                                          0.5,
                                          1e300,
                                          "text",
                                          Json::array(),
                                          Json::object(),
                                          {{"a", 1}},
                                          {"text", "text"}};
        for (const std::string& place : places)
            for (const Json& value : values) {
                Json file = goodFile();
                Json& field = file.at(Json::json_pointer(place));
                const bool fits =
                    field.type() == value.type() || (place.ends_with("parent") && value == 0) ||
                    (place == "/samplers/0/value" && value.is_number() && value > 0) ||
                    (place == "/samplers/0/value" && value == 0.5) ||
                    (place.starts_with("/compared_temperatures/") && value.is_number() &&
                     value > 0);
                if (fits)
                    continue;
                field = value;
                QVERIFY2(!refusal(file.dump()).empty(), (place + " " + value.dump()).c_str());
            }
    }

    void valuesOutOfRangeAreRefused_data() {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* place, const char* value) {
            QTest::addRow("%s %s", place, value) << QString(place) << QString(value);
        };
        row("/format", R"("tempera-model")");
        row("/format_version", "2");
        row("/seed", "-1");
        row("/seed", "18446744073709551616");
        row("/length", "0");
        row("/length", "2001");
        row("/length", "18446744073709551615");
        row("/samplers/0/sampler", R"("mirostat")");
        row("/samplers/0/sampler", R"("top-k")");
        row("/samplers/0/value", "-0.1");
        row("/samplers/1/value", "0");
        row("/samplers/1/value", "1.5");
        row("/samplers/2/value", "1.01");
        row("/samplers/3/value", R"("inf")");
        row("/samplers", "[]");
        row("/branches", "[]");
        row("/branches/0/id", "1");
        row("/branches/0/parent", "0");
        row("/branches/1/id", "0");
        row("/branches/1/id", "4294967297");
        row("/branches/1/parent", "1");
        row("/branches/1/parent", "4");
        row("/branches/1/parent", "-1");
        row("/branches/1/parent", "4294967296");
        row("/branches/1/forced/0", "3");
        row("/branches/1/forced/0", "null");
        row("/current_branch", "2");
        row("/current_branch", "-1");
        row("/current_branch", "4294967300");
        row("/compared_temperatures", "[1]");
        row("/compared_temperatures", "[1,2,3,4,5,6,7]");
        row("/compared_temperatures/0", "-1");
    }

    void valuesOutOfRangeAreRefused() {
        QFETCH(QString, place);
        QFETCH(QString, value);
        Json file = goodFile();
        file.at(Json::json_pointer(place.toStdString())) = Json::parse(value.toStdString());
        QVERIFY(!refusal(file.dump()).empty());
    }

    void hugeAndDeepFilesAreRefused() {
        Json file = goodFile();
        file["prompt"] = std::string(std::size_t{17} << 20, 'a');
        QVERIFY(refusal(file.dump()).find("16 MiB") != std::string::npos);
        file["prompt"] = std::string(2'000'000, 'a');
        QVERIFY(!refusal(file.dump()).empty());
        QVERIFY(!refusal(std::string(1'000'000, '[')).empty());
        QVERIFY(!refusal(std::string(1'000'000, '[') + std::string(1'000'000, ']')).empty());
    }

    void folderIsRefused() {
        const std::string message = errorMessage([&] { loadSession(folder_.path()); });
        QVERIFY(message.find(folder_.path().string()) != std::string::npos);
    }

    void oldFileSurvivesAFailedSave() {
        const auto path = folder_.write("old/session.json", goodFile().dump());
        const std::string old = contentOf(path);
        Session large;
        large.state.prompt = std::string(500'000, 'a');
        {
            const test::FileSizeLimit limit(100'000);
            QVERIFY(!errorMessage([&] { saveSession(path, large); }).empty());
        }
        QCOMPARE(contentOf(path), old);
        QVERIFY(loadSession(path).has_value());
        const auto entries = std::filesystem::directory_iterator(path.parent_path());
        QCOMPARE(std::distance(begin(entries), end(entries)), 1);
    }
};

QTEST_GUILESS_MAIN(SessionFileTest)
#include "session_file_test.moc"
