// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace tempera {

/// What the writer and the reader of safetensors files share beside the header.
inline constexpr std::size_t safetensorsLengthBytes = 8;
inline constexpr const char* safetensorsDigestKey = "sha256";
inline constexpr std::size_t safetensorsDigestDigits = 64;

/// The eight bytes before the header: its length, and back.
std::string lengthToBytes(std::uint64_t headerBytes);
std::uint64_t lengthFromBytes(const std::string& bytes);

/// "'path': problem", for messages.
std::string inFile(const std::filesystem::path& path, const std::string& problem);

} // namespace tempera
