// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/utf8_locale.h"

namespace tempera {

namespace {

locale_t utf8Locale() {
    static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{});
    return locale;
}

} // namespace

Utf8Locale::Utf8Locale() : before_(uselocale(utf8Locale())) {}

Utf8Locale::~Utf8Locale() {
    uselocale(before_);
}

} // namespace tempera
