// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/moment_store.h"

#include "core/system/error.h"
#include "core/training/moment_index.h"
#include "support/moments.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <algorithm>
#include <limits>

using namespace tempera;
using tempera::test::momentAt;
using tempera::test::randomModelAt;
using tempera::test::stepsOf;

namespace fs = std::filesystem;
using Steps = std::vector<std::int64_t>;

namespace {

Moment fullMoment(std::int64_t step) {
    Moment moment = momentAt(step, 2, true);
    moment.prompt = "this \"movie\" ü";
    moment.seed = std::numeric_limits<std::uint64_t>::max();
    moment.texts = {{0.0, "greedy"},
                    {1.0 / 3.0, "line\nbreak"},
                    {std::numeric_limits<double>::infinity(), "uniform"}};
    moment.candidates = {{"is", 0.1 + 0.2}, {"[UNK]", 1e-300}};
    moment.entropy = 0.1;
    return moment;
}

bool same(const Moment& a, const Moment& b) {
    return a.step == b.step && a.epoch == b.epoch && a.atEpochEnd == b.atEpochEnd &&
           (a.trainLoss == b.trainLoss || (std::isnan(a.trainLoss) && std::isnan(b.trainLoss))) &&
           a.validationLoss == b.validationLoss && a.prompt == b.prompt && a.seed == b.seed &&
           a.texts == b.texts && a.candidates == b.candidates && a.entropy == b.entropy;
}

bool sameWeights(const LanguageModelFile& a, const LanguageModelFile& b) {
    return modelHash(a) == modelHash(b);
}

} // namespace

class MomentStoreTest : public QObject {
    Q_OBJECT

private:
    static void fill(const fs::path& folder, const Steps& steps) {
        MomentStore store(folder);
        for (const std::int64_t step : steps)
            store.add(momentAt(step), randomModelAt(step)->file());
    }
    static std::vector<std::string> filesIn(const fs::path& folder) {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder))
            names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        return names;
    }

