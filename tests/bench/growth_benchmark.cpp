// SPDX-License-Identifier: GPL-3.0-or-later
// How the cost of a training step grows with vocabulary, context, batch and depth: time and peak
// memory, with the exponent fitted to them (the slope of log cost against log size) beside the one
// that is expected: of the operations that are counted by hand, and of the estimate of memory.
// Each measurement is a process of its own, since a process's peak never falls.
//
//     growth_benchmark               everything
//     growth_benchmark AXIS SIZE     one measurement: seconds and megabytes
#include "core/model/compute.h"
#include "core/system/available_processors.h"
#include "core/system/openmp_waiting.h"
#include "core/training/memory_estimate.h"
#include "tests/bench/peak_memory.h"
#include "tests/bench/training_work.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

using namespace tempera;

/// What grows, and how a run of that size is set up.
struct Axis {
    const char* name;
    std::vector<std::int64_t> sizes;
    TrainingSettings (*settings)(std::int64_t size);
};

TrainingSettings smallBatch(TrainingSettings settings) {
    settings.batchSize = 32;
    return settings;
}

TrainingSettings withVocabulary(std::int64_t size) {
    TrainingSettings settings = smallBatch(bookTrainingSettings());
    settings.model.vocabularySize = settings.data.vocabularySize = size;
    return settings;
}

TrainingSettings withContext(std::int64_t size) {
    TrainingSettings settings = smallBatch(bookTrainingSettings());
    settings.model.contextLength = settings.data.sequenceLength = size;
    return settings;
}

TrainingSettings withBatch(std::int64_t size) {
    TrainingSettings settings = bookTrainingSettings();
    settings.batchSize = size;
    return settings;
}

TrainingSettings withDepth(std::int64_t size) {
    TrainingSettings settings = smallBatch(gptTrainingSettings());
    settings.model.layerCount = size;
    return settings;
}

const std::vector<Axis> axes{
    {"vocabulary", {5'000, 10'000, 20'000, 40'000, 60'000}, withVocabulary},
    {"context", {32, 64, 128, 256, 512}, withContext},
    {"batch", {32, 64, 128, 256}, withBatch},
    {"depth", {1, 2, 4, 8}, withDepth},
};

struct Cost {
    double seconds = 0.0;
    double megabytes = 0.0;
};

/// Measured in this process: the faster of two steps, after one that claims memory.
Cost costHere(const TrainingSettings& settings) {
    prepareComputeThreads(availableProcessors());
    bench::TrainingWork work(settings);
    work.step();
    const double rate = std::max(work.step(), work.step());
    return {static_cast<double>(work.positions()) / rate, bench::peakMegabytes()};
}

Cost costInAnotherProcess(const std::string& program, const Axis& axis, std::int64_t size) {
    const std::string command = program + " " + axis.name + " " + std::to_string(size);
    FILE* output = popen(command.c_str(), "r");
    Cost cost;
    const bool isRead =
        output && std::fscanf(output, "%lf %lf", &cost.seconds, &cost.megabytes) == 2;
    if (!output || pclose(output) != 0 || !isRead)
        throw std::runtime_error(command + " failed");
    return cost;
}

Cost expectedCost(const TrainingSettings& settings) {
    const std::int64_t length = settings.data.sequenceLength - 1;
    const auto positions = static_cast<double>(settings.batchSize * length);
    const std::uint64_t tokens = static_cast<std::uint64_t>(settings.batchSize * (length + 1));
    return {positions * bench::operationsPerPosition(settings.model, length),
            static_cast<double>(estimateTrainingMemory(settings, tokens, availableProcessors())) /
                1e6};
}

/// The slope of log cost against log size, by least squares.
double exponent(const std::vector<std::int64_t>& sizes, const std::vector<Cost>& costs,
                double Cost::*part) {
    const auto count = static_cast<double>(sizes.size());
    double x = 0.0;
    double y = 0.0;
    double xx = 0.0;
    double xy = 0.0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const double size = std::log(static_cast<double>(sizes[i]));
        const double cost = std::log(costs[i].*part);
        x += size;
        y += cost;
        xx += size * size;
        xy += size * cost;
    }
    return (count * xy - x * y) / (count * xx - x * x);
}

void measure(const std::string& program, const Axis& axis) {
    std::vector<Cost> measured;
    std::vector<Cost> expected;
    for (const std::int64_t size : axis.sizes) {
        measured.push_back(costInAnotherProcess(program, axis, size));
        expected.push_back(expectedCost(axis.settings(size)));
        std::printf("%-10s %6lld   %7.3f s a step   %6.0f MB, estimated %6.0f MB\n", axis.name,
                    static_cast<long long>(size), measured.back().seconds,
                    measured.back().megabytes, expected.back().megabytes);
        std::fflush(stdout);
    }
    const auto slope = [&](const std::vector<Cost>& costs, double Cost::*part) {
        return exponent(axis.sizes, costs, part);
    };
    std::printf("%-10s exponent of time %.2f, expected %.2f; of memory %.2f, expected %.2f\n\n",
                axis.name, slope(measured, &Cost::seconds), slope(expected, &Cost::seconds),
                slope(measured, &Cost::megabytes), slope(expected, &Cost::megabytes));
}

} // namespace

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the programs do
    for (const Axis& axis : axes) {
        if (argumentCount < 3) {
            measure(arguments[0], axis);
        } else if (std::string_view(arguments[1]) == axis.name) {
            const Cost cost = costHere(axis.settings(std::atoll(arguments[2])));
            std::printf("%f %f\n", cost.seconds, cost.megabytes);
        }
    }
}
