// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace tempera {

/// Random numbers as a function of a key and a counter, without any state: number i of a stream is
/// the same whoever asks for it and in whatever order, so that a run can be resumed at any position
/// and a text drawn again from its seed. Philox4x32-10 of J. K. Salmon et al., "Parallel random
/// numbers: as easy as 1, 2, 3", SC 2011.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

/// What a number is for. Each purpose has a stream of its own under the same seed.
enum class RandomStream : std::uint32_t {
    sampling = 0,       ///< u_i of a generated text
    split = 1,          ///< which documents are held out
    shuffle = 2,        ///< the order of an epoch
    initialization = 3, ///< the first weights
    dropout = 4,        ///< seeds of the dropout masks
};

/// 64 random bits: number `index` of the sub-stream `section` (an epoch, a tensor...).
std::uint64_t keyedBits(std::uint64_t seed, RandomStream stream, std::uint32_t section,
                        std::uint64_t index);

/// Uniform in [0, 1) with 53 random bits.
double keyedUniform(std::uint64_t seed, RandomStream stream, std::uint32_t section,
                    std::uint64_t index);

/// A random permutation of 0 ... count - 1 (Fisher-Yates).
std::vector<std::uint32_t> keyedPermutation(std::uint32_t count, std::uint64_t seed,
                                            RandomStream stream, std::uint32_t section);

} // namespace tempera
