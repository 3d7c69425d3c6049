// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/safetensors_file.h"

#include "core/model/safetensors_frame.h"
#include "core/system/error.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace tempera {

// The length and the tensors' bytes are copied as they are.
static_assert(std::endian::native == std::endian::little, "the format is little-endian");

std::size_t elementSize(TensorType type) {
    switch (type) {
    case TensorType::float32:
        return 4;
    case TensorType::float64:
    case TensorType::int64:
        return 8;
    case TensorType::uint8:
        return 1;
    }
    throw Error("unknown element type");
}

const StoredTensor* SafetensorsFile::find(std::string_view name) const {
    const auto found =
        std::find_if(tensors.begin(), tensors.end(),
                     [name](const StoredTensor& tensor) { return tensor.name == name; });
    return found == tensors.end() ? nullptr : &*found;
}

std::string lengthToBytes(std::uint64_t headerBytes) {
    std::string bytes(safetensorsLengthBytes, '\0');
    std::memcpy(bytes.data(), &headerBytes, bytes.size());
    return bytes;
}

std::uint64_t lengthFromBytes(const std::string& bytes) {
    std::uint64_t headerBytes = 0;
    std::memcpy(&headerBytes, bytes.data(), safetensorsLengthBytes);
    return headerBytes;
}

std::string inFile(const std::filesystem::path& path, const std::string& problem) {
    return "'" + path.string() + "': " + problem;
}

} // namespace tempera
