// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/checkpoint_file.h"
#include "core/training/memory_estimate.h"
#include "support/cli.h"
#include "support/cli_peak_memory.h"

#include <QtTest>
#include <random>
#include <string>

using namespace tempera;
using test::argument;
using test::peakMemory;

namespace {

constexpr std::int64_t documentCount = 1'000;
constexpr std::int64_t documentWords = 1'000;
constexpr int distinctWords = 70'000;

/// More distinct words than any vocabulary asked for.
std::string corpusOfManyWords() {
    std::mt19937 random(1);
    std::uniform_int_distribution<int> word(0, distinctWords - 1);
    std::string text;
    for (std::int64_t document = 0; document < documentCount; ++document) {
        for (std::int64_t i = 0; i < documentWords; ++i)
            text += "w" + std::to_string(word(random)) + " ";
        text += "\n";
    }
    return text;
}

} // namespace

/// A person decides by the estimate whether a run fits: it must be near what the run then takes.
class CliMemoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { corpus_ = folder_.write("words.txt", corpusOfManyWords()); }
    void estimateIsNearThePeak_data();
    void estimateIsNearThePeak();

private:
    test::TemporaryFolder folder_;
    std::filesystem::path corpus_;
};

void CliMemoryTest::estimateIsNearThePeak_data() {
    QTest::addColumn<int>("threads");
    QTest::addColumn<QStringList>("options");
    const QStringList book{"--preset", "book", "--batch-size", "32"};
    const QStringList gpt{"--preset", "gpt"};
    QTest::newRow("book") << 2 << book;
    QTest::newRow("book, one thread") << 1 << book;
    QTest::newRow("book, large slices") << 2 << book + QStringList{"--slice-size", "32"};
    QTest::newRow("book, large vocabulary")
        << 2 << book + QStringList{"--vocabulary-size", "60000"};
    QTest::newRow("book, long sequences") << 2 << book + QStringList{"--sequence-length", "300"};
    QTest::newRow("gpt") << 2 << gpt;
    QTest::newRow("gpt, long sequences") << 2 << gpt + QStringList{"--sequence-length", "512"};
    QTest::newRow("gpt, large vocabulary") << 2 << gpt + QStringList{"--vocabulary-size", "60000"};
    QTest::newRow("gpt, wide and deep")
        << 2 << gpt + QStringList{"--layers",          "6",  "--embedding-width", "384",
                                  "--head-width",      "96", "--hidden-width",    "1536",
                                  "--sequence-length", "200"};
}

void CliMemoryTest::estimateIsNearThePeak() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("sanitizers take memory of their own");
#endif
    QFETCH(int, threads);
    QFETCH(QStringList, options);
    const auto output = folder_ / "run.tempera";
    const double peak =
        peakMemory(QStringList{"train", "--corpus", argument(corpus_), "--out", argument(output),
                               "--steps", "2", "--threads", QString::number(threads)} +
                   options);
    QVERIFY(peak > 0.0);
    const TrainingSettings settings = loadCheckpoint(output).settings;
    const bool whole = settings.data.longDocuments == LongDocuments::windows;
    const std::int64_t tokens =
        documentCount * (whole ? documentWords : settings.data.sequenceLength);
    const auto estimate = static_cast<double>(
        estimateTrainingMemory(settings, static_cast<std::uint64_t>(tokens), threads));
    qInfo("estimate %.0f MB, peak %.0f MB: %+.0f %%", estimate / 1e6, peak / 1e6,
          100.0 * (estimate / peak - 1.0));
    QVERIFY(std::abs(estimate / peak - 1.0) < 0.25);
}

QTEST_GUILESS_MAIN(CliMemoryTest)
#include "cli_memory_test.moc"
