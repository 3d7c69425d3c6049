// SPDX-License-Identifier: GPL-3.0-or-later
// A corpus in one large file is read in bounded memory: 64 MB in the suite, TEMPERA_TEST_MEGABYTES
// by hand.
#include "support/cli.h"
#include "support/cli_peak_memory.h"
#include "support/long_form.h"

#include <QtTest>
#include <fstream>
#include <random>

using namespace tempera;
using namespace tempera::test;

namespace {

constexpr int distinctWords = 50'000;

/// Documents of about a thousand words, a line each. Returns the number of words.
std::uint64_t writeCorpus(const std::filesystem::path& path, std::uint64_t megabytes) {
    std::mt19937 random(1);
    std::geometric_distribution<int> rank(0.001);
    std::ofstream file(path, std::ios::binary);
    std::string line;
    std::uint64_t words = 0;
    for (std::uint64_t bytes = 0; bytes < megabytes * 1'000'000; bytes += line.size()) {
        line.clear();
        for (int i = 0; i < 1'000; ++i)
            line += "w" + std::to_string(rank(random) % distinctWords) + " ";
        line += "\n";
        file << line;
        words += 1'000;
    }
    return words;
}

} // namespace

class CliLargeCorpusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void memoryIsBoundedByTheTokens();
};

void CliLargeCorpusTest::memoryIsBoundedByTheTokens() {
    const TemporaryFolder folder;
    const auto path = folder / "large.txt";
    const int megabytes = repetitions("TEMPERA_TEST_MEGABYTES", 64);
    const std::uint64_t words = writeCorpus(path, static_cast<std::uint64_t>(megabytes));
    QCOMPARE(runCli({"corpus", argument(path), "--json"}).json().at("words").get<std::uint64_t>(),
             words);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer's own memory would be measured");
#endif
    const auto small = folder.write("small.txt", tinyCorpus().toStdString());
    const double program = peakMemory({"corpus", argument(small), "--json"});
    const double peak = peakMemory({"corpus", argument(path), "--json"});
    QVERIFY(program > 0.0 && peak > 0.0);
    const double tokenIds = 4.0 * static_cast<double>(words);
    qInfo("%d MB of text, %llu words: %.0f MB beyond the program's %.0f, %.2f times the token ids",
          megabytes, static_cast<unsigned long long>(words), (peak - program) / 1e6, program / 1e6,
          (peak - program) / tokenIds);
    QVERIFY(peak - program < 3.0 * tokenIds);
}

QTEST_GUILESS_MAIN(CliLargeCorpusTest)
#include "cli_large_corpus_test.moc"
