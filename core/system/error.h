// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace tempera {

/// A failure that a person can act on. The message names the thing (path, line, byte), says what
/// is wrong with it and what to do. Everything that core throws on purpose derives from it.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A setting that is out of its range or contradicts another one: the caller's request is wrong,
/// not the world. The command line exits with 2 on it, with 1 on every other Error.
class SettingError : public Error {
public:
    /// `field` is the setting's path in toJson(TrainingSettings), as in "schedule.learning_rate";
    /// empty where it isn't one of those. It must be a literal: an exception's copy must not fail.
    explicit SettingError(const std::string& message, std::string_view field = {})
        : Error(message), field_(field) {}

    std::string_view field() const noexcept { return field_; }

private:
    std::string_view field_;
};

/// Memory ran out, or would.
class MemoryError : public Error {
public:
    using Error::Error;
};

/// Work ended early because its std::stop_token was triggered.
class Cancelled : public Error {
public:
    Cancelled() : Error("cancelled") {}
};

} // namespace tempera
