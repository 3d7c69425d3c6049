// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/safetensors_file.h"
#include "core/model/safetensors_frame.h"
#include "core/model/safetensors_header.h"
#include "core/system/atomic_file.h"
#include "core/system/error.h"
#include "core/system/sha256.h"

#include <algorithm>
#include <utility>

namespace tempera {

namespace {

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
    std::string& digest = header.metadata[safetensorsDigestKey];
    digest.assign(safetensorsDigestDigits, 'f');
    const std::string other = formatSafetensorsHeader(header);
    digest.assign(safetensorsDigestDigits, '0');
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

} // namespace

void writeSafetensors(const std::filesystem::path& path,
                      const std::map<std::string, std::string>& metadata,
                      std::span<const TensorView> tensors, const std::filesystem::path& previous) {
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
    write(std::string_view(lengthToBytes(header.json.size())));
    write(std::string_view(header.json));
    for (const TensorView& tensor : ordered)
        write(tensor.bytes);
    file.writeAt(safetensorsLengthBytes + header.digestOffset, sha256.hexadecimalDigest());
    file.commit(previous);
}

} // namespace tempera
