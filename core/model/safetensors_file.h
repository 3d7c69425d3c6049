// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tempera {

/// The element types that Tempera reads and writes (safetensors names: F32, F64, I64, U8).
enum class TensorType { float32, float64, int64, uint8 };

/// Bytes of one element.
std::size_t elementSize(TensorType type);

/// One tensor of a file that is being written; `bytes` is borrowed.
struct TensorView {
    std::string name;
    TensorType type = TensorType::float32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes; ///< row-major, little-endian
};

/// One tensor of a file that was read.
struct StoredTensor {
    std::string name;
    TensorType type = TensorType::float32;
    std::vector<std::int64_t> shape;
    std::vector<std::byte> bytes;
};

/// A file in the safetensors format: 8 bytes of header length (little-endian), a JSON header, the
/// data. https://huggingface.co/docs/safetensors (format section).
struct SafetensorsFile {
    std::map<std::string, std::string> metadata; ///< the header's `__metadata__`
    std::vector<StoredTensor> tensors;           ///< in the order of their data

    /// nullptr if there is none of that name.
    const StoredTensor* find(std::string_view name) const;
};

/// Writes `path` atomically (AtomicFile), tensors with wide elements first and otherwise in the
/// given order; the same input gives the same bytes. Adds the metadata key `sha256`: the digest, in
/// 64 lower-case hexadecimal digits, of the whole file with these digits as zeros. Throws Error if
/// it can't be written, or if readSafetensors would refuse it (names or sizes that contradict each
/// other); an existing file is intact then. Where `previous` is given, what was at `path` is kept
/// there.
void writeSafetensors(const std::filesystem::path& path,
                      const std::map<std::string, std::string>& metadata,
                      std::span<const TensorView> tensors,
                      const std::filesystem::path& previous = {});

/// Reads and checks everything before it allocates: header length (at most 16 MiB and within the
/// file), valid UTF-8, JSON without duplicate keys and of bounded depth, known element types, rank
/// at most 8, dimensions >= 0 whose product does not overflow, offsets that are contiguous from 0
/// in some order of the tensors and end at the file's end, sizes that fit shape and type. Where the
/// metadata hold `sha256`, it must match ("damaged" otherwise); a file of another writer without
/// it is accepted. Unknown header fields are refused.
/// Throws Error with the path and what is wrong.
SafetensorsFile readSafetensors(const std::filesystem::path& path);
/// The same of a file that is in memory; `name` stands for its path in messages.
SafetensorsFile readSafetensors(std::span<const std::byte> bytes,
                                const std::filesystem::path& name);
/// The same checks of the header, but only the bytes of the tensors named in `wanted` are read;
/// those of the others are left empty. The checksum, which is over the whole file, is not compared.
SafetensorsFile readSafetensorsParts(const std::filesystem::path& path,
                                     std::span<const std::string> wanted);

} // namespace tempera
