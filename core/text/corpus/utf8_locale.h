// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <locale.h>

namespace tempera {

/// While it lives, C functions called on this thread take text for UTF-8, whatever the program's
/// locale is. Does nothing on a system without C.UTF-8.
class Utf8Locale {
public:
    Utf8Locale();
    ~Utf8Locale();
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;

private:
    locale_t before_;
};

} // namespace tempera
