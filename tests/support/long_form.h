// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <cstdint>
#include <cstdio>
#include <random>

namespace tempera::test {

/// How many of something a test does: `quick` in the suite, what the environment variable says
/// where it is run by hand.
inline int repetitions(const char* variable, int quick) {
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue(variable, &given);
    return given ? wanted : quick;
}

/// A test's own random seed, printed so that TEMPERA_TEST_SEED can repeat the run.
inline std::uint64_t randomSeed() {
    bool given = false;
    const quint64 wanted = qEnvironmentVariable("TEMPERA_TEST_SEED").toULongLong(&given);
    const std::uint64_t seed = given ? wanted : std::random_device()();
    std::printf("TEMPERA_TEST_SEED=%llu\n", static_cast<unsigned long long>(seed));
    std::fflush(stdout);
    return seed;
}

} // namespace tempera::test
