// SPDX-License-Identifier: GPL-3.0-or-later
// What a run learns in which time: learning_benchmark CORPUS STEPS [SETTING=VALUE ...]. The first
// setting may be preset=book or preset=gpt; others are fields of the settings' JSON
// (schedule.learning_rate=0.003), besides threads=N and evaluate_every=STEPS. Whatever it is
// trained on, it is judged by the same words: the first 100 of each held-out document. A line for
// each evaluation: steps, words trained on, seconds of training alone, loss and perplexity.
#include "core/model/compute.h"
#include "core/model/language_model.h"
#include "core/system/available_processors.h"
#include "core/system/openmp_waiting.h"
#include "core/training/trainer.h"
#include "core/training/training_preparation.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>

namespace {

using namespace tempera;
using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t judgedWords = 100;

struct Request {
    TrainingSettings settings = gptTrainingSettings();
    int threads = availableProcessors();
    std::int64_t evaluateEvery = 0;
};

std::string pointerOf(std::string field) {
    for (char& letter : field)
        if (letter == '.')
            letter = '/';
    return "/" + field;
}

Request parse(std::int64_t steps, int count, char** arguments) {
    Request request;
    for (int i = 0; i < count; ++i)
        if (std::string(arguments[i]) == "preset=book")
            request.settings = bookTrainingSettings();
    request.settings.limits = {};
    request.settings.limits.steps = steps;
    request.evaluateEvery = std::max<std::int64_t>(steps / 8, 1);
    Json json = Json::parse(toJson(request.settings));
    for (int i = 0; i < count; ++i) {
        const std::string argument = arguments[i];
        const std::string field = argument.substr(0, argument.find('='));
        const std::string value = argument.substr(field.size() + 1);
        if (field == "threads")
            request.threads = std::atoi(value.c_str());
        else if (field == "evaluate_every")
            request.evaluateEvery = std::atoll(value.c_str());
        else if (field != "preset")
            json.at(Json::json_pointer(pointerOf(field))) =
                Json::accept(value) ? Json::parse(value) : Json(value);
    }
    request.settings = trainingSettingsFromJson(json.dump());
    return request;
}

LossSum judge(LanguageModel& model, const SequenceDataset& words) {
    constexpr std::uint32_t sequencesAtOnce = 32;
    LossSum sum;
    for (std::uint32_t begin = 0; begin < words.size(); begin += sequencesAtOnce) {
        std::vector<std::uint32_t> sequences(
            std::min<std::size_t>(sequencesAtOnce, words.size() - begin));
        std::iota(sequences.begin(), sequences.end(), begin);
        sum += model.evaluate(makeBatch(words, sequences));
    }
    return sum;
}

void run(const TokenizedCorpus& corpus, const Request& request) {
    DatasetSettings first = request.settings.data;
    first.longDocuments = LongDocuments::first;
    first.sequenceLength = judgedWords;
    const SequenceDataset judged = prepareTrainingData(corpus, first).validation;
    TrainingSettings settings = request.settings;
    settings.validateEvery = 0;
    TrainingPreparation preparation = prepareRun(corpus, settings);
    const SequenceDataset& training = preparation.data.training;
    const double wordsPerStep = static_cast<double>(training.targetCount()) /
                                static_cast<double>(training.size()) *
                                static_cast<double>(settings.batchSize);
    preparation.data.validation =
        SequenceDataset(settings.data.sequenceLength, settings.data.longDocuments);
    prepareComputeThreads(request.threads);
    Trainer trainer =
        makeTrainer(preparation, createLanguageModel(preparation.settings.model, settings.optimizer,
                                                     settings.seed));
    std::printf("steps   Mwords  seconds  loss    perplexity (%zu documents, %d threads)\n",
                judged.size(), request.threads);
    double seconds = 0.0;
    while (!trainer.finished()) {
        const auto start = Clock::now();
        const TrainingEvent event = trainer.advance();
        seconds += std::chrono::duration<double>(Clock::now() - start).count();
        const auto* const step = std::get_if<StepRecord>(&event);
        if (step == nullptr ||
            (step->step % request.evaluateEvery != 0 && step->step != settings.limits.steps))
            continue;
        const double loss = judge(trainer.model(), judged).mean();
        std::printf("%-7lld %6.3f %8.1f  %.4f  %.1f\n", static_cast<long long>(step->step),
                    wordsPerStep * static_cast<double>(step->step) / 1e6, seconds, loss,
                    std::exp(loss));
        std::fflush(stdout);
    }
}

} // namespace

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the programs do
    if (argumentCount < 3) {
        std::fprintf(stderr, "usage: learning_benchmark CORPUS STEPS [SETTING=VALUE ...]\n");
        return 2;
    }
    const Request request = parse(std::atoll(arguments[2]), argumentCount - 3, arguments + 3);
    const TokenizedCorpus corpus =
        TokenizedCorpus::read(arguments[1], {}, request.settings.standardization);
    run(corpus, request);
}
