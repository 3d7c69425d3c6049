// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/moment_index.h"
#include "fuzz/fuzz_target.h"

#include <limits>

namespace tempera::fuzz {

void fuzz(std::string_view input) {
    const std::vector<Moment> moments = momentIndexFromJson(input);
    const std::string json = momentIndexToJson(moments);
    require(momentIndexToJson(momentIndexFromJson(json)) == json,
            "moments that were read are written and read again alike");
}

std::vector<std::string> seeds() {
    Moment first;
    first.step = 1;
    first.trainLoss = std::numeric_limits<double>::quiet_NaN();
    Moment second;
    second.step = 100;
    second.epoch = 1;
    second.atEpochEnd = true;
    second.validationLoss = 5.5;
    second.prompt = "this \"movie\"";
    second.texts = {{0.0, "greedy"}, {std::numeric_limits<double>::infinity(), "uniform\n"}};
    second.candidates = {{"is", 0.5}, {"[UNK]", 1e-300}};
    second.entropy = 1.5;
    return {momentIndexToJson({}), momentIndexToJson({first, second})};
}

} // namespace tempera::fuzz
