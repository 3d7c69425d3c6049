// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkReply>
#include <QString>
#include <QUrl>
#include <chrono>

namespace tempera::studio {

/// What a person is told when a server answers with an HTTP status that is no success.
QString httpStatusMessage(int status, const QUrl& url);

/// What a person is told when the connection failed. `stallTimeout` is how long nothing came.
QString networkErrorMessage(const QNetworkReply& reply, std::chrono::milliseconds stallTimeout);

} // namespace tempera::studio
