// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/safetensors_file.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tempera {

/// More than any network of Tempera's needs by orders of magnitude; little enough to be read from
/// a hostile file without harm.
inline constexpr std::uint64_t maximumSafetensorsHeaderBytes = 16 * 1024 * 1024;
inline constexpr std::size_t maximumSafetensorsRank = 8;
/// Of tensors in a file, and of entries in `__metadata__`.
inline constexpr std::size_t maximumSafetensorsEntries = 16'384;

/// What the header says about one tensor.
struct TensorEntry {
    std::string name;
    TensorType type = TensorType::float32;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0; ///< of its bytes, counted from where the data begin
    std::uint64_t end = 0;   ///< one past its last byte

    bool operator==(const TensorEntry&) const = default;
};

struct SafetensorsHeader {
    std::map<std::string, std::string> metadata; ///< `__metadata__`
    std::vector<TensorEntry> tensors;            ///< in the order of their data
};

/// The format's name of an element type: "F32", "F64", "I64" or "U8".
std::string_view tensorTypeName(TensorType type);

/// Reads the JSON header of a file with `dataBytes` bytes of data behind the header, and checks all
/// that readSafetensors promises of it. Allocates in proportion to the JSON, whatever it claims.
/// Throws Error that names the tensor and says what is wrong with it.
SafetensorsHeader parseSafetensorsHeader(std::string_view json, std::uint64_t dataBytes);

/// The header as JSON, metadata first, tensors in their order, padded with spaces so that the data
/// begin at a multiple of eight. Checks nothing: parse the result for that.
/// Throws Error on a name or a value that is not valid UTF-8.
std::string formatSafetensorsHeader(const SafetensorsHeader& header);

} // namespace tempera
