// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/download_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(DownloadText)
};

constexpr double slowestBytesPerSecond = 1.0;
constexpr double longestSeconds = 86'400.0;

/// Decimal units, as downloads are stated. Always one digit after the point from MB on, so that the
/// text doesn't jump.
QString bytesText(double bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(std::llround(bytes)), 1,
                                       QLocale::DataSizeSIFormat);
}

} // namespace

QString durationText(double seconds) {
    if (seconds < 90.0)
        return Texts::tr("%1 s").arg(std::max(1L, std::lround(seconds)));
    const double minutes = seconds / 60.0;
    if (minutes < 90.0)
        return Texts::tr("%1 min").arg(std::lround(minutes));
    return Texts::tr("%1 h").arg(std::lround(minutes / 60.0));
}

double downloadFraction(const DownloadStatus& status) {
    if (status.total <= 0)
        return 0.0;
    return std::clamp(static_cast<double>(status.received) / static_cast<double>(status.total), 0.0,
                      1.0);
}

QString downloadText(const DownloadStatus& status) {
    const QString received = bytesText(static_cast<double>(status.received));
    QStringList parts;
    parts
        << (status.total > 0
                ? Texts::tr("%1 of %2").arg(received, bytesText(static_cast<double>(status.total)))
                : received);
    if (status.bytesPerSecond >= slowestBytesPerSecond) {
        parts << Texts::tr("%1/s").arg(bytesText(status.bytesPerSecond));
        const double seconds =
            static_cast<double>(status.total - status.received) / status.bytesPerSecond;
        if (seconds > 0.0 && seconds < longestSeconds)
            parts << Texts::tr("%1 left").arg(durationText(seconds));
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace tempera::ui
