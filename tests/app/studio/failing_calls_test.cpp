// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that Tempera saves, while each system call in turn fails: once, from then on, or
// writes less than it was given.
#include "support/failing_calls/failing_calls.h"

#include "app/studio/runs/run_record_file.h"
#include "app/studio/session/session_file.h"
#include "core/export/text_format.h"
#include "core/system/atomic_file.h"
#include "core/training/checkpoint_file.h"
#include "core/training/moment_store.h"
#include "core/training/training_settings_file.h"
#include "support/error_message.h"
#include "support/moments.h"
#include "support/small_checkpoint.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <cerrno>
#include <functional>
#include <map>

using namespace tempera;
using namespace tempera::studio;
using namespace tempera::test;
namespace fs = std::filesystem;
using Extent = FailingCalls::Extent;

namespace {

/// The files of a folder by name, with their bytes.
using Content = std::map<std::string, std::string>;

Content contentOf(const fs::path& folder) {
    Content content;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        content[entry.path().filename().string()] = {std::istreambuf_iterator<char>(file), {}};
    }
    return content;
}

GeneratedText textOf(int version) {
    GeneratedText text;
    text.prompt = "this movie";
    text.text = "this movie " + std::string(static_cast<std::size_t>(50 * version), 'a');
    text.modelHash = std::string(64, 'a');
    text.length = 1;
    return text;
}

void saveExport(const fs::path& path, int version) {
    AtomicFile file(path);
    file.write(formatTexts(std::vector{textOf(version)}, Vocabulary({"a"}), TextFormat::html));
    file.commit();
}

void saveCheckpointKeepingThePrevious(const fs::path& path, int version) {
    saveCheckpoint(path, smallCheckpoint(4 * version), previousCheckpointPath(path));
}

void saveSettings(const fs::path& path, int version) {
    TrainingSettings settings = gptTrainingSettings();
    settings.seed = static_cast<std::uint64_t>(version);
    saveTrainingSettings(path, settings);
}

void saveSessionOf(const fs::path& path, int version) {
    Session session;
    session.state.prompt = std::string(static_cast<std::size_t>(version), 'p');
    saveSession(path, session);
}

void saveRecord(const fs::path& path, int version) {
    RunRecord record;
    record.name = "run";
    record.settings = gptTrainingSettings();
    record.started = QDateTime::fromSecsSinceEpoch(1'700'000'000);
    record.step = version;
    saveRunRecord(path, record);
}

using Save = void (*)(const fs::path&, int);

const std::map<std::string, Save> savers = {
    {"run.tempera", saveCheckpointKeepingThePrevious},
    {"model.safetensors",
     [](const fs::path& path, int version) { saveModel(path, randomModelAt(version)->file()); }},
    {"settings.json", saveSettings},
    {"session.json", saveSessionOf},
    {"run.json", saveRecord},
    {"texts.html", saveExport},
};

struct Attempt {
    std::string failed;  ///< the call; empty: fewer calls were made
    std::string message; ///< the Error's; empty: it was saved
    Content content;     ///< of the folder afterwards
};

/// Version 2 saved over version 1 while a call fails.
Attempt attempt(const std::string& name, int number, Extent extent, int reason) {
    const TemporaryFolder folder;
    const Save save = savers.at(name);
    save(folder / name, 1);
    Attempt result;
    {
        const FailingCalls failing(number, extent, reason);
        result.message = errorMessage([&] { save(folder / name, 2); });
        result.failed = failing.failed();
    }
    result.content = contentOf(folder.path());
    return result;
}

Content versionAlone(const std::string& name, int last) {
    const TemporaryFolder folder;
    for (int version = 1; version <= last; ++version)
        savers.at(name)(folder / name, version);
    return contentOf(folder.path());
}

/// What is wrong with what an attempt left; empty if nothing is.
QString problemWith(const Attempt& attempt, const std::string& name, const Content& old,
                    const Content& fresh, const char* reason) {
    const auto message = QString::fromStdString(attempt.message);
    if (attempt.message.empty())
        return attempt.content == fresh ? "" : "told as saved, but it isn't the new file";
    if (!message.contains(reason) || !message.contains(QString::fromStdString(name)))
        return "the message doesn't name the file and the reason: " + message;
    const bool isNew = attempt.content.at(name) == fresh.at(name);
    if (!isNew && attempt.content.at(name) != old.at(name))
        return "neither the old file nor the new one: " + message;
    // Beside a checkpoint there may be the one before it, which by now is the old file.
    for (const auto& [file, bytes] : attempt.content)
        if (file != name && (!fresh.contains(file) || bytes != fresh.at(file)))
            return "left behind: " + QString::fromStdString(file);
    return message.contains("is saved, but") == isNew ? "" : "tells of the other file: " + message;
}

} // namespace

class FailingCallsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theOldFileOrTheNewOne_data();
    void theOldFileOrTheNewOne();
    void aNewFileOrNone_data();
    void aNewFileOrNone();
    void momentsStayConsistent_data();
    void momentsStayConsistent();
    void aDownloadIsMovedOrStays_data();
    void aDownloadIsMovedOrStays();
};

