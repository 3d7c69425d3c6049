// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        tempera::fuzz::fuzz({reinterpret_cast<const char*>(bytes), size});
    } catch (const tempera::Error&) { // refused, with a message
    }
    return 0;
}
