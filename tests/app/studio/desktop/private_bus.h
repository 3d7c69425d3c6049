// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QVariant>
#include <functional>
#include <map>
#include <vector>

namespace tempera::test {

/// A D-Bus daemon of a test's own, gone with this object.
class PrivateBus {
public:
    static bool isPossible() { return !QStandardPaths::findExecutable("dbus-daemon").isEmpty(); }

    explicit PrivateBus(const QString& name) : name_(name) {
        daemon_.start("dbus-daemon", {"--session", "--nofork", "--print-address"});
        if (!daemon_.waitForReadyRead(20'000))
            qFatal("the bus does not start");
        address_ = QString::fromLatin1(daemon_.readLine()).trimmed();
        QDBusConnection::connectToBus(address_, name_);
    }
    ~PrivateBus() {
        QDBusConnection::disconnectFromBus(name_);
        daemon_.kill();
        daemon_.waitForFinished();
    }
    PrivateBus(const PrivateBus&) = delete;
    PrivateBus& operator=(const PrivateBus&) = delete;

    const QString& address() const { return address_; }
    QDBusConnection connection() const { return QDBusConnection(name_); }

private:
    QString name_;
    QString address_;
    QProcess daemon_;
};

/// Answers the methods that it was given answers for, and remembers what it was asked.
class FakeService final : public QDBusVirtualObject {
public:
    using Answer = std::function<QVariant(const QVariantList& arguments)>;
    struct Call {
        QString path;
        QString method;
        QVariantList arguments;
    };

    FakeService(const PrivateBus& bus, const QString& service, const QString& path)
        : connection_(bus.connection()), service_(service), path_(path) {
        connection_.registerVirtualObject(path, this, QDBusConnection::SubPath);
        connection_.registerService(service);
    }
    ~FakeService() override {
        connection_.unregisterService(service_);
        connection_.unregisterObject(path_);
    }

    void answer(const QString& method, const Answer& answer) { answers_[method] = answer; }
    const std::vector<Call>& calls() const { return calls_; }
    int count(const QString& method) const {
        int count = 0;
        for (const Call& call : calls_)
            count += call.method == method ? 1 : 0;
        return count;
    }

    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override {
        calls_.push_back({message.path(), message.member(), message.arguments()});
        const auto found = answers_.find(message.member());
        if (found == answers_.end())
            return bus.send(message.createErrorReply(QDBusError::NotSupported, "not here"));
        const QVariant value = found->second(message.arguments());
        return bus.send(value.isValid() ? message.createReply(value) : message.createReply());
    }

private:
    QDBusConnection connection_;
    QString service_;
    QString path_;
    std::map<QString, Answer> answers_;
    std::vector<Call> calls_;
};

} // namespace tempera::test
