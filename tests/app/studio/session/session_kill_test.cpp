// SPDX-License-Identifier: GPL-3.0-or-later
// Kills a program that saves sessions: ten times in the suite, TEMPERA_TEST_KILLS times by hand.
#include "app/studio/session/session_file.h"

#include "support/long_form.h"
#include "support/temporary_folder.h"

#include <QtTest>
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace tempera;
using namespace tempera::studio;
using namespace tempera::test;

namespace {

/// All sessions differ, in length too, and each can be told to be whole: the prompt says its seed.
Session sessionOf(std::uint64_t number) {
    Session session;
    session.state.seed = number;
    for (std::uint64_t i = 0; i < number % 3000; ++i)
        session.state.prompt += std::to_string(number) + " ";
    return session;
}

[[noreturn]] void saveForEver(const std::filesystem::path& path) {
    for (std::uint64_t number = 1;; ++number)
        saveSession(path, sessionOf(number));
}

} // namespace

class SessionKillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSessionIsAlwaysAWholeOne();
};

void SessionKillTest::aSessionIsAlwaysAWholeOne() {
    const TemporaryFolder folder;
    const auto path = folder / "session.json";
    std::mt19937_64 random(randomSeed());
    const int kills = repetitions("TEMPERA_TEST_KILLS", 10);
    std::uint64_t saved = 0;
    int leftovers = 0;
    for (int kill = 0; kill < kills; ++kill) {
        saveSession(path, sessionOf(0));
        const pid_t process = ::fork();
        if (process == 0)
            saveForEver(path);
        std::this_thread::sleep_for(
            std::chrono::microseconds(std::uniform_int_distribution<int>(1, 40'000)(random)));
        ::kill(process, SIGKILL);
        ::waitpid(process, nullptr, 0);
        const auto files = std::distance(std::filesystem::directory_iterator(folder.path()), {});
        QVERIFY(files <= 2);
        leftovers += files == 2 ? 1 : 0;
        const std::optional<Session> session = loadSession(path); // or it throws
        QVERIFY(session.has_value());
        QVERIFY(*session == sessionOf(session->state.seed));
        saved += session->state.seed;
    }
    saveSession(path, sessionOf(0));
    QCOMPARE(std::distance(std::filesystem::directory_iterator(folder.path()), {}),
             std::ptrdiff_t{1});
    qInfo("%d kills, %d of them in the middle of a file, after %llu savings", kills, leftovers,
          static_cast<unsigned long long>(saved));
    QVERIFY(saved > 0);
}

QTEST_GUILESS_MAIN(SessionKillTest)
#include "session_kill_test.moc"
