// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_settings.h"

#include <cstdint>
#include <limits>
#include <rapidcheck.h>

namespace tempera::test {

/// A number of thousandths, so that it is not exact in binary either.
inline rc::Gen<double> thousandths(int minimum, int maximum) {
    return rc::gen::map(rc::gen::inRange(minimum, maximum + 1),
                        [](int number) { return number / 1000.0; });
}

inline DatasetSettings anyDataset() {
    DatasetSettings data;
    data.vocabularySize = *rc::gen::inRange<std::int64_t>(3, 1'000'001);
    data.minimumFrequency = *rc::gen::arbitrary<std::uint64_t>();
    data.sequenceLength = *rc::gen::inRange<std::int64_t>(2, 8'193);
    data.longDocuments = *rc::gen::element(LongDocuments::first, LongDocuments::windows);
    data.validationFraction = *thousandths(0, 900);
    data.seed = *rc::gen::arbitrary<std::uint64_t>();
    return data;
}

inline OptimizerSettings anyOptimizer() {
    OptimizerSettings optimizer;
    optimizer.kind = *rc::gen::element(OptimizerKind::rmsprop, OptimizerKind::adamw);
    optimizer.rho = *thousandths(0, 999);
    optimizer.beta1 = *thousandths(0, 999);
    optimizer.beta2 = *thousandths(0, 999);
    optimizer.epsilon = *thousandths(1, 1'000) * 1e-6;
    optimizer.weightDecay = *thousandths(0, 10'000);
    optimizer.clipNorm = *thousandths(0, 100'000);
    return optimizer;
}

inline TrainingLimits anyLimits() {
    TrainingLimits limits;
    if (*rc::gen::arbitrary<bool>())
        limits.steps = *rc::gen::inRange<std::int64_t>(1, std::numeric_limits<std::int64_t>::max());
    if (*rc::gen::arbitrary<bool>())
        limits.epochs = *rc::gen::inRange<std::int64_t>(1, 1'000);
    if (*rc::gen::arbitrary<bool>())
        limits.minutes = *thousandths(1, 100'000);
    return limits;
}

inline TrainingSettings anyTrainingSettings() {
    TrainingSettings settings;
    settings.model = *rc::gen::element(bookConfiguration(), gptConfiguration());
    settings.standardization =
        *rc::gen::element(Standardization::book, Standardization::unicode, Standardization::none,
                          Standardization::characters);
    settings.data = anyDataset();
    settings.optimizer = anyOptimizer();
    settings.schedule = {*rc::gen::element(ScheduleKind::constant, ScheduleKind::cosine),
                         *thousandths(1, 100'000), *rc::gen::inRange<std::int64_t>(0, 1'000'000),
                         *thousandths(0, 1'000)};
    settings.limits = anyLimits();
    settings.batchSize = *rc::gen::inRange<std::int64_t>(1, 65'537);
    settings.sliceSize = *rc::gen::inRange<std::int64_t>(1, 65'537);
    settings.validateEvery = *rc::gen::inRange<std::int64_t>(0, 1'000'000);
    settings.seed = *rc::gen::arbitrary<std::uint64_t>();
    return settings;
}

} // namespace tempera::test
