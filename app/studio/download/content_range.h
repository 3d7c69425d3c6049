// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>
#include <optional>

namespace tempera::studio {

/// The header `Content-Range: bytes FIRST-LAST/TOTAL` of a partial answer (RFC 9110, 14.4).
struct ContentRange {
    qint64 first = 0;
    qint64 last = 0;
    std::optional<qint64> total; ///< none where the server wrote `*`

    bool operator==(const ContentRange&) const = default;
};

/// Nothing where the header is not of that form or contradicts itself.
std::optional<ContentRange> parseContentRange(const QByteArray& header);

} // namespace tempera::studio