namespace {

void addFaults() {
    QTest::addColumn<int>("extent");
    QTest::addColumn<int>("reason");
    const auto row = [](const char* name, Extent extent, int reason) {
        QTest::newRow(name) << static_cast<int>(extent) << reason;
    };
    row("once, disk full", Extent::once, ENOSPC);
    row("once, disk broken", Extent::once, EIO);
    row("from then on, disk full", Extent::fromThenOn, ENOSPC);
    row("from then on, quota", Extent::fromThenOn, EDQUOT);
    row("short writes", Extent::cutShort, 0);
}

} // namespace

void FailingCallsTest::theOldFileOrTheNewOne_data() {
    addFaults();
}

void FailingCallsTest::theOldFileOrTheNewOne() {
    QFETCH(const int, extent);
    QFETCH(const int, reason);
    int attempts = 0;
    for (const auto& [name, save] : savers) {
        const Content old = versionAlone(name, 1);
        const Content fresh = versionAlone(name, 2);
        QVERIFY(old.at(name) != fresh.at(name));
        for (int number = 1;; ++number, ++attempts) {
            const Attempt result = attempt(name, number, static_cast<Extent>(extent), reason);
            const QString problem =
                problemWith(result, name, old, fresh, reason == 0 ? "" : ::strerror(reason));
            QVERIFY2(problem.isEmpty(), qPrintable(QStringLiteral("%1, call %2 (%3): %4")
                                                       .arg(QString::fromStdString(name))
                                                       .arg(number)
                                                       .arg(QString::fromStdString(result.failed))
                                                       .arg(problem)));
            if (reason == 0)
                QCOMPARE(result.message, std::string()); // writing less is no failure
            if (result.failed.empty())
                break; // every call had its turn
        }
    }
    qInfo("%d attempts", attempts);
    QVERIFY(attempts > 10);
}

void FailingCallsTest::aNewFileOrNone_data() {
    addFaults();
}

void FailingCallsTest::aNewFileOrNone() {
    QFETCH(const int, extent);
    QFETCH(const int, reason);
    for (const auto& [name, save] : savers) {
        const Content fresh = versionAlone(name, 1);
        bool every = false;
        for (int number = 1; !every; ++number) {
            const TemporaryFolder folder;
            std::string message;
            {
                const FailingCalls failing(number, static_cast<Extent>(extent), reason);
                message = errorMessage([&] { save(folder / name, 1); });
                every = failing.failed().empty();
            }
            const bool saved =
                message.empty() || message.find("is saved, but") != std::string::npos;
            QCOMPARE(contentOf(folder.path()), saved ? fresh : Content());
        }
    }
}

void FailingCallsTest::momentsStayConsistent_data() {
    addFaults();
}

/// A store of several files: what it was before, or with the new moment.
void FailingCallsTest::momentsStayConsistent() {
    QFETCH(const int, extent);
    QFETCH(const int, reason);
    bool every = false;
    for (int number = 1; !every; ++number) {
        const TemporaryFolder folder;
        MomentStore store(folder.path(), {.count = 2});
        store.add(momentAt(1), randomModelAt(1)->file());
        store.add(momentAt(2), randomModelAt(2)->file());
        std::string message;
        {
            const FailingCalls failing(number, static_cast<Extent>(extent), reason);
            message = errorMessage([&] { store.add(momentAt(3), randomModelAt(3)->file()); });
            every = failing.failed().empty();
        }
        const MomentStore again(folder.path(), {.count = 2});
        QCOMPARE(again.problems(), std::vector<std::string>());
        const std::vector<std::int64_t> steps = stepsOf(again.moments());
        QVERIFY(steps == (std::vector<std::int64_t>{1, 2}) ||
                steps == (std::vector<std::int64_t>{1, 3}));
        QVERIFY(!message.empty() || steps.back() == 3);
        for (const std::int64_t step : steps)
            QCOMPARE(modelHash(again.load(step)), modelHash(randomModelAt(step)->file()));
        store.add(momentAt(4), randomModelAt(4)->file()); // the store goes on
        QCOMPARE(MomentStore(folder.path()).moments().back().step, std::int64_t{4});
    }
}

void FailingCallsTest::aDownloadIsMovedOrStays_data() {
    addFaults();
}

void FailingCallsTest::aDownloadIsMovedOrStays() {
    QFETCH(const int, extent);
    QFETCH(const int, reason);
    bool every = false;
    for (int number = 1; !every; ++number) {
        const TemporaryFolder folder;
        const fs::path file = folder.write("file", "old");
        const fs::path part = folder.write("file.part", "new");
        std::string message;
        {
            const FailingCalls failing(number, static_cast<Extent>(extent), reason);
            message = errorMessage([&] { moveIntoPlace(part, file); });
            every = failing.failed().empty();
        }
        const bool moved = message.empty() || message.find("is saved, but") != std::string::npos;
        QCOMPARE(contentOf(folder.path()), moved
                                               ? (Content{{"file", "new"}})
                                               : (Content{{"file", "old"}, {"file.part", "new"}}));
    }
}

QTEST_MAIN(FailingCallsTest)
#include "failing_calls_test.moc"
