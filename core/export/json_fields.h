// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace tempera {

/// JSON out of a file that nobody vouches for. Throws Error, naming `place`, where it isn't JSON,
/// no object, nested deeper or of more values than an export ever is.
nlohmann::json parseJsonObject(std::string_view text, const std::string& place);

/// Takes checked values out of an object. Throws Error that names place, field, value and what was
/// expected.
class JsonFields {
public:
    /// Borrows `object`.
    JsonFields(const nlohmann::json& object, std::string place)
        : object_(object), place_(std::move(place)) {}

    std::string text(const char* key) const;
    std::uint64_t wholeNumber(const char* key, std::uint64_t lowest, std::uint64_t highest) const;
    /// Also "inf" and "-inf".
    double number(const char* key, double lowest, double highest) const;
    const nlohmann::json& array(const char* key, std::size_t longest) const;
    bool has(const char* key) const { return object_.contains(key); }
    const std::string& place() const { return place_; }
    [[noreturn]] void fail(const char* key, const std::string& expected) const;

private:
    const nlohmann::json& value(const char* key, const std::string& expected) const;

    const nlohmann::json& object_;
    std::string place_;
};

} // namespace tempera
