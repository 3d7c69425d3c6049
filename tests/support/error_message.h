// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/error.h"

#include <string>

namespace tempera {

/// The message of the Error that `action` throws; empty if it throws none.
template <typename Action>
std::string errorMessage(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace tempera
