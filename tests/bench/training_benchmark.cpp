// SPDX-License-Identifier: GPL-3.0-or-later
// How near a training step comes to the machine's rate of matrix products: training_benchmark
// [ROUNDS] [THREADS]. Both are measured in turns in one run, since machines drift from minute to
// minute; the ratio is what counts.
#include "core/model/compute.h"
#include "core/model/language_model.h"
#include "core/system/available_processors.h"
#include "core/system/openmp_waiting.h"
#include "core/training/training_settings.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <torch/torch.h>
#include <vector>

namespace {

using namespace tempera;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Floating-point operations a second of products of square matrices, the best of a few.
double sgemmRate() {
    constexpr std::int64_t size = 2'048;
    const torch::Tensor left = torch::rand({size, size});
    const torch::Tensor right = torch::rand({size, size});
    torch::Tensor product = torch::empty({size, size});
    double best = 0.0;
    for (int i = 0; i < 5; ++i) {
        const auto start = Clock::now();
        torch::mm_out(product, left, right);
        best = std::max(best, 2.0 * size * size * size / secondsSince(start));
    }
    return best;
}

/// Of the products of one position, forward and backward (three times forward), in sequences of
/// `length` positions.
double operationsPerPosition(const ModelConfiguration& model, std::int64_t length) {
    double multiplications = 0.0;
    for (const TensorShape& tensor : tensorShapes(model)) {
        const bool isProduct =
            tensor.shape.size() == 2 && !tensor.name.ends_with("embedding.weight");
        if (isProduct)
            multiplications += static_cast<double>(elementCount(tensor.shape));
    }
    if (model.tiedEmbeddings)
        multiplications += static_cast<double>(model.vocabularySize * model.embeddingWidth);
    const double attentions = model.architecture == Architecture::book ? 2.0 : 1.0;
    multiplications += attentions * static_cast<double>(model.layerCount) * 2.0 *
                       static_cast<double>(length * model.headCount * model.headWidth);
    return 2.0 * 3.0 * multiplications;
}

/// Slices of whole sequences of random words.
std::vector<Batch> randomBatch(const TrainingSettings& settings) {
    std::mt19937 random(1);
    std::uniform_int_distribution<TokenId> word(
        2, static_cast<TokenId>(settings.model.vocabularySize - 1));
    std::vector<Batch> slices;
    for (std::int64_t begin = 0; begin < settings.batchSize; begin += settings.sliceSize) {
        SequenceDataset dataset(settings.data.sequenceLength, LongDocuments::first);
        std::vector<std::uint32_t> indices;
        for (std::int64_t i = begin; i < std::min(begin + settings.sliceSize, settings.batchSize);
             ++i) {
            std::vector<TokenId> sequence(static_cast<std::size_t>(settings.data.sequenceLength));
            std::ranges::generate(sequence, [&] { return word(random); });
            dataset.addDocument(sequence);
            indices.push_back(static_cast<std::uint32_t>(i - begin));
        }
        slices.push_back(makeBatch(dataset, indices));
    }
    return slices;
}

/// Positions a second of one step.
double stepRate(LanguageModel& model, const std::vector<Batch>& slices, std::int64_t positions,
                std::int64_t number) {
    const auto start = Clock::now();
    for (const Batch& slice : slices)
        model.accumulateGradient(slice, positions, 1);
    model.applyGradient({number, 1e-3});
    return static_cast<double>(positions) / secondsSince(start);
}

void measure(const char* name, const TrainingSettings& settings, int rounds) {
    const auto model = createLanguageModel(settings.model, settings.optimizer, 1);
    const auto slices = randomBatch(settings);
    const std::int64_t length = settings.data.sequenceLength - 1;
    const std::int64_t positions = settings.batchSize * length;
    const double operations = operationsPerPosition(settings.model, length);
    stepRate(*model, slices, positions, 1); // memory is claimed
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        const double sgemm = sgemmRate();
        const double rate = stepRate(*model, slices, positions, round + 2);
        ratios.push_back(rate * operations / sgemm);
        std::printf(
            "%-5s %7.0f tokens/s, products %5.1f GFLOP/s, sgemm %5.1f GFLOP/s, ratio %.3f\n", name,
            rate, rate * operations / 1e9, sgemm / 1e9, ratios.back());
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
    prepareComputeThreads(threads);
    measure("book", bookTrainingSettings(), rounds);
    TrainingSettings gpt = gptTrainingSettings();
    gpt.batchSize = 128;
    measure("gpt", gpt, rounds);
}
