// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/safetensors_file.h"
#include "core/model/safetensors_frame.h"
#include "core/model/safetensors_header.h"
#include "core/system/error.h"
#include "core/system/sha256.h"

#include <algorithm>
#include <fstream>
#include <new>
#include <system_error>
#include <utility>

namespace tempera {

namespace {

/// The header as it was hashed: the digits of the digest, if it has one, as zeros. Other writers
/// may format their JSON in other ways, so the digits are looked for by their value. They must
/// occur exactly once: a second place, or one spelt with escapes, would leave it open which digits
/// are meant.
std::string withBlankDigest(std::string header, const std::string& digest) {
    const bool wellFormed = digest.size() == safetensorsDigestDigits &&
                            digest.find_first_not_of("0123456789abcdef") == std::string::npos;
    const std::size_t offset = header.find(digest);
    if (!wellFormed || offset == std::string::npos ||
        header.find(digest, offset + 1) != std::string::npos)
        throw Error("its sha256 must be 64 lower-case hexadecimal digits that the header holds "
                    "exactly once; the file is damaged");
    return header.replace(offset, safetensorsDigestDigits, safetensorsDigestDigits, '0');
}

/// Bytes that are read from front to end, each counted against the size found at first.
class Input {
public:
    virtual ~Input() = default;

    std::uint64_t remaining() const { return remaining_; }

    /// `size` must not be more than what remains.
    template <typename Bytes>
    Bytes read(std::uint64_t size) {
        Bytes bytes(size, typename Bytes::value_type{});
        readInto(std::as_writable_bytes(std::span(bytes)));
        remaining_ -= size;
        return bytes;
    }

    /// `size` must not be more than what remains.
    void skip(std::uint64_t size) {
        passOver(size);
        remaining_ -= size;
    }

protected:
    std::uint64_t remaining_ = 0;

private:
    virtual void readInto(std::span<std::byte> bytes) = 0;
    virtual void passOver(std::uint64_t size) = 0;
};

class InputFile final : public Input {
public:
    explicit InputFile(const std::filesystem::path& path) {
        std::error_code failure;
        const auto status = std::filesystem::status(path, failure);
        if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
            throw Error("it is a folder, a pipe or a device, not a file");
        remaining_ = std::filesystem::file_size(path, failure);
        if (failure)
            throw Error("cannot read it: " + failure.message());
        stream_.open(path, std::ios::binary);
        if (!stream_)
            throw Error("cannot open it; check its permissions");
    }

private:
    void readInto(std::span<std::byte> bytes) override {
        stream_.read(reinterpret_cast<char*>(bytes.data()),
                     static_cast<std::streamsize>(bytes.size()));
        if (!stream_)
            throw Error("cannot read it to its end; it was changed meanwhile or its disk fails");
    }

    void passOver(std::uint64_t size) override {
        stream_.seekg(static_cast<std::streamoff>(size), std::ios::cur);
    }

    std::ifstream stream_;
};

class InputBytes final : public Input {
public:
    explicit InputBytes(std::span<const std::byte> bytes) : bytes_(bytes) {
        remaining_ = bytes.size();
    }

private:
    void readInto(std::span<std::byte> bytes) override {
        std::ranges::copy(bytes_.first(bytes.size()), bytes.begin());
        bytes_ = bytes_.subspan(bytes.size());
    }

    void passOver(std::uint64_t size) override { bytes_ = bytes_.subspan(size); }

    std::span<const std::byte> bytes_;
};

std::string readHeader(Input& file) {
    if (file.remaining() < safetensorsLengthBytes)
        throw Error("it is too short to be a safetensors file");
    const std::uint64_t size = lengthFromBytes(file.read<std::string>(safetensorsLengthBytes));
    if (size > maximumSafetensorsHeaderBytes || size > file.remaining())
        throw Error("it is not a safetensors file, or it is cut off: a header of " +
                    std::to_string(size) + " bytes is announced and " +
                    std::to_string(std::min(file.remaining(), maximumSafetensorsHeaderBytes)) +
                    " are possible");
    return file.read<std::string>(size);
}

SafetensorsFile readChecked(Input& input) {
    std::string json = readHeader(input);
    SafetensorsHeader header = parseSafetensorsHeader(json, input.remaining());
    const auto digest = header.metadata.find(safetensorsDigestKey);
    const bool hasDigest = digest != header.metadata.end();
    Sha256 sha256;
    sha256.update(lengthToBytes(json.size()));
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

/// Without the checksum, for which every byte would have to be read.
SafetensorsFile readParts(Input& input, std::span<const std::string> wanted) {
    const std::string json = readHeader(input);
    SafetensorsHeader header = parseSafetensorsHeader(json, input.remaining());
    SafetensorsFile file{std::move(header.metadata), {}};
    for (TensorEntry& entry : header.tensors) {
        StoredTensor tensor{std::move(entry.name), entry.type, std::move(entry.shape), {}};
        if (std::ranges::find(wanted, tensor.name) != wanted.end())
            tensor.bytes = input.read<std::vector<std::byte>>(entry.end - entry.begin);
        else
            input.skip(entry.end - entry.begin);
        file.tensors.push_back(std::move(tensor));
    }
    return file;
}

/// Calls `read`; what goes wrong is told of `name`.
template <typename Read>
SafetensorsFile readNamed(const std::filesystem::path& name, Read read) {
    try {
        return read();
    } catch (const Error& error) {
        throw Error(inFile(name, error.what()));
    } catch (const std::bad_alloc&) {
        throw Error(inFile(name, "it does not fit into the memory that is free"));
    }
}

} // namespace

SafetensorsFile readSafetensors(const std::filesystem::path& path) {
    return readNamed(path, [&] {
        InputFile input(path);
        return readChecked(input);
    });
}

SafetensorsFile readSafetensors(std::span<const std::byte> bytes,
                                const std::filesystem::path& name) {
    return readNamed(name, [&] {
        InputBytes input(bytes);
        return readChecked(input);
    });
}

SafetensorsFile readSafetensorsParts(const std::filesystem::path& path,
                                     std::span<const std::string> wanted) {
    return readNamed(path, [&] {
        InputFile input(path);
        return readParts(input, wanted);
    });
}

} // namespace tempera
