// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/safetensors_header_reader.h"

#include "core/system/error.h"
#include "core/system/quote.h"

#include <limits>

namespace tempera {

namespace {

constexpr std::string_view metadataKey = "__metadata__";
constexpr std::size_t offsetCount = 2;
constexpr std::array tensorKeys = {"dtype", "shape", "data_offsets"};

TensorType parseTensorType(const std::string& name) {
    for (const TensorType type :
         {TensorType::float32, TensorType::float64, TensorType::int64, TensorType::uint8})
        if (tensorTypeName(type) == name)
            return type;
    throw Error("elements of type " + inQuotes(name) +
                "; Tempera reads F32, F64, I64 and U8: convert the file first");
}

} // namespace

bool SafetensorsHeaderReader::number_unsigned(number_unsigned_t value) {
    if (place_ == Place::shape) {
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            fail("a dimension is too large");
        if (tensor_.shape.size() == maximumSafetensorsRank)
            fail("more than " + std::to_string(maximumSafetensorsRank) + " dimensions");
        tensor_.shape.push_back(static_cast<std::int64_t>(value));
    } else if (place_ == Place::offsets) {
        if (offsets_.size() == offsetCount)
            fail("more than two data_offsets");
        offsets_.push_back(value);
    } else {
        unexpected("a number");
    }
    return true;
}

bool SafetensorsHeaderReader::string(string_t& text) {
    if (place_ == Place::metadata) {
        header_.metadata.emplace(innerKey_, std::move(text));
    } else if (place_ == Place::tensor && innerKey_ == "dtype") {
        try {
            tensor_.type = parseTensorType(text);
        } catch (const Error& error) {
            fail(error.what());
        }
    } else {
        unexpected("text");
    }
    return true;
}

bool SafetensorsHeaderReader::start_object(std::size_t) {
    if (place_ == Place::outside) {
        place_ = Place::file;
    } else if (place_ == Place::file) {
        const bool metadata = fileKey_ == metadataKey;
        place_ = metadata ? Place::metadata : Place::tensor;
        innerKeys_.clear();
        tensor_ = TensorEntry();
        tensor_.name = fileKey_;
        offsets_.clear();
    } else {
        unexpected("an object");
    }
    return true;
}

bool SafetensorsHeaderReader::key(string_t& name) {
    if (place_ == Place::file) {
        addKey(fileKeys_, name);
        fileKey_ = std::move(name);
        return true;
    }
    if (place_ == Place::tensor &&
        std::find(tensorKeys.begin(), tensorKeys.end(), name) == tensorKeys.end())
        fail("unknown field " + inQuotes(name));
    addKey(innerKeys_, name);
    innerKey_ = std::move(name);
    return true;
}

bool SafetensorsHeaderReader::end_object() {
    if (place_ == Place::tensor)
        finishTensor();
    place_ = place_ == Place::file ? Place::outside : Place::file;
    return true;
}

bool SafetensorsHeaderReader::start_array(std::size_t) {
    if (place_ == Place::tensor && innerKey_ == "shape")
        place_ = Place::shape;
    else if (place_ == Place::tensor && innerKey_ == "data_offsets")
        place_ = Place::offsets;
    else
        unexpected("a list");
    return true;
}

bool SafetensorsHeaderReader::end_array() {
    place_ = Place::tensor;
    return true;
}

bool SafetensorsHeaderReader::parse_error(std::size_t position, const std::string&,
                                          const nlohmann::json::exception&) {
    throw Error("the header is not valid JSON in UTF-8 (byte " + std::to_string(position) +
                " of it)");
}

std::string SafetensorsHeaderReader::describePlace() const {
    if (place_ == Place::outside)
        return "the header";
    if (place_ == Place::file)
        return "the header's entry " + inQuotes(fileKey_);
    if (place_ == Place::metadata)
        return "the metadata's entry " + inQuotes(innerKey_);
    return "tensor " + inQuotes(tensor_.name);
}

void SafetensorsHeaderReader::fail(const std::string& problem) const {
    throw Error(describePlace() + ": " + problem);
}

void SafetensorsHeaderReader::unexpected(const char* what) const {
    const std::string field =
        place_ == Place::outside || place_ == Place::file ? "" : " at " + inQuotes(innerKey_);
    fail(std::string("unexpectedly holds ") + what + field);
}

void SafetensorsHeaderReader::addKey(std::set<std::string>& keys, const std::string& name) const {
    if (keys.size() == maximumSafetensorsEntries)
        throw Error("the header has more than " + std::to_string(maximumSafetensorsEntries) +
                    " entries");
    if (!keys.insert(name).second)
        throw Error("the header has the key " + inQuotes(name) + " twice in the same place");
}

void SafetensorsHeaderReader::finishTensor() {
    // Unknown and repeated fields were refused, so three of them are the three.
    if (innerKeys_.size() != tensorKeys.size())
        fail("dtype, shape and data_offsets are not all there");
    if (offsets_.size() != offsetCount || offsets_[1] < offsets_[0])
        fail("data_offsets must be a beginning and an end");
    tensor_.begin = offsets_[0];
    tensor_.end = offsets_[1];
    header_.tensors.push_back(std::move(tensor_));
}

} // namespace tempera
