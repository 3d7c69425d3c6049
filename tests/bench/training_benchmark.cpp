// SPDX-License-Identifier: GPL-3.0-or-later
// How near a training step comes to the machine's rate of matrix products: training_benchmark
// [ROUNDS] [THREADS] [PRESET], where PRESET is book or gpt, and both if it is left out. Rate and
// step are measured in turns in one run, since machines drift from minute to minute; the ratio is
// what counts.
#include "core/model/compute.h"
#include "core/system/available_processors.h"
#include "core/system/openmp_waiting.h"
#include "tests/bench/peak_memory.h"
#include "tests/bench/training_work.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

using namespace tempera;

void measure(const char* name, const TrainingSettings& settings, int rounds) {
    bench::TrainingWork work(settings);
    work.step();
    std::printf("%-5s peak memory of a step %.0f MB\n", name, bench::peakMegabytes());
    std::vector<double> ratios;
    double before = bench::sgemmRate();
    for (int round = 0; round < rounds; ++round) {
        const double rate = work.step();
        const double after = bench::sgemmRate();
        const double sgemm = 0.5 * (before + after);
        before = after;
        const double products = rate * work.operations();
        ratios.push_back(products / sgemm);
        std::printf(
            "%-5s %7.0f tokens/s, products %5.1f GFLOP/s, sgemm %5.1f GFLOP/s, ratio %.3f\n", name,
            rate, products / 1e9, sgemm / 1e9, ratios.back());
        std::fflush(stdout);
    }
    std::ranges::sort(ratios);
    std::printf("%-5s median ratio %.3f\n", name, ratios[ratios.size() / 2]);
}

} // namespace

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the programs do
    const int rounds = argumentCount > 1 ? std::atoi(arguments[1]) : 5;
    const int threads = argumentCount > 2 ? std::atoi(arguments[2]) : availableProcessors();
    const std::string_view preset = argumentCount > 3 ? arguments[3] : "";
    prepareComputeThreads(threads);
    if (preset != "gpt")
        measure("book", bookTrainingSettings(), rounds);
    if (preset != "book")
        measure("gpt", gptTrainingSettings(), rounds);
}
