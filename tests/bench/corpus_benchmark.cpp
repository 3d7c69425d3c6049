// SPDX-License-Identifier: GPL-3.0-or-later
// How long a corpus takes from its file to training sequences: corpus_benchmark PATH [ROUNDS].
// The parts are measured in turns in one run: reading and unpacking alone, with the words' indices,
// and the vocabulary with the encoded sequences that follow from them.
#include "core/text/tokenized_corpus.h"
#include "core/text/training_data.h"
#include "tests/bench/peak_memory.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

using namespace tempera;

/// Of one part, over the rounds.
class Timing {
public:
    template <typename Work>
    auto measure(const Work& work) {
        const auto start = std::chrono::steady_clock::now();
        auto result = work();
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
        seconds_.push_back(time.count());
        return result;
    }
    double last() const { return seconds_.back(); }
    void print(const char* name) {
        std::ranges::sort(seconds_);
        std::printf("%-28s median %.3f s, from %.3f to %.3f\n", name, seconds_[seconds_.size() / 2],
                    seconds_.front(), seconds_.back());
    }

private:
    std::vector<double> seconds_;
};

} // namespace

int main(int argumentCount, char** arguments) {
    if (argumentCount < 2) {
        std::fprintf(stderr, "corpus_benchmark PATH [ROUNDS]\n");
        return 2;
    }
    const std::filesystem::path path = arguments[1];
    const int rounds = argumentCount > 2 ? std::max(1, std::atoi(arguments[2])) : 5;
    Timing reading;
    Timing tokenizing;
    Timing preparing;
    for (int round = 0; round < rounds; ++round) {
        reading.measure([&] { return readCorpus(path, {}, [](const Document&) {}); });
        const auto corpus = tokenizing.measure(
            [&] { return TokenizedCorpus::read(path, {}, Standardization::book); });
        const auto data = preparing.measure([&] { return prepareTrainingData(corpus, {}); });
        std::printf("%.3f s to read and unpack; %.3f s to %llu word indices, %.3f s to sequences "
                    "of %zu words (%.16s): %.3f s\n",
                    reading.last(), tokenizing.last(),
                    static_cast<unsigned long long>(corpus.tokenCount()), preparing.last(),
                    data.vocabulary.size(), data.fingerprint.c_str(),
                    tokenizing.last() + preparing.last());
        std::fflush(stdout);
    }
    reading.print("read and unpack");
    tokenizing.print("read to word indices");
    preparing.print("word indices to sequences");
    std::printf("peak memory %.0f MB\n", bench::peakMegabytes());
}
