// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/download/content_range.h"

#include <QRegularExpression>

namespace tempera::studio {

std::optional<ContentRange> parseContentRange(const QByteArray& header) {
    static const QRegularExpression form(
        "^\\s*bytes\\s+(\\d{1,18})-(\\d{1,18})/(?:(\\d{1,18})|\\*)\\s*$",
        QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(QString::fromLatin1(header));
    if (!match.hasMatch())
        return std::nullopt;
    ContentRange range{match.captured(1).toLongLong(), match.captured(2).toLongLong(), {}};
    if (match.capturedLength(3) > 0)
        range.total = match.captured(3).toLongLong();
    if (range.last < range.first || (range.total && range.last >= *range.total))
        return std::nullopt;
    return range;
}

} // namespace tempera::studio
