// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/allocations/allocation_peak.h"

#include <atomic>
#include <cstdlib>
#include <malloc.h>
#include <new>

namespace tempera::test {

namespace {

std::atomic<std::size_t> allocated;
std::atomic<std::size_t> most;

void* counted(void* memory) {
    if (memory == nullptr)
        throw std::bad_alloc();
    const std::size_t now = allocated += ::malloc_usable_size(memory);
    std::size_t peak = most;
    while (peak < now && !most.compare_exchange_weak(peak, now)) {
    }
    return memory;
}

void release(void* memory) {
    allocated -= ::malloc_usable_size(memory);
    std::free(memory);
}

} // namespace

AllocationPeak::AllocationPeak() : before_(allocated) {
    most = before_;
}

std::size_t AllocationPeak::bytes() const {
    return most - before_;
}

} // namespace tempera::test

using tempera::test::counted;
using tempera::test::release;

// The forms that are left out call these.
void* operator new(std::size_t size) {
    return counted(std::malloc(size));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    const auto bytes = static_cast<std::size_t>(alignment);
    return counted(std::aligned_alloc(bytes, (size + bytes - 1) / bytes * bytes));
}
void operator delete(void* memory) noexcept {
    release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    release(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    release(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    release(memory);
}
