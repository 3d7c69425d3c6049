// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

namespace tempera::test {

/// An empty home folder without a screen, for a program that must not touch a person's settings,
/// sessions or downloads. To be made before the QApplication.
class StudioHome {
public:
    StudioHome() {
        const QByteArray home = folder_.path().toLocal8Bit();
        for (const char* const name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME",
                                       "XDG_STATE_HOME", "XDG_RUNTIME_DIR"})
            qputenv(name, home);
        if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
        qunsetenv("DBUS_SESSION_BUS_ADDRESS"); // the desktop's theme is no part of a test
        QStandardPaths::setTestModeEnabled(true);
    }

    QString path() const { return folder_.path(); }

private:
    QTemporaryDir folder_;
};

/// Names the program as its main() does.
inline void nameApplication() {
    QApplication::setApplicationName("tempera");
    QApplication::setOrganizationName("tempera");
    QApplication::setApplicationVersion(TEMPERA_VERSION);
}

/// What QTEST_MAIN does, within a StudioHome.
template <typename Test>
int runStudioTest(int argumentCount, char** arguments) {
    const StudioHome home;
    QApplication application(argumentCount, arguments);
    nameApplication();
    Test test;
    return QTest::qExec(&test, argumentCount, arguments);
}

} // namespace tempera::test
