// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/download/download_messages.h"

#include <QCoreApplication>

namespace tempera::studio {

namespace {

struct Messages {
    Q_DECLARE_TR_FUNCTIONS(DownloadMessages)
};

} // namespace

QString httpStatusMessage(int status, const QUrl& url) {
    if (status == 404 || status == 410)
        return Messages::tr("%1 no longer has the file (HTTP %2). Download it by hand from its "
                            "authors' page and open it here.")
            .arg(url.host())
            .arg(status);
    if (status == 401 || status == 403)
        return Messages::tr("%1 refuses to give the file (HTTP %2). Try another network, or later.")
            .arg(url.host())
            .arg(status);
    if (status == 429 || status >= 500)
        return Messages::tr("%1 cannot answer just now (HTTP %2). Try again in a while.")
            .arg(url.host())
            .arg(status);
    return Messages::tr("%1 gave an answer that is no file (HTTP %2). Try again in a while.")
        .arg(url.host())
        .arg(status);
}

QString networkErrorMessage(const QNetworkReply& reply, std::chrono::milliseconds stallTimeout) {
    const QString host = reply.url().host();
    switch (reply.error()) {
    case QNetworkReply::OperationCanceledError: // nobody but the transfer's time-out
    case QNetworkReply::TimeoutError:
        return Messages::tr("Nothing has come from %1 for %2 seconds. Check the connection, then "
                            "resume.")
            .arg(host,
                 QLocale().toString(static_cast<double>(stallTimeout.count()) / 1'000.0, 'g', 3));
    case QNetworkReply::HostNotFoundError:
        return Messages::tr("%1 cannot be found. Check the internet connection, then resume.")
            .arg(host);
    case QNetworkReply::SslHandshakeFailedError:
        return Messages::tr("No secure connection to %1: %2. Check the computer's clock and its "
                            "certificates.")
            .arg(host, reply.errorString());
    case QNetworkReply::RemoteHostClosedError:
        return Messages::tr("The connection to %1 broke off. Resume to go on from here.").arg(host);
    case QNetworkReply::ConnectionRefusedError:
        return Messages::tr("%1 does not accept the connection. Try again in a while.").arg(host);
    default:
        return Messages::tr("The download stopped: %1. Resume to go on from here.")
            .arg(reply.errorString());
    }
}

} // namespace tempera::studio
