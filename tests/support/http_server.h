// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace tempera::test {

/// What a client asked, header names in lower case.
struct HttpRequest {
    QByteArray method;
    QByteArray path;
    QHash<QByteArray, QByteArray> headers;
};

/// How a server misbehaves. As it is by default it is a good one that resumes.
struct HttpBehaviour {
    int status = 200;               ///< anything but 200: an answer without the file
    bool resumes = true;            ///< honours Range
    QByteArray tag = "\"one\"";     ///< ETag, none where empty
    qint64 dropAfter = -1;          ///< bytes of a body after which the connection is cut
    qint64 stallAfter = -1;         ///< bytes of a body after which nothing comes any more
    qint64 blockBytes = 64 * 1'024; ///< of a body at a time,
    int blockMilliseconds = 0;      ///< and the pause between two
    bool announcesLength = true;    ///< else the body ends with the connection
    QUrl redirect;                  ///< where "/" sends to
    QByteArray contentRange;        ///< a wrong Content-Range instead of the right one
    bool refusesRanges = false;     ///< answers each Range with 416
};

/// A small HTTP/1.1 server on 127.0.0.1 that gives one content away under every path, one request a
/// connection (redirections apart), on the thread that made it.
class HttpServer final : public QTcpServer {
    Q_OBJECT
public:
    explicit HttpServer(QByteArray content, QObject* parent = nullptr);

    QUrl url(const QString& path = "/file") const;
    const QList<HttpRequest>& requests() const { return requests_; }
    void setContent(const QByteArray& content) { content_ = content; }

    HttpBehaviour behaviour;

private:
    void accept();
    void readRequest(QTcpSocket& socket);
    void answer(QTcpSocket& socket, const HttpRequest& request);
    QByteArray partialHeader(qint64 first) const;
    void sendBlock(QTcpSocket& socket, const QByteArray& body, qint64 sent);

    QByteArray content_;
    QList<HttpRequest> requests_;
};

} // namespace tempera::test
