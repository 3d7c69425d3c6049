// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace tempera::test {

/// The most memory that was allocated at once since this was made, beyond what was allocated then.
/// A program that links this (CMake: tempera_allocations) counts every operator new.
class AllocationPeak {
public:
    AllocationPeak();
    std::size_t bytes() const;

private:
    std::size_t before_;
};

} // namespace tempera::test
