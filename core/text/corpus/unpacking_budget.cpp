// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/unpacking_budget.h"

#include "core/system/error.h"

#include <utility>

namespace tempera {

namespace {

/// Below this no ratio is alarming: a short file of one letter compresses 1,000 times.
constexpr std::uint64_t ratioThresholdBytes = std::uint64_t{16} << 20;

} // namespace

UnpackingBudget::UnpackingBudget(std::string archiveName, const ArchiveLimits& limits,
                                 std::uint64_t packedBytes)
    : archiveName_(std::move(archiveName)), limits_(limits), packedBytes_(packedBytes) {}

void UnpackingBudget::beginEntry(std::uint64_t declaredBytes) {
    if (++entries_ > limits_.entries)
        fail("has more than " + std::to_string(limits_.entries) + " entries");
    entryBytes_ = 0;
    unpackedBytes_ = 0;
    count(declaredBytes);
}

void UnpackingBudget::unpack(std::uint64_t bytes) {
    unpackedBytes_ += bytes;
    if (unpackedBytes_ > entryBytes_)
        count(unpackedBytes_ - entryBytes_);
}

void UnpackingBudget::count(std::uint64_t bytes) {
    if (bytes > limits_.entryBytes - entryBytes_)
        fail("has an entry of more than " + std::to_string(limits_.entryBytes) + " bytes");
    entryBytes_ += bytes;
    if (bytes > limits_.totalBytes - totalBytes_)
        fail("unpacks to more than " + std::to_string(limits_.totalBytes) + " bytes");
    totalBytes_ += bytes;
    const double allowed = limits_.ratio * static_cast<double>(packedBytes_);
    if (totalBytes_ >= ratioThresholdBytes && static_cast<double>(totalBytes_) > allowed)
        fail("unpacks to more than " + std::to_string(static_cast<std::uint64_t>(limits_.ratio)) +
             " times its size");
}

void UnpackingBudget::fail(const std::string& what) const {
    throw Error(
        archiveName_ + ": " + what +
        ", which is the limit for archives; if you trust it, unpack it and open the folder");
}

} // namespace tempera
