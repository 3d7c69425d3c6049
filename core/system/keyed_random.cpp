// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/keyed_random.h"

#include <numeric>
#include <utility>

namespace tempera {

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
    constexpr std::uint64_t multiplier0 = 0xD2511F53;
    constexpr std::uint64_t multiplier1 = 0xCD9E8D57;
    constexpr std::uint32_t weyl0 = 0x9E3779B9;
    constexpr std::uint32_t weyl1 = 0xBB67AE85;
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t product0 = multiplier0 * counter[0];
        const std::uint64_t product1 = multiplier1 * counter[2];
        counter = {static_cast<std::uint32_t>(product1 >> 32) ^ counter[1] ^ key[0],
                   static_cast<std::uint32_t>(product1),
                   static_cast<std::uint32_t>(product0 >> 32) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(product0)};
        key[0] += weyl0;
        key[1] += weyl1;
    }
    return counter;
}

std::uint64_t keyedBits(std::uint64_t seed, RandomStream stream, std::uint32_t section,
                        std::uint64_t index) {
    const auto words =
        philox4x32({static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32),
                    section, static_cast<std::uint32_t>(stream)},
                   {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
    return (std::uint64_t{words[1]} << 32) | words[0];
}

double keyedUniform(std::uint64_t seed, RandomStream stream, std::uint32_t section,
                    std::uint64_t index) {
    return static_cast<double>(keyedBits(seed, stream, section, index) >> 11) * 0x1p-53;
}

std::vector<std::uint32_t> keyedPermutation(std::uint32_t count, std::uint64_t seed,
                                            RandomStream stream, std::uint32_t section) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    for (std::uint32_t last = count; last > 1; --last) {
        // The upper 32 bits scale to [0, last); the bias is below last / 2^32.
        const std::uint64_t bits = keyedBits(seed, stream, section, last) >> 32;
        std::swap(order[last - 1], order[static_cast<std::uint32_t>((bits * last) >> 32)]);
    }
    return order;
}

} // namespace tempera
