// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/training_history_export.h"

#include <cmath>
#include <iterator>
#include <limits>
#include <ostream>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

constexpr std::string_view header =
    "step,epoch,loss,learning_rate,gradient_norm,tokens_per_second,validation_loss\r\n";

void appendNumber(std::string& file, double value) {
    if (!std::isnan(value))
        fmt::format_to(std::back_inserter(file), "{}", value);
}

void appendStep(std::string& file, const StepRecord& step) {
    fmt::format_to(std::back_inserter(file), "{},{}", step.step, step.epoch);
    for (const double value :
         {step.loss, step.learningRate, step.gradientNorm, step.tokensPerSecond}) {
        file += ',';
        appendNumber(file, value);
    }
    file += ',';
}

} // namespace

std::string formatTrainingHistory(const TrainingProgress& progress) {
    std::string file(header);
    auto validation = progress.validations.begin();
    const auto addValidationsBefore = [&](std::int64_t step) {
        for (; validation != progress.validations.end() && validation->step < step; ++validation) {
            fmt::format_to(std::back_inserter(file), "{},{},,,,,", validation->step,
                           validation->epoch);
            appendNumber(file, validation->loss);
            file += "\r\n";
        }
    };
    for (const StepRecord& step : progress.steps) {
        addValidationsBefore(step.step);
        appendStep(file, step);
        if (validation != progress.validations.end() && validation->step == step.step)
            appendNumber(file, (validation++)->loss);
        file += "\r\n";
    }
    addValidationsBefore(std::numeric_limits<std::int64_t>::max());
    return file;
}

void writeTrainingHistory(std::ostream& out, const TrainingProgress& progress) {
    out << formatTrainingHistory(progress);
}

} // namespace tempera
