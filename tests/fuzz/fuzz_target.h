// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/error.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

/// A file NAME_fuzz.cpp gives these two. libFuzzer calls fuzz() with whatever it comes up with, the
/// suite with the seeds and with what libFuzzer found worth keeping (inputs/NAME.tar.xz).
/// An Error is an answer; any other exception, a sanitizer's report and a broken promise are not.
namespace tempera::fuzz {

void fuzz(std::string_view input);

/// Inputs that are read to their end, for libFuzzer to begin with.
std::vector<std::string> seeds();

/// Ends the program where a promise does not hold.
inline void require(bool holds, const char* promise) {
    if (holds)
        return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

/// Takes the first byte off the input, as a number below `bound`: a choice.
inline std::size_t takeChoice(std::string_view& input, std::size_t bound) {
    if (input.empty())
        return 0;
    const auto choice = static_cast<unsigned char>(input.front()) % bound;
    input.remove_prefix(1);
    return choice;
}

} // namespace tempera::fuzz
