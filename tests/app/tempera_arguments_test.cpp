// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cli.h"

#include <QtTest>

using namespace tempera::test;

/// What the studio's program says on the command line, where there is no screen.
class TemperaArgumentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWithoutAScreen_data();
    void tellsWithoutAScreen();
};

void TemperaArgumentsTest::tellsWithoutAScreen_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("told");
    QTest::newRow("version") << "--version"
                             << "^tempera \\d+\\.\\d+\\.\\d+\\n$";
    QTest::newRow("short version") << "-v"
                                   << "^tempera \\d+\\.\\d+\\.\\d+\\n$";
    QTest::newRow("help") << "--help"
                          << "--fresh";
    QTest::newRow("help behind a file") << "x.tempera -h"
                                        << "--fresh";
}

void TemperaArgumentsTest::tellsWithoutAScreen() {
    QFETCH(const QString, arguments);
    QFETCH(const QString, told);
    const CliResult result = runShell("env -u DISPLAY -u WAYLAND_DISPLAY QT_QPA_PLATFORM=xcb "
                                      "\"$(dirname \"$TEMPERA_CLI\")/tempera\" " +
                                      arguments);
    QCOMPARE(result.standardError, QByteArray());
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(QRegularExpression(told).match(result.standardOutput).hasMatch(),
             result.standardOutput.constData());
}

QTEST_GUILESS_MAIN(TemperaArgumentsTest)
#include "tempera_arguments_test.moc"
