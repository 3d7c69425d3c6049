// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/safetensors_file.h"

#include "core/model/safetensors_header.h"
#include "core/system/atomic_file.h"
#include "core/system/error.h"
#include "core/system/sha256.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>
#include <new>
#include <system_error>

namespace tempera {

namespace {

// The length and the tensors' bytes are copied as they are.
static_assert(std::endian::native == std::endian::little, "the format is little-endian");

constexpr std::size_t lengthBytes = 8;
constexpr std::size_t digestDigits = 64;
constexpr const char* digestKey = "sha256";

std::string lengthPrefix(std::uint64_t headerBytes) {
    std::string bytes(lengthBytes, '\0');
    std::memcpy(bytes.data(), &headerBytes, lengthBytes);
    return bytes;
}

/// Wide elements first, so that every tensor begins at a multiple of its element's size (the
/// header is padded to eight); readers that map the file rely on it.
std::vector<TensorView> alignedOrder(std::span<const TensorView> tensors) {
    std::vector<TensorView> ordered(tensors.begin(), tensors.end());
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& left, const auto& right) {
        return elementSize(left.type) > elementSize(right.type);
    });
    return ordered;
}

SafetensorsHeader describe(const std::map<std::string, std::string>& metadata,
                           const std::vector<TensorView>& tensors) {
    SafetensorsHeader header{metadata, {}};
    std::uint64_t position = 0;
    for (const TensorView& tensor : tensors) {
        const std::uint64_t end = position + tensor.bytes.size();
        header.tensors.push_back({tensor.name, tensor.type, tensor.shape, position, end});
        position = end;
    }
    return header;
}

/// A header whose digest is zeros, and where in it they stand.
struct BlankHeader {
    std::string json;
    std::size_t digestOffset = 0;
};

BlankHeader formatBlankHeader(SafetensorsHeader header) {
    std::string& digest = header.metadata[digestKey];
    digest.assign(digestDigits, 'f');
    const std::string other = formatSafetensorsHeader(header);
    digest.assign(digestDigits, '0');
    std::string json = formatSafetensorsHeader(header);
    // Texts of the caller's could fool a search; between these two only the digits differ.
    const auto [first, second] = std::ranges::mismatch(json, other);
    const auto offset = static_cast<std::size_t>(first - json.begin());
    return {std::move(json), offset};
}

/// Throws Error unless readSafetensors would take the header.
void checkReadable(const std::string& json, const SafetensorsHeader& header) {
    if (json.size() > maximumSafetensorsHeaderBytes)
        throw Error("the header would be larger than 16 MiB");
    parseSafetensorsHeader(json, header.tensors.empty() ? 0 : header.tensors.back().end);
}

/// The header as it was hashed: the digits of the digest, if it has one, as zeros. Other writers
/// may format their JSON in other ways, so the digits are looked for by their value. They must
/// occur exactly once: a second place, or one spelt with escapes, would leave it open which digits
/// are meant.
std::string withBlankDigest(std::string header, const std::string& digest) {
    const bool wellFormed = digest.size() == digestDigits &&
                            digest.find_first_not_of("0123456789abcdef") == std::string::npos;
    const std::size_t offset = header.find(digest);
    if (!wellFormed || offset == std::string::npos ||
        header.find(digest, offset + 1) != std::string::npos)
        throw Error("its sha256 must be 64 lower-case hexadecimal digits that the header holds "
                    "exactly once; the file is damaged");
    return header.replace(offset, digestDigits, digestDigits, '0');
}

/// A file that is read from front to end, each byte counted against the size found at first.
class InputFile {
public:
    explicit InputFile(const std::filesystem::path& path) {
        std::error_code failure;
        if (std::filesystem::is_directory(path))
            throw Error("it is a folder, not a file");
        remaining_ = std::filesystem::file_size(path, failure);
        if (failure)
            throw Error("cannot read it: " + failure.message());
        stream_.open(path, std::ios::binary);
        if (!stream_)
            throw Error("cannot open it; check its permissions");
    }

    std::uint64_t remaining() const { return remaining_; }

    /// `size` must not be more than what remains.
    template <typename Bytes>
    Bytes read(std::uint64_t size) {
        Bytes bytes(size, typename Bytes::value_type{});
        stream_.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
        if (!stream_)
            throw Error("cannot read it to its end; it was changed meanwhile or its disk fails");
        remaining_ -= size;
        return bytes;
    }

private:
    std::ifstream stream_;
    std::uint64_t remaining_ = 0;
};

std::string readHeader(InputFile& file) {
    if (file.remaining() < lengthBytes)
        throw Error("it is too short to be a safetensors file");
    std::uint64_t size = 0;
    std::memcpy(&size, file.read<std::string>(lengthBytes).data(), lengthBytes);
    if (size > maximumSafetensorsHeaderBytes || size > file.remaining())
        throw Error("it is not a safetensors file, or it is cut off: a header of " +
                    std::to_string(size) + " bytes is announced and " +
                    std::to_string(std::min(file.remaining(), maximumSafetensorsHeaderBytes)) +
                    " are possible");
    return file.read<std::string>(size);
}

SafetensorsFile readChecked(const std::filesystem::path& path) {
    InputFile input(path);
    std::string json = readHeader(input);
    SafetensorsHeader header = parseSafetensorsHeader(json, input.remaining());
    const auto digest = header.metadata.find(digestKey);
    const bool hasDigest = digest != header.metadata.end();
    Sha256 sha256;
    sha256.update(lengthPrefix(json.size()));
    sha256.update(hasDigest ? withBlankDigest(std::move(json), digest->second) : json);

    SafetensorsFile file;
    for (TensorEntry& entry : header.tensors) {
        auto bytes = input.read<std::vector<std::byte>>(entry.end - entry.begin);
        sha256.update(bytes);
        file.tensors.push_back(
            {std::move(entry.name), entry.type, std::move(entry.shape), std::move(bytes)});
    }
    if (hasDigest && sha256.hexadecimalDigest() != digest->second)
        throw Error("its checksum (sha256) does not match: the file is damaged; use another copy");
    file.metadata = std::move(header.metadata);
    return file;
}

std::string inFile(const std::filesystem::path& path, const std::string& problem) {
    return "'" + path.string() + "': " + problem;
}

} // namespace

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

void writeSafetensors(const std::filesystem::path& path,
                      const std::map<std::string, std::string>& metadata,
                      std::span<const TensorView> tensors) {
    const std::vector<TensorView> ordered = alignedOrder(tensors);
    BlankHeader header;
    try {
        const SafetensorsHeader description = describe(metadata, ordered);
        header = formatBlankHeader(description);
        checkReadable(header.json, description);
    } catch (const Error& error) {
        throw Error(inFile(path, error.what()));
    }
    AtomicFile file(path);
    Sha256 sha256;
    const auto write = [&](auto bytes) {
        sha256.update(bytes);
        file.write(bytes);
    };
    write(std::string_view(lengthPrefix(header.json.size())));
    write(std::string_view(header.json));
    for (const TensorView& tensor : ordered)
        write(tensor.bytes);
    file.writeAt(lengthBytes + header.digestOffset, sha256.hexadecimalDigest());
    file.commit();
}

SafetensorsFile readSafetensors(const std::filesystem::path& path) {
    try {
        return readChecked(path);
    } catch (const Error& error) {
        throw Error(inFile(path, error.what()));
    } catch (const std::bad_alloc&) {
        throw Error(inFile(path, "it does not fit into the memory that is free"));
    }
}

} // namespace tempera
