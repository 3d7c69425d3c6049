// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/runs/run_record_file.h"
#include "fuzz/fuzz_target.h"
#include "fuzz/memory_file.h"

#include <cmath>

namespace tempera::fuzz {

void fuzz(std::string_view input) {
    const studio::RunRecord record = studio::loadRunRecord(MemoryFile(input).path());
    require(record.step >= 0, "steps are counted from 0");
    require(!record.trainLoss || std::isfinite(*record.trainLoss), "a loss is finite");
}

std::vector<std::string> seeds() {
    studio::RunRecord record;
    record.name = "IMDB";
    record.corpus = "/corpora/reviews.csv";
    record.settings = gptTrainingSettings();
    record.checkpoint = "/runs/1/run.tempera";
    record.started = QDateTime::fromSecsSinceEpoch(1'700'000'000);
    record.step = 7;
    record.trainLoss = 5.5;
    return {bytesSavedBy(
        [&record](const std::filesystem::path& path) { studio::saveRunRecord(path, record); })};
}

} // namespace tempera::fuzz
