// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/training_reporter.h"
#include "app/cli/perplexity.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

using Json = nlohmann::ordered_json;

/// Flushed, so that whoever reads along a pipe gets every event at once.
void printLine(const std::string& line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

double secondsLeft(const Trainer& trainer) {
    const double done = trainer.fractionDone();
    return done > 0.0 ? trainer.progress().elapsedSeconds * (1.0 - done) / done : 0.0;
}

std::string stepText(const StepRecord& record) {
    return fmt::format("step {}  epoch {}  loss {:.4f}  {} tokens/s", record.step, record.epoch,
                       record.loss, grouped(static_cast<std::uint64_t>(record.tokensPerSecond)));
}

/// Short enough for 80 columns beside the bar and the time left.
std::string barText(const StepRecord& record) {
    return fmt::format("step {}  loss {:.4f}  {} tokens/s", record.step, record.loss,
                       grouped(static_cast<std::uint64_t>(record.tokensPerSecond)));
}

} // namespace

TrainingReporter::TrainingReporter(bool json) : json_(json) {}

void TrainingReporter::begin(const Trainer& trainer) {
    if (!trainer.progress().steps.empty())
        last_ = trainer.progress().steps.back();
}

TrainingObserver TrainingReporter::observer() {
    TrainingObserver observer;
    observer.sliceDone = [this](const Trainer& trainer) { sliceDone(trainer); };
    observer.stepDone = [this](const StepRecord& record) { stepDone(record); };
    observer.validated = [this](const ValidationRecord& record) { validated(record); };
    observer.sampled = [this](const TrainingSample& sample) { sampled(sample); };
    observer.saved = [this](const std::filesystem::path& path) { saved(path); };
    observer.saveFailed = [this](const std::string& message) { saveFailed(message); };
    return observer;
}

void TrainingReporter::sliceDone(const Trainer& trainer) {
    if (json_)
        return;
    const std::string progress = last_.step > 0 ? barText(last_) : "first step";
    bar_.show(trainer.fractionDone(),
              fmt::format("{}  {} left", progress, roughTime(secondsLeft(trainer))));
}

void TrainingReporter::stepDone(const StepRecord& record) {
    last_ = record;
    if (json_) {
        printLine(Json{{"event", "step"},
                       {"step", record.step},
                       {"epoch", record.epoch},
                       {"loss", record.loss},
                       {"learning_rate", record.learningRate},
                       {"gradient_norm", record.gradientNorm},
                       {"tokens_per_second", record.tokensPerSecond}}
                      .dump());
        return;
    }
    constexpr auto interval = std::chrono::seconds(5);
    const auto now = std::chrono::steady_clock::now();
    if (bar_.isVisible() || now - printed_ < interval)
        return;
    printLine(stepText(record));
    printed_ = now;
}

void TrainingReporter::validated(const ValidationRecord& record) {
    bar_.clear();
    if (json_)
        printLine(Json{{"event", "validation"},
                       {"step", record.step},
                       {"epoch", record.epoch},
                       {"loss", record.loss},
                       {"perplexity", jsonNumber(record.perplexity())}}
                      .dump());
    else
        printLine(fmt::format("step {}  epoch {}  train loss {:.4f}  validation loss {:.4f}  "
                              "perplexity {}",
                              record.step, record.epoch, last_.loss, record.loss,
                              perplexityText(record.perplexity())));
}

void TrainingReporter::sampled(const TrainingSample& sample) {
    bar_.clear();
    if (json_)
        printLine(Json{{"event", "sample"},
                       {"step", sample.step},
                       {"epoch", sample.epoch},
                       {"temperature", sample.temperature},
                       {"text", sample.text}}
                      .dump());
    else
        printLine(fmt::format("  T = {:<4} {}", sample.temperature, sample.text));
}

void TrainingReporter::saved(const std::filesystem::path& path) {
    bar_.clear();
    if (json_)
        // A path need not be UTF-8, JSON must be.
        printLine(Json{{"event", "checkpoint"}, {"step", last_.step}, {"path", path.string()}}.dump(
            -1, ' ', false, Json::error_handler_t::replace));
    else
        printLine(fmt::format("saved {}", path.string()));
}

void TrainingReporter::saveFailed(const std::string& message) {
    bar_.clear();
    notice(message + " (training goes on and tries again later)");
}

void TrainingReporter::end(const Trainer& trainer, bool stopped) {
    bar_.clear();
    const TrainingProgress& progress = trainer.progress();
    if (json_)
        printLine(Json{{"event", "end"},
                       {"step", progress.stepsDone()},
                       {"stopped", stopped},
                       {"elapsed_seconds", progress.elapsedSeconds}}
                      .dump());
    else
        printLine(fmt::format("{} after {} steps in {}", stopped ? "stopped" : "finished",
                              grouped(static_cast<std::uint64_t>(progress.stepsDone())),
                              roughTime(progress.elapsedSeconds)));
}

} // namespace tempera::cli
