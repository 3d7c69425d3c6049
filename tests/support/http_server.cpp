// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/http_server.h"

#include <QTimer>
#include <algorithm>
#include <utility>

namespace tempera::test {

namespace {

HttpRequest parseRequest(const QByteArray& head) {
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> first = lines.front().trimmed().split(' ');
    HttpRequest request{first.value(0), first.value(1), {}};
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers[line.left(colon).toLower()] = line.mid(colon + 1).trimmed();
    }
    return request;
}

/// Of "bytes=N-".
qint64 firstByte(const HttpRequest& request) {
    const QByteArray range = request.headers.value("range");
    return range.startsWith("bytes=") ? range.mid(6, range.size() - 7).toLongLong() : 0;
}

} // namespace

HttpServer::HttpServer(QByteArray content, QObject* parent)
    : QTcpServer(parent), content_(std::move(content)) {
    connect(this, &QTcpServer::newConnection, this, &HttpServer::accept);
    listen(QHostAddress::LocalHost);
}

QUrl HttpServer::url(const QString& path) const {
    return QUrl(QString("http://127.0.0.1:%1%2").arg(serverPort()).arg(path));
}

void HttpServer::accept() {
    while (QTcpSocket* const socket = nextPendingConnection()) {
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readRequest(*socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

void HttpServer::readRequest(QTcpSocket& socket) {
    const QByteArray head = socket.peek(64 * 1'024);
    const qsizetype end = head.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    socket.read(end + 4);
    requests_.append(parseRequest(head.left(end)));
    answer(socket, requests_.back());
}

void HttpServer::answer(QTcpSocket& socket, const HttpRequest& request) {
    if (behaviour.redirect.isValid() && request.path == "/") {
        // The connection stays: a client that asks again meets no closed one.
        socket.write("HTTP/1.1 302 Found\r\nLocation: " + behaviour.redirect.toEncoded() +
                     "\r\nContent-Length: 0\r\n\r\n");
        return;
    }
    const QByteArray common = "Connection: close\r\n";
    const bool ranged = request.headers.contains("range");
    const int status = ranged && behaviour.refusesRanges ? 416 : behaviour.status;
    if (status != 200) {
        socket.write("HTTP/1.1 " + QByteArray::number(status) + " No\r\nContent-Length: 5\r\n" +
                     common + "\r\nsorry");
        socket.disconnectFromHost();
        return;
    }
    const QByteArray condition = request.headers.value("if-range");
    const bool partial =
        ranged && behaviour.resumes && (condition.isEmpty() || condition == behaviour.tag);
    const qint64 first = partial ? firstByte(request) : 0;
    const QByteArray body = content_.mid(first);
    QByteArray head = partial ? partialHeader(first) : QByteArray("HTTP/1.1 200 OK\r\n");
    if (behaviour.announcesLength)
        head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    if (!behaviour.tag.isEmpty())
        head += "ETag: " + behaviour.tag + "\r\n";
    socket.write(head + common + "\r\n");
    sendBlock(socket, body, 0);
}

QByteArray HttpServer::partialHeader(qint64 first) const {
    const QByteArray right = "bytes " + QByteArray::number(first) + "-" +
                             QByteArray::number(content_.size() - 1) + "/" +
                             QByteArray::number(content_.size());
    return "HTTP/1.1 206 Partial Content\r\nContent-Range: " +
           (behaviour.contentRange.isEmpty() ? right : behaviour.contentRange) + "\r\n";
}

void HttpServer::sendBlock(QTcpSocket& socket, const QByteArray& body, qint64 sent) {
    qint64 end = std::min<qint64>(body.size(), sent + behaviour.blockBytes);
    if (behaviour.stallAfter >= 0)
        end = std::min(end, std::max(sent, behaviour.stallAfter));
    if (behaviour.dropAfter >= 0)
        end = std::min(end, std::max(sent, behaviour.dropAfter));
    socket.write(body.mid(sent, end - sent));
    socket.flush();
    if (end == body.size() || end == behaviour.dropAfter)
        socket.disconnectFromHost();
    else if (end != behaviour.stallAfter)
        QTimer::singleShot(behaviour.blockMilliseconds, &socket,
                           [this, &socket, body, end] { sendBlock(socket, body, end); });
}

} // namespace tempera::test