private Q_SLOTS:
    void whatIsKeptComesBackToTheBit() {
        const test::TemporaryFolder folder;
        Moment unknown = momentAt(100);
        unknown.trainLoss = std::numeric_limits<double>::quiet_NaN();
        {
            MomentStore store(folder / "deep/er");
            QVERIFY(store.moments().empty());
            store.add(fullMoment(1'234), randomModelAt(1'234)->file());
            store.add(unknown, randomModelAt(100)->file());
        }
        const MomentStore store(folder / "deep/er");
        QVERIFY(store.problems().empty());
        QCOMPARE(stepsOf(store.moments()), (Steps{100, 1'234}));
        QVERIFY(same(store.moments()[0], unknown));
        QVERIFY(same(store.moments()[1], fullMoment(1'234)));
        for (const std::int64_t step : {100, 1'234})
            QVERIFY(sameWeights(store.load(step), randomModelAt(step)->file()));
        QVERIFY(!sameWeights(store.load(100), store.load(1'234)));
        QCOMPARE(filesIn(folder / "deep/er"),
                 (std::vector<std::string>{"moments.json", "step-00000100.safetensors",
                                           "step-00001234.safetensors"}));
    }

    void sameStepIsReplaced() {
        const test::TemporaryFolder folder;
        fill(folder.path(), {5, 9});
        MomentStore store(folder.path());
        Moment again = momentAt(5);
        again.prompt = "another";
        store.add(again, randomModelAt(77)->file());
        QCOMPARE(stepsOf(store.moments()), (Steps{5, 9}));
        QCOMPARE(MomentStore(folder.path()).moments()[0].prompt, std::string("another"));
        QVERIFY(sameWeights(store.load(5), randomModelAt(77)->file()));
    }

    void limitsHoldOnTheDisk() {
        const test::TemporaryFolder folder;
        MomentStore store(folder.path(), {.count = 4});
        for (std::int64_t step = 10; step <= 200; step += 10) {
            store.add(momentAt(step), randomModelAt(step)->file());
            QVERIFY(store.moments().size() <= 4);
        }
        QCOMPARE(store.moments().front().step, std::int64_t{10});
        QCOMPARE(store.moments().back().step, std::int64_t{200});
        QCOMPARE(filesIn(folder.path()).size(), std::size_t{5});
        const std::uint64_t size = fs::file_size(store.modelPath(200));
        MomentStore small(folder.path(), {.bytes = 3 * size});
        small.add(momentAt(210), randomModelAt(210)->file());
        QCOMPARE(small.moments().size(), std::size_t{3});
        QCOMPARE(filesIn(folder.path()).size(), std::size_t{4});
    }

    void whatAKillLeavesIsNoMoment() {
        const test::TemporaryFolder folder;
        fill(folder.path(), {1, 2});
        // Killed between a model and the index, and in the middle of a file.
        fs::copy(folder / "step-00000002.safetensors", folder / "step-00000003.safetensors");
        folder.write(".tempera-123456.tmp", "half a model");
        MomentStore store(folder.path());
        QCOMPARE(stepsOf(store.moments()), (Steps{1, 2}));
        QVERIFY(fs::exists(folder / "step-00000003.safetensors")); // looking changes nothing
        store.add(momentAt(4), randomModelAt(4)->file());
        QCOMPARE(
            filesIn(folder.path()),
            (std::vector<std::string>{"moments.json", "step-00000001.safetensors",
                                      "step-00000002.safetensors", "step-00000004.safetensors"}));
    }

    void foreignFilesAreLeftAlone() {
        const test::TemporaryFolder folder;
        fill(folder.path(), {1});
        const test::TemporaryFolder elsewhere;
        const fs::path outside = elsewhere.write("outside.safetensors", "precious");
        for (const char* name : {"notes.txt", "step-7.safetensors.bak", "step-x.safetensors",
                                 "step-.safetensors", ".tempera-x.tmp"})
            folder.write(name, "mine");
        folder.write("step-00000009.safetensors/inner", "a folder of that name");
        fs::create_symlink(outside, folder / "step-00000008.safetensors");
        MomentStore store(folder.path());
        store.add(momentAt(2), randomModelAt(2)->file());
        QCOMPARE(filesIn(folder.path()).size(), std::size_t{3 + 7});
        QVERIFY(fs::exists(outside));
    }

    void momentWhoseWeightsAreGoneIsTold() {
        const test::TemporaryFolder folder;
        fill(folder.path(), {1, 2, 3});
        fs::remove(folder / "step-00000002.safetensors");
        const MomentStore store(folder.path());
        QCOMPARE(stepsOf(store.moments()), (Steps{1, 3}));
        QCOMPARE(store.problems().size(), std::size_t{1});
        QVERIFY(store.problems()[0].find("step-00000002") != std::string::npos);
        QVERIFY_THROWS_EXCEPTION(Error, store.load(2));
        QVERIFY_THROWS_EXCEPTION(Error, store.load(99));
    }

    void damagedWeightsAreAMessage() {
        const test::TemporaryFolder folder;
        fill(folder.path(), {1});
        fs::resize_file(folder / "step-00000001.safetensors", 100);
        const MomentStore store(folder.path());
        QCOMPARE(stepsOf(store.moments()), Steps{1});
        QVERIFY_THROWS_EXCEPTION(Error, store.load(1));
    }

    void damagedIndexIsKeptAside_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{\"format\": ");
        QTest::newRow("foreign") << QByteArray("[1, 2]");
        QTest::newRow("newer") << QByteArray(
            R"({"format":"tempera-moments","format_version":2,"moments":[]})");
        QTest::newRow("deep") << QByteArray(100'000, '[');
    }
    void damagedIndexIsKeptAside() {
        QFETCH(QByteArray, content);
        const test::TemporaryFolder folder;
        fill(folder.path(), {1});
        folder.write("moments.json", content.toStdString());
        MomentStore store(folder.path());
        QVERIFY(store.moments().empty());
        QCOMPARE(store.problems().size(), std::size_t{1});
        store.add(momentAt(2), randomModelAt(2)->file());
        QCOMPARE(fs::file_size(folder / "moments.damaged.json"),
                 static_cast<std::uintmax_t>(content.size()));
        MomentStore again(folder.path());
        QVERIFY(again.problems().empty());
        QCOMPARE(stepsOf(again.moments()), Steps{2});
        again.add(momentAt(3), randomModelAt(3)->file());
        QVERIFY(fs::exists(folder / "step-00000001.safetensors"));
    }

    void everyDamageOfAnIndexIsRefusedOrValid() {
        const std::string index = momentIndexToJson({fullMoment(7), fullMoment(8)});
        QCOMPARE(momentIndexFromJson(index).size(), std::size_t{2});
        int refused = 0;
        for (std::size_t place = 0; place < index.size(); ++place)
            for (const char letter : {'-', '9', '"', ']'}) {
                std::string damaged = index;
                damaged[place] = letter;
                try {
                    for (const Moment& moment : momentIndexFromJson(damaged))
                        QVERIFY(moment.step >= 0 && moment.entropy >= 0.0);
                } catch (const Error&) {
                    ++refused;
                }
            }
        QVERIFY(refused > 0);
        for (std::size_t length = 0; length + 2 < index.size(); ++length)
            QVERIFY_THROWS_EXCEPTION(Error, momentIndexFromJson(index.substr(0, length)));
    }

    void stepsOfAnIndexMustRise() {
        const auto index = momentIndexToJson({momentAt(5), momentAt(5)});
        QVERIFY_THROWS_EXCEPTION(Error, momentIndexFromJson(index));
    }

    void earlierCheckpointForgetsTheOtherFuture() {
        const test::TemporaryFolder folder;
        fill(folder.path(), {1, 2, 3});
        MomentStore store(folder.path());
        store.forgetAfter(3);
        QCOMPARE(stepsOf(store.moments()), (Steps{1, 2, 3}));
        store.forgetAfter(1);
        QCOMPARE(stepsOf(MomentStore(folder.path()).moments()), Steps{1});
        QCOMPARE(filesIn(folder.path()).size(), std::size_t{2});
        store.forgetAfter(-1);
        QVERIFY(store.moments().empty());
        QCOMPARE(filesIn(folder.path()), std::vector<std::string>{"moments.json"});
    }

    void unwritableFolderIsAMessageAndChangesNothing() {
        const test::TemporaryFolder folder;
        folder.write("file", "no folder");
        MomentStore store(folder / "file");
        QVERIFY_THROWS_EXCEPTION(Error, store.add(momentAt(1), randomModelAt(1)->file()));
        QVERIFY(store.moments().empty());
    }
};

QTEST_GUILESS_MAIN(MomentStoreTest)
#include "moment_store_test.moc"
