// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/safetensors_header.h"

#include <nlohmann/json.hpp>
#include <set>

namespace tempera {

/// Takes the events of nlohmann's parser and admits the format's one schema alone:
///
///     { "__metadata__": { KEY: TEXT, ... },
///       NAME: { "dtype": TEXT, "shape": [N, ...], "data_offsets": [N, N] }, ... }
///
/// Everything else (other fields, keys that occur twice, deeper nesting, other types) throws Error
/// at the event, so that no document is built in memory that the format has no use for.
class SafetensorsHeaderReader final : public nlohmann::json_sax<nlohmann::json> {
public:
    /// What was read; the tensors are in the order in which the header names them.
    SafetensorsHeader takeHeader() { return std::move(header_); }

    bool null() override { unexpected("null"); }
    bool boolean(bool) override { unexpected("true or false"); }
    bool number_integer(number_integer_t) override { unexpected("a negative number"); }
    bool number_unsigned(number_unsigned_t value) override;
    bool number_float(number_float_t, const string_t&) override {
        unexpected("a number that is not whole or too large");
    }
    bool string(string_t& text) override;
    bool binary(binary_t&) override { unexpected("binary data"); }
    bool start_object(std::size_t) override;
    bool key(string_t& name) override;
    bool end_object() override;
    bool start_array(std::size_t) override;
    bool end_array() override;
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::json::exception&) override;

private:
    enum class Place { outside, file, metadata, tensor, shape, offsets };

    std::string describePlace() const;
    [[noreturn]] void fail(const std::string& problem) const;
    [[noreturn]] void unexpected(const char* what) const;
    void addKey(std::set<std::string>& keys, const std::string& name) const;
    void finishTensor();

    SafetensorsHeader header_;
    Place place_ = Place::outside;
    std::set<std::string> fileKeys_;
    std::set<std::string> innerKeys_; ///< of the metadata or of the tensor being read
    std::string fileKey_;
    std::string innerKey_;
    TensorEntry tensor_; ///< the one being read
    std::vector<std::uint64_t> offsets_;
};

} // namespace tempera
