// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/safetensors_header.h"

#include "core/model/safetensors_header_reader.h"
#include "core/system/error.h"
#include "core/system/quote.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace tempera {

namespace {

/// Throws Error if the shape's bytes are more than 64 bits can count.
std::uint64_t bytesOfShape(const TensorEntry& tensor) {
    std::uint64_t bytes = elementSize(tensor.type);
    for (const std::int64_t dimension : tensor.shape) {
        const auto factor = static_cast<std::uint64_t>(dimension);
        if (factor != 0 && bytes > std::numeric_limits<std::uint64_t>::max() / factor)
            throw Error("tensor " + inQuotes(tensor.name) + ": its shape is impossibly large");
        bytes *= factor;
    }
    return bytes;
}

void checkSize(const TensorEntry& tensor) {
    const std::uint64_t expected = bytesOfShape(tensor);
    const std::uint64_t stored = tensor.end - tensor.begin;
    if (stored != expected)
        throw Error("tensor " + inQuotes(tensor.name) + ": its shape and type need " +
                    std::to_string(expected) + " bytes, its data_offsets span " +
                    std::to_string(stored));
}

/// Each tensor's bytes begin where the previous one's end, from 0 to the end of the file.
void checkContiguous(const std::vector<TensorEntry>& tensors, std::uint64_t dataBytes) {
    std::uint64_t position = 0;
    for (const TensorEntry& tensor : tensors) {
        if (tensor.begin != position)
            throw Error("tensor " + inQuotes(tensor.name) + ": its data begin at byte " +
                        std::to_string(tensor.begin) + ", but the tensor before it ends at " +
                        std::to_string(position));
        position = tensor.end;
    }
    if (position != dataBytes)
        throw Error("the header describes " + std::to_string(position) +
                    " bytes of data, but the file has " + std::to_string(dataBytes) +
                    ": it is cut off or damaged");
}

void sortByData(std::vector<TensorEntry>& tensors) {
    // Stable: empty tensors at the same place keep the header's order.
    std::stable_sort(tensors.begin(), tensors.end(), [](const auto& left, const auto& right) {
        return std::tie(left.begin, left.end) < std::tie(right.begin, right.end);
    });
}

std::string formatTensor(const TensorEntry& tensor) {
    nlohmann::ordered_json fields;
    fields["dtype"] = tensorTypeName(tensor.type);
    fields["shape"] = tensor.shape;
    fields["data_offsets"] = {tensor.begin, tensor.end};
    return nlohmann::json(tensor.name).dump() + ":" + fields.dump();
}

} // namespace

std::string_view tensorTypeName(TensorType type) {
    switch (type) {
    case TensorType::float32:
        return "F32";
    case TensorType::float64:
        return "F64";
    case TensorType::int64:
        return "I64";
    case TensorType::uint8:
        return "U8";
    }
    throw Error("unknown element type");
}

SafetensorsHeader parseSafetensorsHeader(std::string_view json, std::uint64_t dataBytes) {
    // The format asks for the brace; nlohmann would skip a byte order mark and white space, and
    // takes a zero byte for the end of the text.
    if (!json.starts_with('{') || json.find('\0') != std::string_view::npos)
        throw Error("the header is not a JSON object");
    SafetensorsHeaderReader reader;
    nlohmann::json::sax_parse(json, &reader);
    SafetensorsHeader header = reader.takeHeader();
    sortByData(header.tensors);
    std::for_each(header.tensors.begin(), header.tensors.end(), checkSize);
    checkContiguous(header.tensors, dataBytes);
    return header;
}

std::string formatSafetensorsHeader(const SafetensorsHeader& header) {
    constexpr std::size_t alignment = 8; // the length before the header is as long
    try {
        std::string json = "{\"__metadata__\":" + nlohmann::json(header.metadata).dump();
        for (const TensorEntry& tensor : header.tensors)
            json += "," + formatTensor(tensor);
        json += "}";
        json.append((alignment - json.size() % alignment) % alignment, ' ');
        return json;
    } catch (const nlohmann::json::type_error&) {
        throw Error("a tensor's name or a metadata text is not valid UTF-8");
    }
}

} // namespace tempera
