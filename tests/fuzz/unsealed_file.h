// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/safetensors_header.h"
#include "fuzz/memory_file.h"

#include <cstring>

namespace tempera::fuzz {

/// A safetensors file as `save(path)` writes it, but without checksum and writer's name: a file of
/// another program may lack them.
template <typename Save>
std::string unsealed(Save save) {
    std::string bytes = bytesSavedBy(save);
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    const std::string data = bytes.substr(sizeof length + length);
    SafetensorsHeader header =
        parseSafetensorsHeader(bytes.substr(sizeof length, length), data.size());
    header.metadata.erase("sha256");
    header.metadata.erase("application");
    const std::string json = formatSafetensorsHeader(header);
    length = json.size();
    bytes.assign(reinterpret_cast<const char*>(&length), sizeof length);
    return bytes + json + data;
}

} // namespace tempera::fuzz
