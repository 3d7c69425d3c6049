// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/denormals.h"

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace tempera {

void flushDenormals() {
#if defined(__x86_64__)
    constexpr unsigned int flushToZero = 0x8000;    // results
    constexpr unsigned int denormalsAreZero = 0x40; // operands
    _mm_setcsr(_mm_getcsr() | flushToZero | denormalsAreZero);
#elif defined(__aarch64__)
    unsigned long long control = 0;
    asm volatile("mrs %0, fpcr" : "=r"(control));
    constexpr unsigned long long flushToZero = 1ULL << 24;
    asm volatile("msr fpcr, %0" : : "r"(control | flushToZero));
#endif
}

} // namespace tempera
