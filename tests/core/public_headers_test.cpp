// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/public_headers.h"

#include <QtTest>

using namespace tempera;

/// core's public headers include neither Qt nor LibTorch. They are compiled together in a file of
/// their own (see public_headers.cpp.in), which is generated, so that a new header is in it at
/// once.
class PublicHeadersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void includeNeitherQtNorLibTorch() {
        QVERIFY(test::publicHeaderCount() > 30);
        QStringList macros;
        for (const std::string& name : test::foreignMacros())
            macros << QString::fromStdString(name);
        QVERIFY2(macros.isEmpty(), qPrintable(macros.join(", ")));
    }
};

QTEST_GUILESS_MAIN(PublicHeadersTest)
#include "public_headers_test.moc"
